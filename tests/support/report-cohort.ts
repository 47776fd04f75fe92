import { demoRoster, demoStatements } from '../../src/app/report-demo-files.ts';
import { demoCohort, type DemoLearner } from '../../src/app/report-demo.ts';
import { outcome } from '../../src/attempt/outcome.ts';
import type { Course } from '../../src/course/course.ts';
import { Fold } from '../../src/report/fold.ts';
import { scopeOf, type Scope } from '../../src/report/scope.ts';
import type { Elements } from '../../src/report/sources/cmi-elements.ts';
import type { Statement } from '../../src/tracking/xapi/statement.ts';
import * as scorm12 from '../../src/tracking/scorm12/cmi.ts';
import * as scorm2004 from '../../src/tracking/scorm2004/cmi.ts';
import { realCourse } from './real-course.ts';

/** The last day of the cohort: 2026-11-23, noon UTC. */
export const NOW = Date.UTC(2026, 10, 23, 12);

/** A cohort, played once for each test file that asks. */
export interface Cohort {
  course: Course;
  learners: readonly DemoLearner[];
  statements: readonly Statement[];
  roster: string;
}

export async function cohortOf(size: number, seed = 1): Promise<Cohort> {
  const course = await realCourse();
  const learners = demoCohort(course, size, seed, NOW);
  return { course, learners, statements: [...demoStatements(course, learners)], roster: demoRoster(learners, NOW) };
}

/** Statements, folded; without a roster when none is given. */
export function reportOn(course: Course, statements: Iterable<unknown>, roster?: string): Scope {
  const fold = new Fold(course, NOW);
  if (roster !== undefined) fold.takeRoster(roster);
  for (const value of statements) fold.take({ kind: 'value', value });
  return scopeOf(fold.report());
}

/** What an LMS holds of a learner after SCORM 1.2. */
export function elements12({ id, records, attempt }: DemoLearner, course: Course): Elements {
  const result = outcome(course, attempt);
  const names = Object.fromEntries([...course.objectives, ...course.motivations].map((o) => [o.id, o.name]));
  return {
    'cmi.core.student_id': id,
    'cmi.core.lesson_status': scorm12.statusOf(result, 'passed'),
    ...(result.scaled === null ? {} : { 'cmi.core.score.raw': String(Math.round(result.scaled * 10_000) / 100) }),
    ...rows(records.flatMap((record) => scorm12.toCmi(record, names, 'slug') ?? [])),
  };
}

/** What an LMS holds of a learner after SCORM 2004. */
export function elements2004({ id, records, attempt }: DemoLearner, course: Course): Elements {
  const result = outcome(course, attempt);
  return {
    'cmi.learner_id': id,
    'cmi.completion_status': result.completion,
    'cmi.success_status': result.success,
    ...(result.scaled === null ? {} : { 'cmi.score.raw': String(Math.round(result.scaled * 10_000) / 100) }),
    ...rows(records.flatMap((record) => scorm2004.toCmi(record, course) ?? [])),
  };
}

function rows(list: readonly (scorm12.CmiInteraction | scorm2004.CmiInteraction)[]): Record<string, string> {
  const elements: Record<string, string> = {};
  list.forEach(({ patterns, objectives, ...plain }, n) => {
    const at = `cmi.interactions.${n}`;
    for (const [name, value] of Object.entries(plain)) elements[`${at}.${name}`] = value;
    patterns.forEach((pattern, p) => (elements[`${at}.correct_responses.${p}.pattern`] = pattern));
    objectives.forEach((id, o) => (elements[`${at}.objectives.${o}.id`] = id));
  });
  return elements;
}
