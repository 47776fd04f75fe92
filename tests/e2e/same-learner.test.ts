import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { targetNames, type TargetName } from '../../src/package/targets.ts';
import { table } from '../../src/package/table.ts';
import { answerRows } from '../../src/report/answer-row.ts';
import { registerRow } from '../../src/report/register-row.ts';
import type { ReportedAttempt } from '../../src/report/reported-attempt.ts';
import { LOSSES } from '../support/losses.ts';
import { LEARNER, REGISTRATION, takenIn } from '../support/same-learner.ts';

type Cells = Record<string, unknown>;

const taken = new Map<TargetName, ReportedAttempt>();
beforeAll(async () => {
  for (const target of targetNames) taken.set(target, await takenIn(target));
}, 300_000);

const of = (target: TargetName): ReportedAttempt => taken.get(target) as ReportedAttempt;
/** Where there is no LMS nothing is left out but who it was: every record as the engine made it. */
const truth = (): ReportedAttempt => ({ ...of('web'), learner: LEARNER, registration: REGISTRATION });

/** Columns in which two lists of rows differ, with one example each. */
function differences(are: Cells[], should: Cells[]): Map<string, string> {
  const found = new Map<string, string>();
  should.forEach((row, n) => {
    for (const [column, value] of Object.entries(row)) {
      if (are[n]?.[column] === value || found.has(column)) continue;
      found.set(
        column,
        `${String(row['item_id'] || row['node_id'] || 'register')}: ${String(are[n]?.[column])} for ${String(value)}`,
      );
    }
  });
  return found;
}

/** The register row and every answer of a target against the truth. */
const lost = (target: TargetName): Map<string, string> =>
  new Map([
    ...differences([{ ...registerRow(of(target)) }], [{ ...registerRow(truth()) }]),
    ...differences(
      answerRows(of(target)).map((row) => ({ ...row })),
      answerRows(truth()).map((row) => ({ ...row })),
    ),
  ]);

describe('the same learner, the same answers, in every standard', () => {
  it('is somebody who passed with slips, doubts and help', () => {
    const row = registerRow(truth());
    expect(row).toMatchObject({ status: 'passed', attempts: 1, critical_open: 0, promise_status: 'signed' });
    expect(Number(row.score)).toBeLessThan(100);
    const answers = answerRows(truth());
    expect(answers.filter((a) => !a.success).length).toBeGreaterThan(4);
    expect(new Set(answers.map((a) => a.confidence))).toEqual(new Set(['', 'sure', 'not-sure']));
    expect(new Set(answers.map((a) => a.help_used))).toEqual(new Set(['', 'true', 'false']));
  });

  it.each(targetNames)('%s tells of every answer', (target) => {
    const ids = (attempt: ReportedAttempt) => answerRows(attempt).map((a) => `${a.attempt} ${a.node_id}${a.item_id}`);
    expect(ids(of(target))).toEqual(ids(truth()));
  });

  it.each(targetNames)('%s gives the same register row and the same answers but for its listed losses', (target) => {
    const found = lost(target);
    const listed = LOSSES[target].map(({ column }) => column);
    expect([...found].filter(([column]) => !listed.includes(column))).toEqual([]);
    expect(listed.filter((column) => !found.has(column))).toEqual([]); // a loss that is none is no longer listed
  });

  it('and what is lost is what src/tracking/README.md says is lost', async () => {
    const readme = await readFile(new URL('../../src/tracking/README.md', import.meta.url), 'utf8');
    const rows = targetNames.flatMap((target) =>
      LOSSES[target].map(({ column, because }) => [target, column, because, lost(target).get(column) ?? '']),
    );
    process.stdout.write(`${table([['target', 'cell', 'because it cannot hold', 'example'], ...rows])}\n`);
    expect(rows.filter(([, , because = '']) => !readme.includes(because))).toEqual([]);
  });
});
