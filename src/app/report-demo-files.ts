import type { Course } from '../course/course.ts';
import { csvText } from '../report/csv/write-csv.ts';
import { unit } from '../tracking/xapi/activities.ts';
import { isoDuration } from '../tracking/xapi/duration.ts';
import { claim, toStatement, type Trail } from '../tracking/xapi/statements.ts';
import type { Claim, Statement } from '../tracking/xapi/statement.ts';
import { uuidOf } from '../tracking/xapi/uuid.ts';
import type { DemoLearner } from './report-demo.ts';

/** The demo cohort as the course would have told an LRS: one statement for each record, and the unit's verdicts. */
export function* demoStatements(course: Course, cohort: readonly DemoLearner[]): Generator<Statement> {
  for (const learner of cohort) {
    const actor = {
      objectType: 'Agent',
      account: { homePage: 'https://pseudonyms.example', name: learner.id },
      name: learner.name,
    };
    for (const told of claimsOf(course, learner)) {
      const context = { ...told.context, registration: learner.registration };
      yield { ...told, id: uuidOf(JSON.stringify([learner.id, told])), actor, context };
    }
  }
}

function* claimsOf(course: Course, { launchedAt, records, attempt }: DemoLearner): Generator<Claim> {
  let trail: Trail = { course, round: 0, form: '' };
  const ofUnit = (verb: 'initialized' | 'passed' | 'completed' | 'terminated', at: number, result = {}): Claim =>
    claim(at, verb, unit(course), trail, { result: { ...result } });
  yield claim(launchedAt, 'initialized', unit(course), trail);
  for (const record of records) {
    if (record.kind === 'meta') trail = { course, round: record.round, form: record.form };
    if (record.kind === 'completed')
      yield ofUnit('completed', record.at, { completion: true, duration: isoDuration(record.durationMs) });
    else yield toStatement(record, trail);
    if (record.kind === 'round-ended' && record.passed)
      yield ofUnit('passed', record.at, { score: { scaled: record.scaled }, success: true });
  }
  const end = records.at(-1)?.at ?? launchedAt;
  yield ofUnit('terminated', end + 5000, { duration: isoDuration(attempt.activeMs) });
}

/** The roster of the demo cohort, with a few people who have not begun. */
export function demoRoster(cohort: readonly DemoLearner[], until: number): string {
  const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
  const dayMs = 86_400_000;
  const rows = cohort.map(({ id, name, team, site, launchedAt }, n) => [
    id,
    name,
    team,
    site,
    day(launchedAt - (1 + (n % 5)) * dayMs),
    day(launchedAt + (7 + (n % 14)) * dayMs),
    '',
  ]);
  const absent = Array.from({ length: Math.ceil(cohort.length / 25) }, (_, n) => [
    `demo-x${n + 1}`,
    `Quiet Sparrow ${n + 1}`,
    ['Team Alder', 'Team Birch', 'Team Cedar'][n % 3] ?? '',
    'South site',
    day(until - 30 * dayMs),
    day(until + (n % 2 === 0 ? -9 : 12) * dayMs),
    n % 4 === 3 ? 'leave' : '',
  ]);
  return csvText(['id', 'name', 'team', 'site', 'assigned_on', 'due_on', 'leave'], [...rows, ...absent]);
}
