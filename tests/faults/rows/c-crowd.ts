import { MemoryLrs } from '../../../src/preview/lrs/lrs.ts';
import { fromStatements, type StoredStatement } from '../../../src/report/sources/statements.ts';
import { realCourse } from '../../support/real-course.ts';
import { openChaosLrs, type ChaosLrs } from '../bench/chaos-lrs.ts';
import { Crowd } from '../bench/crowd.ts';
import { answersIn } from '../bench/side.ts';
import { seeded } from '../bench/stage.ts';
import { onOwnTime } from '../desk.ts';
import { differs, type Row, type Run } from '../fault.ts';

const LEARNERS = 200;
const SEED = 4711;
const MINUTE = 60_000;
/** Requests in one second that a small record store can bear. */
const BEARABLE = 60;

/** 20 % of requests are refused with 503, 5 % meet a broken line, 5 % never get an answer. */
function flaky(random: () => number): ChaosLrs['script'] {
  return () => {
    const dice = random();
    if (dice < 0.2) return { status: 503 };
    if (dice < 0.225) return { reset: 'before' };
    if (dice < 0.25) return { reset: 'after' };
    return dice < 0.3 ? { hang: true } : {};
  };
}

async function crowd(): Promise<Run> {
  const random = seeded(SEED);
  const course = await realCourse();
  const store = new MemoryLrs();
  const lrs = await openChaosLrs(store);
  const { random: real } = Math;
  Math.random = random; // the pauses of the queue
  try {
    const people = new Crowd(course, lrs, random);
    lrs.script = flaky(random);
    await people.arrive(LEARNERS);
    await people.work(2 * MINUTE);
    const [status, minutes] = [503, 10];
    lrs.script = () => ({ status });
    await people.work(minutes * MINUTE);
    const back = Date.now();
    const second = people.figures().perSecond.length;
    lrs.script = flaky(random);
    for (let n = 0; n < 60 && !people.done; n += 1) await people.work(15_000);
    const recovered = Date.now() - back;
    const { taken, saved, perSecond, longestMs } = people.figures();
    const found = fromStatements(store.statements as unknown as StoredStatement[]);
    const stored = found.flatMap((one) => answersIn(one.records).map((key) => `${one.registration} ${key}`));
    const ids = store.statements.map(({ id }) => id);
    const peak = Math.max(...perSecond.slice(second));
    const words = `${LEARNERS} learners, seed ${SEED}, ${lrs.ledger.length} requests, most in a second after ${minutes} minutes of ${status}: ${peak}; before it: ${Math.max(...perSecond.slice(0, second))}`;
    return {
      variant: `xapi, ${LEARNERS} learners`,
      figures: {
        taken,
        stored: new Set(stored).size,
        lost: taken - new Set(stored).size,
        duplicated: stored.length - new Set(stored).size + ids.length - new Set(ids).size,
        falseSaved: 0,
        recoverMs: recovered,
        unsavedMs: longestMs,
        message: '',
        personal: 0,
      },
      figure: words,
      problems: [
        ...differs('learners who hear “Saved” in the end', saved, LEARNERS),
        ...differs('learners complete', found.filter((one) => one.completion === 'completed').length, LEARNERS),
        ...(peak <= BEARABLE ? [] : [`${peak} requests in one second after it, must be ${BEARABLE} at most`]),
      ],
    };
  } finally {
    Math.random = real;
    await lrs.close();
  }
}

export const rows: Row[] = [
  {
    id: 'C14',
    fault: 'A record store that is down for ten minutes and unreliable before and after',
    priority: 1,
    note: 'Seconds are those of a clock that stands still while a request is on its way; requests are real ones.',
    run: async () => [await onOwnTime(crowd)],
  },
];
