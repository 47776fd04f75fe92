import { demoRoster, demoStatements } from '../../src/app/report-demo-files.ts';
import { demoCohort, type DemoLearner } from '../../src/app/report-demo.ts';
import { outcome } from '../../src/attempt/outcome.ts';
import type { Course } from '../../src/course/course.ts';
import { Fold } from '../../src/report/fold.ts';
import { scopeOf, type Scope } from '../../src/report/scope.ts';
import type { Statement } from '../../src/tracking/xapi/statement.ts';
import * as scorm12 from '../../src/tracking/scorm12/cmi.ts';
import * as scorm2004 from '../../src/tracking/scorm2004/cmi.ts';
import { ext } from '../../src/tracking/xapi/vocabulary.ts';
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
export function reportOn(course: Course, statements: Iterable<unknown>, roster?: string, now = NOW): Scope {
  const fold = new Fold(course, now);
  if (roster !== undefined) fold.takeRoster(roster);
  for (const value of statements) fold.take({ kind: 'value', value });
  return scopeOf(fold.report());
}

/** The columns of Moodle's interactions report with all its preferences ticked, as its text download has them. */
export function moodleExport(
  learners: readonly DemoLearner[],
  course: Course,
  spelling: scorm12.Spelling = 'slug',
): string {
  const names = Object.fromEntries([...course.objectives, ...course.motivations].map((o) => [o.id, o.name]));
  const lines = learners.map(({ id, name, records, attempt }) => {
    const { scaled } = outcome(course, attempt);
    const score = scaled === null ? '0' : String(Math.round(scaled * 10_000) / 100);
    const date = 'Monday, 23 November 2026, 10:15 AM';
    const told = records
      .flatMap((record) => scorm12.toCmi(record, names, spelling) ?? [])
      .flatMap((row) => [row.id, row.student_response, row.patterns.join(',') || '&nbsp;', row.result]);
    return [
      name,
      id,
      `${id}@example.org`,
      '1',
      date,
      date,
      score,
      scaled === null ? 'Incomplete' : `${score}/100`,
      ...told,
    ];
  });
  const most = Math.max(...lines.map((cells) => (cells.length - 8) / 4));
  const header = [
    'Name',
    'ID number',
    'Email address',
    'Attempt',
    'Started on',
    'Last accessed on',
    'Score',
    course.title,
  ];
  for (let n = 0; n < most; n += 1) header.push(`Question ${n}`, `Response ${n}`, `Right answer ${n}`, `Result ${n}`);
  const full = lines.map((cells) => header.map((_, at) => cells[at] ?? '&nbsp;'));
  return [header, ...full].map((cells) => cells.map(escaped).join('\t')).join('\n');
}

/** As PHP's htmlspecialchars and fputcsv do it. */
const escaped = (cell: string): string => {
  const html = cell.startsWith('&nbsp;') ? cell : cell.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll("'", '&#039;'); // prettier-ignore
  return /[\s"]/.test(html) ? `"${html}"` : html;
};

/** The same as a list with one row for each attempt and one for each of its answers, full dates, and columns of another LMS's names. */
export const longExport = (learners: readonly DemoLearner[], course: Course): string =>
  listed(
    'User ID;Lesson status;Success status;Score;Interaction ID;Type;Learner response;Correct response;Result;Weighting;Latency;Timestamp;Objective IDs',
    learners,
    (learner) => {
      const { completion, success, scaled } = outcome(course, learner.attempt);
      const about = [learner.id, completion, success, hundredths(scaled)];
      return [about, ...learner.records
        .flatMap((record) => scorm2004.toCmi(record, course) ?? [])
        .map((row) => [...about, row.id, row.type, row.learner_response, row.patterns[0] ?? '', row.result, row.weighting, row.latency, row.timestamp, row.objectives.join(' ')])]; // prettier-ignore
    },
  );

/** Such a list from an LMS that speaks SCORM 1.2: one status for all, and the time of day alone. */
export const longExport12 = (learners: readonly DemoLearner[], course: Course): string => {
  const names = Object.fromEntries([...course.objectives, ...course.motivations].map((o) => [o.id, o.name]));
  return listed(
    'Student ID;Lesson status;Score;Interaction ID;Type;Student response;Correct response;Result;Weighting;Latency;Time;Objective IDs',
    learners,
    (learner) => {
      const result = outcome(course, learner.attempt);
      const about = [learner.id, scorm12.statusOf(result, 'passed'), hundredths(result.scaled)];
      return [about, ...learner.records
        .flatMap((record) => scorm12.toCmi(record, names, 'slug') ?? [])
        .map((row) => [...about, row.id, row.type, row.student_response, row.patterns[0] ?? '', row.result, row.weighting, row.latency, row.time, row.objectives.join(' ')])]; // prettier-ignore
    },
  );
};

const hundredths = (scaled: number | null): string =>
  scaled === null ? '' : String(Math.round(scaled * 10_000) / 100);

function listed(
  header: string,
  learners: readonly DemoLearner[],
  rowsOf: (learner: DemoLearner) => readonly string[][],
): string {
  const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
  return [header, ...learners.flatMap(rowsOf).map((cells) => cells.map(quoted).join(';'))].join('\r\n');
}

/** The statements of those who passed once more, `days` later, under an enrolment of their own: with the answers of their first round. */
export function again({ learners, statements }: Cohort, days: number): Statement[] {
  const passed = new Set(learners.filter(({ attempt }) => attempt.passed).map(({ id }) => id));
  return statements.flatMap((statement) => {
    const { name } = statement.actor['account'] as { name: string };
    if (!passed.has(name) || Number(statement.context.extensions?.[ext('attempt')] ?? 0) > 1) return [];
    const timestamp = new Date(Date.parse(statement.timestamp) + days * 86_400_000).toISOString();
    const registration = `${statement.context.registration?.slice(0, -12)}eeeeeeeeeeee`;
    return [
      {
        ...statement,
        id: statement.id.replace(/^.{8}/, 'eeeeeeee'),
        timestamp,
        context: { ...statement.context, registration },
      },
    ];
  });
}
