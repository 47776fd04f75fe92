import type { Course } from '../course/course.ts';
import { remoteDesk } from '../report/desk-port.ts';
import type { Desk, Progress } from '../report/desk.ts';
import type { OfferedStore } from '../report/page/offered-store.ts';
import '../report/page/report-app.ts';
import './report.css';

const SCRIPT = 'report-worker.js';

/** The one script this page loads by itself; Trusted Types let nothing else through. */
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
  reportDesk?: (opening: Opening, progress: (progress: Progress) => void) => Desk;
  trustedTypes?: { createPolicy(name: string, rules: { createScriptURL(url: string): string }): ScriptPolicy };
}

const globals = globalThis as unknown as Globals;

/** The address of the reckoning script, as the browser wants it told. */
function scriptAddress(): string {
  const rules = {
    createScriptURL: (url: string): string => {
      if (url !== SCRIPT) throw new TypeError(`"${url}" is no script of this page.`);
      return url;
    },
  };
  return globals.trustedTypes?.createPolicy('report-worker', rules).createScriptURL(SCRIPT) ?? SCRIPT;
}

/** A desk in a worker; in the page itself where the browser allows no worker, as for pages opened from a folder. */
async function openDesk(opening: Opening, progress: (progress: Progress) => void): Promise<Desk> {
  const address = scriptAddress();
  try {
    const worker = new Worker(address);
    worker.postMessage({ opening });
    return remoteDesk(worker, progress);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    const script = document.createElement('script');
    script.src = address;
    await new Promise((resolve, reject) => {
      script.addEventListener('load', resolve);
      script.addEventListener('error', () =>
        reject(new Error(`${SCRIPT} is missing: keep the files of this page together.`)),
      );
      document.head.append(script);
    });
    if (!globals.reportDesk) throw new Error(`${SCRIPT} is not the one that belongs to this page.`, { cause: error });
    return globals.reportDesk(opening, progress);
  }
}

const app = document.querySelector('report-app');
const course = globals.keepItConfidentialCourse;
if (app && course) {
  document.title = `Reports: ${course.shortTitle}`;
  openDesk({ course, itemKey: globals.keepItConfidentialItemKey ?? '' }, (progress) => app.show(progress)).then(
    (desk) => app.start(course, desk, globals.keepItConfidentialStores ?? []),
    (error: unknown) => app.fail(error instanceof Error ? error.message : String(error)),
  );
} else app?.fail('course.js is missing: keep the files of this page together.');
