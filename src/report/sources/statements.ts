import { fromStatement } from '../../tracking/xapi/from-statement.ts';
import type { Claim } from '../../tracking/xapi/statement.ts';
import { types, verbs } from '../../tracking/xapi/vocabulary.ts';
import type { ReportedAttempt } from '../reported-attempt.ts';

/** A statement as an LRS gives it back. */
export interface StoredStatement extends Claim {
  actor: Readonly<Record<string, unknown>>;
}

/** What statements tell, by learner and registration, in the order of their timestamps. */
export function fromStatements(statements: readonly StoredStatement[]): ReportedAttempt[] {
  const groups = new Map<string, StoredStatement[]>();
  for (const statement of statements) {
    const key = `${learnerOf(statement.actor)} ${statement.context.registration ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), statement]);
  }
  return [...groups.values()].map(attemptOf);
}

function attemptOf(statements: readonly StoredStatement[]): ReportedAttempt {
  const sorted = [...statements].sort((a, b) => Date.parse(a.timestamp) - Date.parse(b.timestamp));
  const records = sorted.flatMap((statement) => fromStatement(statement) ?? []);
  const told = (verb: 'passed' | 'failed' | 'completed'): boolean =>
    sorted.some(({ verb: { id }, object }) => id === verbs[verb] && object.definition?.type === types.course);
  const scores = records.flatMap((record) => (record.kind === 'round-ended' ? [record.scaled] : []));
  const [first] = sorted;
  return {
    learner: first ? learnerOf(first.actor) : '',
    registration: first?.context.registration ?? null,
    completion: told('completed') ? 'completed' : 'incomplete',
    success: told('passed') ? 'passed' : told('failed') ? 'failed' : 'unknown',
    scaled: scores.length === 0 ? null : Math.max(...scores),
    records,
  };
}

/** The one identifier an actor has (xAPI part 2, 2.4.2.3). */
function learnerOf(actor: StoredStatement['actor']): string {
  const { account, mbox, mbox_sha1sum: hash, openid } = actor;
  const name = (account as { name?: unknown } | undefined)?.name;
  const found = name ?? mbox ?? hash ?? openid;
  return typeof found === 'string' ? found : '';
}
