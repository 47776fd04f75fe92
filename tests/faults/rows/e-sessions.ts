import fc from 'fast-check';
import { random } from '../../../src/attempt/random.ts';
import { realCourse } from '../../support/real-course.ts';
import { onOwnTime } from '../desk.ts';
import { broken, none, type Figures, type Row, type Run } from '../fault.ts';
import { standards, type Standard } from '../place.ts';
import { play, schedules, type Happening } from '../schedule.ts';

const RUNS = 2000;
const SEED = 20261124;

/** Random schedules in one standard; a red one comes with the shortest schedule that is still red. */
export async function randomSchedules(standard: Standard, numRuns: number, seed: number): Promise<Run> {
  const course = await realCourse();
  const figures: Figures = { ...none };
  const problems: string[] = [];
  const chance = Math.random;
  const result = await fc.check(
    fc.asyncProperty(schedules, async (schedule: Happening[]) => {
      // The queue spreads its retries by chance: here it is always the same chance.
      Math.random = random(seed);
      const run = await onOwnTime(() => play(standard, course, schedule));
      const wrong = [...run.problems, ...broken(run)];
      if (wrong.length > 0) throw new Error(wrong.join('; '));
      const { figures: one } = run;
      figures.taken += one.taken;
      figures.stored += one.stored;
      figures.unsavedMs = Math.max(figures.unsavedMs, one.unsavedMs);
      figures.recoverMs = Math.max(figures.recoverMs ?? 0, one.recoverMs ?? 0);
    }),
    { numRuns, seed },
  );
  Math.random = chance;
  if (result.failed) {
    const why = result.errorInstance instanceof Error ? result.errorInstance.message : 'interrupted';
    problems.push(
      `seed ${result.seed}, path ${result.counterexamplePath}: ${JSON.stringify(result.counterexample)}: ${why}`,
    );
  }
  return { variant: standard, figures, problems, figure: `${result.numRuns} schedules, seed ${seed}` };
}

export const rows: Row[] = [
  {
    id: 'E13',
    fault: 'Random schedules: answers, retakes, faults, reloads, crashes, closed windows, clock jumps, review',
    priority: 1,
    note: 'a second tab is not among the happenings: the lock between windows belongs to the page, and tests/e2e/two-windows.test.ts tries it in a real browser. What a crash takes is forgiven only where the course said “not saved” and had promised no copy.',
    run: async () => {
      const runs: Run[] = [];
      for (const standard of standards) runs.push(await randomSchedules(standard, RUNS, SEED));
      return runs;
    },
  },
];
