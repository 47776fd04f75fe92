import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chromium, type Browser, type BrowserContext, type Frame, type Page } from 'playwright';
import type { Course } from '../../src/course/course.ts';
import { targets, type Target } from '../../src/package/targets.ts';
import { browserArgs } from '../../src/setup/browser.mjs';
import { packaged } from './packaged.ts';
import { plainHost, type PlainHost } from './plain-host.ts';
import { realCourse } from './real-course.ts';

/** A SCORM host of nobody's making, our zip on it, and a browser. */
export interface CourseRun {
  course: Course;
  host: PlainHost;
  page: Page;
  /** The frame with the course in it. */
  frame(): Frame;
  /** What the host has been told, and what it has stored. */
  calls(): Promise<[call: string, args: string[], answer: string][]>;
  committed(): Promise<Record<string, string>>;
  /** Opens the host page again, as a learner who comes back. */
  relaunch(): Promise<void>;
  /** The page crashes: no event reaches it, as when power fails. The learner comes back to what the host had stored. */
  killAndRelaunch(): Promise<void>;
  /** Page errors so far. */
  errors: string[];
  close(): Promise<void>;
}

/** The course's frame in CSS pixels, and whether the screen is worked by touch. */
interface Device {
  width: number;
  height: number;
  touch: boolean;
}

/** The frame most learners see. */
const DESK: Device = { width: 900, height: 500, touch: false };

/** A small phone held upright. */
export const PHONE: Device = { width: 360, height: 640, touch: true };

/** Builds the package, serves it and opens it on a device. `prepare` is given the browser before the first page. */
export async function openCourse(
  target: Target = targets.scorm12,
  prepare?: (context: BrowserContext) => Promise<void>,
  { width, height, touch }: Device = DESK,
): Promise<CourseRun> {
  const host = await plainHost(await packaged(target), target.name === 'scorm12' ? '1.2' : '2004');
  const browser: Browser = await chromium.launch({
    executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
    args: browserArgs,
  });
  const context: BrowserContext = await browser.newContext({
    viewport: { width: width + 60, height: height + 140 },
    hasTouch: touch,
    reducedMotion: 'reduce',
  });
  await prepare?.(context);
  const errors: string[] = [];
  const newPage = async (): Promise<Page> => {
    const fresh = await context.newPage();
    fresh.setDefaultTimeout(10_000);
    fresh.on('pageerror', (error) => errors.push(error.message));
    return fresh;
  };
  let page = await newPage();
  const frame = (): Frame => page.frames().find((f) => f.name() === 'course') ?? page.mainFrame();
  const relaunch = async (): Promise<void> => {
    await page.goto(host.address);
    await page.locator('iframe').evaluate(
      (el, [w, h]) => {
        el.setAttribute('width', String(w));
        el.setAttribute('height', String(h));
      },
      [width, height],
    );
    await frame().locator('course-player h1').waitFor();
  };
  const committed = (): Promise<Record<string, string>> =>
    page.evaluate(() => (window as unknown as { host: { committed: Record<string, string> } }).host.committed);
  await relaunch();
  return {
    course: await realCourse(),
    host,
    get page() {
      return page;
    },
    frame,
    errors,
    relaunch,
    calls: () =>
      page.evaluate(() => (window as unknown as { host: { calls: [string, string[], string][] } }).host.calls),
    committed,
    killAndRelaunch: async () => {
      const stored = JSON.stringify(await committed());
      const crashed = page.waitForEvent('crash');
      const cdp = await context.newCDPSession(page);
      void cdp.send('Page.crash').catch(() => undefined); // a crashed page never answers
      await crashed;
      page = await newPage();
      await page.addInitScript((text) => {
        if (window.top === window && !sessionStorage.getItem('committed')) sessionStorage.setItem('committed', text);
      }, stored);
      await relaunch();
    },
    close: async () => {
      await browser.close();
      await host.close();
    },
  };
}

const axeSource = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Rules that look at colours: of axe's, the only ones that can find something new when nothing else has changed. */
export const colourRules = ['color-contrast', 'link-in-text-block'];

/**
 * What axe finds wrong on the screen as it stands, as sentences. All WCAG 2.x A and AA rules, best practice and target
 * size; or only the rules named.
 */
export async function axeProblems(frame: Frame, only: readonly string[] = []): Promise<string[]> {
  if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(await axeSource);
  return frame.evaluate(async (named) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const all = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const rules =
      named.length > 0
        ? { runOnly: { type: 'rule' as const, values: [...named] } }
        : { runOnly: all, rules: { 'target-size': { enabled: true } } };
    const { violations } = await axe.run(document, rules);
    return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 100)).join(' | ')}`);
  }, only);
}

/** What needs sideways scrolling or is cut off when the frame is this wide, as sentences. */
export async function clippedAt(page: Page, frame: Frame, width: number): Promise<string[]> {
  await page.locator('iframe').evaluate((el, w) => el.setAttribute('width', String(w)), width);
  const problems = await frame.evaluate((w) => {
    const doc = document.documentElement;
    const wide = doc.scrollWidth > doc.clientWidth ? [`the page is ${doc.scrollWidth} px wide at ${w} px`] : [];
    const cut = [...document.querySelectorAll<HTMLElement>('main *, header *')]
      .filter((el) => {
        const style = getComputedStyle(el);
        const hidden = style.overflowX === 'hidden' || style.overflowX === 'clip';
        return hidden && el.scrollWidth > el.clientWidth + 1 && el.clientWidth > 1;
      })
      .map((el) => `${el.tagName.toLowerCase()} “${el.textContent?.trim().slice(0, 40)}” is cut off at ${w} px`);
    return [...wide, ...cut];
  }, width);
  await page.locator('iframe').evaluate((el) => el.setAttribute('width', '900'));
  return problems;
}
