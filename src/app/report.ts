import type { Course } from '../course/course.ts';
import { remoteDesk } from '../report/desk-port.ts';
import type { Progress } from '../report/desk.ts';
import type { OfferedStore } from '../report/page/offered-store.ts';
import '../report/page/report-app.ts';
import './report.css';

const SCRIPT = 'report-worker.js';
const MISSING = `${SCRIPT} is missing: keep the files of this page together.`;

/** The scripts this page loads by itself are one: Trusted Types let nothing else through. */
interface ScriptPolicy {
  createScriptURL(url: string): string;
}

/** What a desk is opened with. */
interface Opening {
  course: Course;
  itemKey: string;
}

interface Globals {
  keepItConfidentialCourse?: Course;
  keepItConfidentialItemKey?: string;
  keepItConfidentialStores?: readonly OfferedStore[];
  /** All of the worker, once it is loaded as a script. */
  reportWorker?: () => void;
  trustedTypes?: { createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy };
}

const globals = globalThis as unknown as Globals;

const policy: ScriptPolicy = {
  createScriptURL: (url) => {
    if (url !== SCRIPT && !url.startsWith('blob:')) throw new TypeError(`"${url}" is no script of this page.`);
    return url;
  },
};
const trusted = globals.trustedTypes?.createPolicy('report-worker', policy) ?? policy;

/** The worker that reads and reckons. From a file a page in a folder may have none, but from the text of one that it has loaded. */
async function openWorker(): Promise<Worker> {
  try {
    return new Worker(trusted.createScriptURL(SCRIPT));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    const script = document.createElement('script');
    script.src = trusted.createScriptURL(SCRIPT);
    await new Promise((resolve, reject) => {
      script.addEventListener('load', resolve);
      script.addEventListener('error', () => reject(new Error(MISSING)));
      document.head.append(script);
    });
    const text = new Blob([`(${String(globals.reportWorker)})()`], { type: 'text/javascript' });
    return new Worker(trusted.createScriptURL(URL.createObjectURL(text)));
  }
}

/** A desk in the worker. What breaks there would else be heard of nowhere, and the page would wait for ever. */
async function openDesk(opening: Opening, progress: (progress: Progress) => void, fail: (why: string) => void) {
  const worker = await openWorker();
  worker.addEventListener('error', ({ message }) => fail(message || MISSING));
  worker.postMessage({ opening });
  return remoteDesk(worker, progress);
}

const app = document.querySelector('report-app');
const course = globals.keepItConfidentialCourse;
if (app && course) {
  document.title = `Reports: ${course.shortTitle}`;
  const fail = (why: string): void => app.fail(why);
  openDesk({ course, itemKey: globals.keepItConfidentialItemKey ?? '' }, (progress) => app.show(progress), fail).then(
    (desk) => app.start(course, desk, globals.keepItConfidentialStores ?? []),
    (error: unknown) => fail(error instanceof Error ? error.message : String(error)),
  );
} else app?.fail('course.js is missing: keep the files of this page together.');
