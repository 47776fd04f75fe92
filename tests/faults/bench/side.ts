import type { AttemptRecord } from '../../../src/attempt/record.ts';
import type { ReportedAttempt } from '../../../src/report/reported-attempt.ts';
import { fromStatements, type StoredStatement } from '../../../src/report/sources/statements.ts';
import type { ChaosLrs } from './chaos-lrs.ts';
import type { ScormLms } from './scorm-lms.ts';

/** The server's side of a bench, as its ledger tells it. */
export interface Side {
  standard: string;
  /** When each answer was stored for the first time, ms since the epoch. */
  firstStored(): Map<string, number>;
  /** Every answer that is stored in the end; one that is there twice comes twice. */
  final(): string[];
  /** Rank of the status after each save: 0 incomplete, 1 failed, 2 completed, 3 passed. */
  ranks(): number[];
}

/** Which answers these are, in any standard: interaction and graded round. */
export const answersIn = (records: readonly AttemptRecord[]): string[] =>
  records.flatMap((r) => (r.kind === 'answered' ? [`${r.interaction} ${r.round}`] : []));

const rank = ({ completion, success }: ReportedAttempt): number =>
  success === 'failed' ? 1 : completion === 'incomplete' ? 0 : success === 'passed' ? 3 : 2;

/** A SCORM LMS: what its database held after each save. */
export function scormSide(lms: ScormLms): Side {
  const told = () =>
    lms.ledger.flatMap(({ at, stored, elements }) => (stored ? [{ at, ...lms.reported(elements) }] : []));
  return {
    standard: lms.standard,
    firstStored: () => first(told().map(({ at, records }) => [at, answersIn(records)])),
    final: () => answersIn(lms.reported().records),
    ranks: () => told().map(rank),
  };
}

/** A record store: what it had taken after each request. */
export function storeSide(standard: string, { ledger, store }: ChaosLrs): Side {
  const records = (statements: unknown): AttemptRecord[] =>
    fromStatements(statements as StoredStatement[]).flatMap((attempt) => attempt.records);
  return {
    standard,
    firstStored: () =>
      first(
        ledger
          .filter(({ stored, method, path }) => stored && method === 'POST' && path === 'statements')
          .map(({ at, body }) => [at, answersIn(records([JSON.parse(body)].flat()))]),
      ),
    final: () => answersIn(records(store.statements)),
    ranks: () => [],
  };
}

function first(saves: (readonly [at: number, answers: string[]])[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const [at, answers] of saves) for (const each of answers) if (!found.has(each)) found.set(each, at);
  return found;
}
