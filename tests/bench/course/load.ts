import type { Browser, Page } from 'playwright';

/** One load of a page with an empty cache. Times in ms from the navigation. */
export interface Load {
  /** Sixty characters to read, and one control that a click would reach. */
  interactive: number;
  /** Everything works. */
  usable: number;
  requests: number;
  /** As they came over the line, with headers. */
  bytes: number;
  /** Tasks of more than 50 ms: how many, and the longest, ms. */
  longTasks: number;
  longest: number;
  /** JavaScript heap after a collection, MB. */
  heapMb: number;
}

export interface Subject {
  name: string;
  address: string;
  /** JavaScript that is true once everything works. */
  usable: string;
}

/** A slow line and a slow computer: 1.6 Mbit/s, 150 ms, a quarter of this machine's speed. */
export const SLOW = { cpu: 4, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };

/** In the page: an LMS, and a clock for what can be seen and used. The document may stand in frames of the same origin. */
const WATCH = `(() => {
  const known = {};
  const calls = (window.lmsCalls = []);
  window.API = Object.fromEntries(['LMSInitialize','LMSFinish','LMSGetValue','LMSSetValue','LMSCommit','LMSGetLastError','LMSGetErrorString','LMSGetDiagnostic'].map((name) => [name, (element, value) => {
    calls.push(name);
    if (name === 'LMSGetLastError') return '0';
    if (name === 'LMSGetErrorString' || name === 'LMSGetDiagnostic') return '';
    if (name === 'LMSSetValue') known[element] = value;
    if (name === 'LMSGetValue') return known[element] ?? (element === 'cmi.core.lesson_status' ? 'not attempted' : element === 'cmi.core.lesson_mode' ? 'normal' : element.endsWith('_count') ? '0' : element.endsWith('_children') ? 'id,type,student_response,result,weighting,latency,time,objectives,correct_responses,score,status,raw,min,max' : '');
    return 'true';
  }]));
  window.lmsValues = known;
  const seen = (window.benchSeen = { interactive: 0, usable: 0, tasks: [], inputs: [] });
  new PerformanceObserver((list) => { for (const task of list.getEntries()) seen.tasks.push([task.startTime, task.duration]); }).observe({ type: 'longtask', buffered: true });
  new PerformanceObserver((list) => { for (const event of list.getEntries()) seen.inputs.push(event.processingStart); }).observe({ type: 'event', durationThreshold: 16, buffered: true });
  // What the page does later, and the frame in which that is painted, count as well. The test tool has timers of its own.
  const later = window.setTimeout;
  window.setTimeout = (then, ms, ...rest) => later((...args) => {
    seen.inputs.push(performance.now());
    requestAnimationFrame(() => seen.inputs.push(performance.now()));
    return then(...args);
  }, ms, ...rest);
  const reachable = (document) => {
    for (const control of document.querySelectorAll('a[href], button, input, summary')) {
      const { left, top, width, height } = control.getBoundingClientRect();
      if (width === 0 || height === 0) continue;
      const hit = document.elementFromPoint(left + width / 2, top + height / 2);
      if (hit && (hit === control || control.contains(hit) || hit.contains(control))) return true;
    }
    return false;
  };
  const ready = (document) => {
    if ((document.body?.innerText ?? '').trim().length >= 60 && reachable(document)) return true;
    return [...document.querySelectorAll('iframe')].some((frame) => frame.contentDocument?.body && ready(frame.contentDocument));
  };
  const look = () => {
    if (!seen.interactive && document.body && ready(document)) seen.interactive = performance.now();
    if (!seen.usable && seen.interactive && window.benchUsable(document)) seen.usable = performance.now();
    if (!seen.usable) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();`;

/** Loads a page once, slowly, and looks at it until everything works. */
export async function load(browser: Browser, { address, usable }: Subject): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 900, height: 500 } });
  try {
    const page = await slowPage(context.newPage(), usable);
    const cdp = await context.newCDPSession(page);
    let [requests, bytes] = [0, 0];
    await cdp.send('Network.enable');
    cdp.on('Network.requestWillBeSent', ({ request }) => (requests += request.url.startsWith('data:') ? 0 : 1));
    cdp.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
    await page.goto(address, { waitUntil: 'load' });
    // The course's policy forbids `eval`, which waiting in the page would need.
    for (let n = 0; n < 600 && !(await page.evaluate<number>('benchSeen.usable')); n += 1)
      await page.waitForTimeout(100);
    await page.waitForTimeout(1500);
    const seen = await page.evaluate<{ interactive: number; usable: number; tasks: [number, number][] }>('benchSeen');
    await cdp.send('HeapProfiler.collectGarbage');
    const { usedSize } = await cdp.send('Runtime.getHeapUsage');
    const { tasks, ...times } = seen;
    const longest = Math.max(0, ...tasks.map(([, duration]) => duration));
    return { ...times, requests, bytes, longTasks: tasks.length, longest, heapMb: usedSize / 2 ** 20 };
  } finally {
    await context.close();
  }
}

/** A page on the slow line, with the watch in it. The browser's own start is out of the clock. */
export async function slowPage(opening: Promise<Page>, usable: string): Promise<Page> {
  const page = await opening;
  await page.addInitScript(`window.benchUsable = (document) => ${usable};`);
  await page.addInitScript(WATCH);
  const cdp = await page.context().newCDPSession(page);
  await page.waitForTimeout(1500);
  const { cpu, ...line } = SLOW;
  await cdp.send('Network.emulateNetworkConditions', { offline: false, ...line });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: cpu });
  return page;
}

/** The middle one of an odd number of values. */
export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
