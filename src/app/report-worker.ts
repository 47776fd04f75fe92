import type { Course } from '../course/course.ts';
import { serveDesk, type Port } from '../report/desk-port.ts';
import type { Desk, Progress } from '../report/desk.ts';
import { LocalDesk, type DeskDeps } from '../report/local-desk.ts';
import { demoRoster, demoStatements } from './report-demo-files.ts';
import { demoLearner, type DemoLearner } from './report-demo.ts';

// Reads and reckons: waits for the course, and then serves the page. Around all this the build puts a function, so that a
// page opened from a folder can make a worker of its text (see vite.config.ts).

const SEED = 20_261_123;

/** What a desk needs of its page. */
interface Opening {
  course: Course;
  itemKey: string;
}

function desk({ course, itemKey }: Opening, progress: (progress: Progress) => void): Desk {
  const deps: DeskDeps = {
    course,
    itemKey,
    progress,
    now: () => Date.now(),
    fetch: (...args) => fetch(...args),
    demo: (of, learners, now) => {
      const cohort: DemoLearner[] = [];
      return { learners: play(of, learners, now, cohort), roster: () => demoRoster(cohort, now) };
    },
  };
  return new LocalDesk(deps);
}

/** The statements of one invented learner after the other; each is added to the cohort. */
function* play(course: Course, learners: number, now: number, cohort: DemoLearner[]): Generator<unknown[]> {
  for (let n = 0; n < learners; n += 1) {
    const learner = demoLearner(course, n, SEED, now);
    cohort.push(learner);
    yield [...demoStatements(course, [learner])];
  }
}

const port = self as unknown as Port;
port.addEventListener('message', ({ data }: MessageEvent) => {
  const { opening } = data as { opening?: Opening };
  if (opening)
    serveDesk(
      desk(opening, (progress) => port.postMessage({ kind: 'progress', progress })),
      port,
    );
});
