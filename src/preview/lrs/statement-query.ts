import { agentKey, peopleOf, readAgent } from './agent.ts';
import { LrsError } from './http.ts';
import type { LrsActivity, LrsStatement } from './statement-schema.ts';

const PAGE = 25;
const VOIDED = 'http://adlnet.gov/expapi/verbs/voided';

const filters = ['verb', 'activity', 'registration', 'agent', 'since', 'until', 'limit', 'ascending'] as const;
const flags = ['related_activities', 'related_agents', 'ascending', 'attachments'];
const known = new Set<string>([...filters, ...flags, 'statementId', 'voidedStatementId', 'format', 'from']);

/**
 * GET statements (xAPI 1.0.3, part 3, 2.1.3): one statement by its id, or a page of those that match.
 * `path` is where the resource stands, for the address of the rest. @throws LrsError
 */
export function queryStatements(all: readonly LrsStatement[], query: URLSearchParams, path: string): object {
  for (const name of query.keys()) {
    if (!known.has(name)) throw new LrsError(400, `Statements know no parameter "${name}".`);
  }
  for (const name of flags) {
    if (!['true', 'false', null].includes(query.get(name))) throw new LrsError(400, `${name} is true or false.`);
  }
  const one = query.get('statementId') ?? query.get('voidedStatementId');
  return one === null ? page(all, query, path) : single(all, query, one);
}

/** Ids that a statement with the verb `voided` names (part 2, 2.3.2). */
const voidedIds = (all: readonly LrsStatement[]): Set<string> =>
  new Set(all.filter((each) => each.verb.id === VOIDED).map((each) => each.object.id));

function single(all: readonly LrsStatement[], query: URLSearchParams, id: string): LrsStatement {
  const both = query.has('statementId') && query.has('voidedStatementId');
  if (both || filters.some((name) => query.has(name)))
    throw new LrsError(400, 'A statement is asked for by its id alone.');
  const found = all.find((each) => each.id === id);
  if (!found || voidedIds(all).has(id) !== query.has('voidedStatementId'))
    throw new LrsError(404, `There is no statement ${id}${found ? ' by this parameter: see voiding' : ''}.`);
  return found;
}

function page(all: readonly LrsStatement[], query: URLSearchParams, path: string): object {
  const voided = voidedIds(all);
  const matches = matcher(query);
  const found = all.filter((each) => !voided.has(each.id) && matches(each));
  if (query.get('ascending') !== 'true') found.reverse();
  const from = Number(query.get('from') ?? 0);
  const asked = Number(query.get('limit') ?? 0);
  if (!Number.isInteger(asked) || asked < 0) throw new LrsError(400, 'limit is a whole number from 0.');
  const end = from + Math.min(asked || PAGE, PAGE);
  const rest = new URLSearchParams(query);
  rest.set('from', String(end));
  return { statements: found.slice(from, end), more: found.length > end ? `${path}?${rest}` : '' };
}

function matcher(query: URLSearchParams): (statement: LrsStatement) => boolean {
  const [verb, activity, registration] = ['verb', 'activity', 'registration'].map((name) => query.get(name));
  const [since, until] = ['since', 'until'].map((name) => instant(query, name));
  const agent = readAgent(query);
  const wide = (name: string) => query.get(name) === 'true';
  return (each) => {
    const stored = Date.parse(each.stored);
    const activities = wide('related_activities') ? activitiesOf(each) : [each.object];
    const people = wide('related_agents') ? peopleOf(each) : [each.actor, each.object];
    return (
      (verb === null || each.verb.id === verb) &&
      (activity === null || activities.some(({ id }) => id === activity)) &&
      (registration === null || each.context?.registration === registration) &&
      (agent === null || people.some((person) => agentKey(person) === agent)) &&
      (since === undefined || stored > since) &&
      (until === undefined || stored <= until)
    );
  };
}

const activitiesOf = ({ object, context }: LrsStatement): LrsActivity[] => [
  object,
  ...Object.values(context?.contextActivities ?? {}).flat(),
];

function instant(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new LrsError(400, `${name} is no timestamp: "${text}".`);
  return at;
}
