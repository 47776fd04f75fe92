import type { Course } from '../course/course.ts';
import { serveDesk, type Port } from '../report/desk-port.ts';
import { LocalDesk, type Desk, type DeskDeps } from '../report/desk.ts';
import { demoRoster, demoStatements } from './report-demo-files.ts';
import { demoCohort } from './report-demo.ts';

// Reads and reckons. In a worker it waits for the course and then serves the page; opened from a folder no browser lets a
// page have workers, and the page loads this very file as a script and asks `reportDesk` for a desk of its own.

const SEED = 20_261_123;

function desk(course: Course, progress: (text: string) => void): Desk {
  const deps: DeskDeps = {
    course,
    progress,
    now: () => Date.now(),
    fetch: (...args) => fetch(...args),
    demo: (of, learners, now) => {
      const cohort = demoCohort(of, learners, SEED, now);
      return { statements: demoStatements(of, cohort), roster: demoRoster(cohort, now) };
    },
  };
  return new LocalDesk(deps);
}

if (typeof document === 'undefined') {
  const port = self as unknown as Port;
  const begin = ({ data }: MessageEvent): void => {
    const { course } = data as { course?: Course };
    if (course)
      serveDesk(
        desk(course, (text) => port.postMessage({ kind: 'progress', text })),
        port,
      );
  };
  port.addEventListener('message', begin);
} else {
  Object.assign(globalThis, { reportDesk: desk });
}
