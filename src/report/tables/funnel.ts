import type { Learner } from '../learner.ts';
import { ratio } from '../metrics/proportion.ts';
import { median } from '../metrics/quantile.ts';
import { recordsOf } from '../reported-attempt.ts';
import { isGraded } from '../rounds.ts';
import type { Scope } from '../scope.ts';
import { assignedOf, type Trainee } from '../trainees.ts';
import type { Table } from './table.ts';

const COLUMNS = [
  'step_no',
  'step',
  'n',
  'rate_prev',
  'rate_assigned',
  'median_days_from_prev',
  'out_of_order',
] as const;

/** CSV-8: how many have come how far. Steps may be done in any order: each counts who has ever met it and all before it. */
export const funnel: Table<(typeof COLUMNS)[number]> = {
  name: 'funnel',
  title: 'Funnel',
  columns: COLUMNS,
  rows: (scope) => {
    const people = assignedOf(scope).map((trainee) => firstMet(scope, trainee));
    let before: Partial<Record<Step, number>>[] = people;
    return STEPS.map((step, at) => {
      // Without a roster nobody is known to be assigned.
      if (step === 'Assigned') return row(at, step, scope.hasRoster ? people.length : null, null, null, null, null);
      const here = before.filter((times) => times[step] !== undefined);
      const previous = STEPS[at - 1] ?? step;
      const days = here.flatMap((times) => {
        const [from, to] = [times[previous], times[step]];
        return from === undefined || to === undefined || to < from || to === Number.POSITIVE_INFINITY
          ? []
          : [(to - from) / DAY];
      });
      const skipped = people.filter((times) => times[step] !== undefined).length - here.length;
      const known = at > 1 || scope.hasRoster;
      const rate = known ? ratio(here.length, before.length) : null;
      const line = row(
        at,
        step,
        here.length,
        rate,
        scope.hasRoster ? ratio(here.length, people.length) : null,
        median(days),
        skipped,
      );
      before = here;
      return line;
    });
  },
};

const DAY = 86_400_000;
export const STEPS = [
  'Assigned',
  'Launched',
  'All checks answered',
  'Quiz started',
  'Quiz submitted',
  'Passed',
  'Spot it done',
  'Signed',
  'Complete',
] as const;
type Step = (typeof STEPS)[number];

function row(
  at: number,
  step: string,
  n: number | null,
  rate: number | null,
  assigned: number | null,
  days: number | null,
  skipped: number | null,
) {
  return {
    step_no: at + 1,
    step,
    n,
    rate_prev: rate,
    rate_assigned: assigned,
    median_days_from_prev: days,
    out_of_order: skipped,
  };
}

/** When somebody first met each step, in whichever enrolment. */
function firstMet(scope: Scope, { enrolments }: Trainee): Partial<Record<Step, number>> {
  const times: Partial<Record<Step, number>> = {};
  for (const met of enrolments.map((learner) => reached(scope, learner)))
    for (const step of STEPS) {
      const at = met[step];
      if (at !== undefined) times[step] = Math.min(at, times[step] ?? at);
    }
  return times;
}

/** When a learner first met each step in one enrolment, ms since the epoch; nothing for steps not met. */
function reached(
  { course }: Scope,
  { register, attempt, answers, person, passed, complete }: Learner,
): Partial<Record<Step, number>> {
  const times: Partial<Record<Step, number>> = {};
  const set = (step: Step, at: number | undefined): void => {
    if (at !== undefined && !Number.isNaN(at)) times[step] = at;
  };
  if (person && person.assignedOn !== '') set('Assigned', Date.parse(person.assignedOn));
  // Whoever is in the data has opened the course, also where the source tells no time.
  set('Launched', register.launched_at === '' ? Number.POSITIVE_INFINITY : Date.parse(register.launched_at));
  const checks = new Map<string, number>();
  for (const a of answers) if (a.part === 'check' && !checks.has(a.interaction)) checks.set(a.interaction, a.at);
  if (checks.size >= course.lessons.length) set('All checks answered', Math.max(...checks.values()));
  const graded = answers.filter(isGraded);
  set('Quiz started', graded[0]?.at);
  const ended = recordsOf(attempt, 'round-ended');
  set('Quiz submitted', ended[0]?.at);
  if (passed) set('Passed', ended.find((end) => end.passed)?.at);
  const scenes = graded.filter(({ part }) => part === 'scene');
  if (new Set(scenes.map((a) => a.interaction)).size >= 3) set('Spot it done', scenes[2]?.at);
  set('Signed', recordsOf(attempt, 'signed')[0]?.at);
  set(
    'Complete',
    complete
      ? register.completed_at === ''
        ? Number.POSITIVE_INFINITY
        : Date.parse(register.completed_at)
      : undefined,
  );
  return times;
}
