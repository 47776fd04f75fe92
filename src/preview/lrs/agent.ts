import { LrsError, parsed } from './http.ts';
import { agentRefusal, type LrsStatement } from './statement-schema.ts';

/** An agent is its identifier, whatever name stands beside it: as one comparable text. */
export function agentKey(agent: object): string {
  const { mbox, mbox_sha1sum, openid, account } = agent as Record<string, unknown>;
  const { homePage, name } = (account ?? {}) as Record<string, unknown>;
  return JSON.stringify([mbox, mbox_sha1sum, openid, homePage, name]);
}

/** The `agent` of a query as a comparable text; null when none is asked for. @throws LrsError */
export function readAgent(query: URLSearchParams): string | null {
  const text = query.get('agent');
  if (text === null) return null;
  const agent = parsed(text, 'agent');
  const why = agentRefusal(agent);
  if (why !== null) throw new LrsError(400, `agent names nobody: ${why}.`);
  return agentKey(agent as object);
}

/** Everybody a statement is about or from, for `related_agents` (part 3, 2.1.3). */
export function peopleOf({ actor, object, context }: LrsStatement): object[] {
  return [actor, object, context?.instructor, context?.team].flatMap((each) =>
    each ? [each, ...((each as { member?: object[] }).member ?? [])] : [],
  );
}
