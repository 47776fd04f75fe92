import { createRequire } from 'node:module';

/** An activity as statements name it. */
export interface LrsActivity {
  id: string;
  objectType?: string;
  definition?: { type?: string; name?: Record<string, string>; description?: Record<string, string> };
}

/** A statement as the LRS stores it: what was sent, with what it has to have. */
export interface LrsStatement {
  id: string;
  timestamp: string;
  stored: string;
  actor: object;
  verb: { id: string; display?: Record<string, string> };
  /** An activity in all that a course sends; others (agents, references) have their own properties. */
  object: LrsActivity;
  result?: {
    score?: { scaled?: number; raw?: number; min?: number; max?: number };
    success?: boolean;
    completion?: boolean;
    response?: string;
    duration?: string;
    extensions?: Record<string, unknown>;
  };
  context?: {
    registration?: string;
    instructor?: object;
    team?: { objectType?: string };
    contextActivities?: Record<string, LrsActivity | LrsActivity[]>;
    extensions?: Record<string, unknown>;
  };
}

/** What the library finds: the class says which rule, `path` where, and the rest depends on the class. */
interface Warning {
  name: string;
  path: string[];
  data: unknown;
  typeName?: string;
  keys?: string[];
  invalidComponents?: string[];
}

// Learning Locker's validator, held to the LRS conformance tests by its makers. It is CommonJS; required, it is the
// same function under every runner.
const { default: validate } = createRequire(import.meta.url)('@learninglocker/xapi-validation') as {
  default: (statement: unknown, path: string[]) => Warning[];
};

const oneIdentifier = () => 'expected exactly one of mbox, mbox_sha1sum, openid, account';
const rawInside = () => 'expected raw between min and max';

/** Its rules in words. */
const words: Record<string, (warning: Warning) => string> = {
  RestrictedKeysWarning: ({ keys = [] }) => `unknown property ${keys.join(', ')}`,
  RequiredWarning: () => 'is missing',
  TypeWarning: ({ typeName = 'another type', data }) => `expected ${typeName}, found ${shown(data)}`,
  RestrictedValueWarning: ({ data }) => `${shown(data)} is none of the values allowed here`,
  ObjectTypeWarning: ({ data }) => `${shown(data)} is no objectType`,
  IfiCountWarning: oneIdentifier,
  NoIfiWarning: oneIdentifier,
  InvalidComponentsWarning: ({ invalidComponents = [], data }) =>
    `${invalidComponents.join(', ')} does not go with ${(data as { interactionType?: string }).interactionType ?? 'no interactionType'}`,
  RawLessThanMinWarning: rawInside,
  RawMoreThanMaxWarning: rawInside,
  MinMoreThanMaxWarning: () => 'expected min < max',
  VoidWarning: () => 'voided is said of a StatementRef',
  ContextPropWarning: () => 'platform and revision go with an activity only',
};

const shown = (data: unknown): string => JSON.stringify(data)?.slice(0, 80) ?? 'nothing';

/** Why a statement is refused, in one sentence; null when it is taken. Source: xAPI 1.0.3, part 2. */
export function refusal(value: unknown): string | null {
  const found = validate(withLists(value), ['statement']).map(
    (warning) =>
      `${warning.path.slice(1).join('.') || 'statement'}: ${(words[warning.name] ?? (() => warning.name))(warning)}`,
  );
  if (found.length === 0) found.push(...unheld(value as LrsStatement));
  return found.length === 0 ? null : found.join('; ');
}

/** Why an agent, group or nobody is refused as the `agent` of a query; null when it names somebody. */
export function agentRefusal(agent: unknown): string | null {
  return refusal({
    actor: agent,
    verb: { id: 'https://example.com/verb' },
    object: { id: 'https://example.com/object' },
  });
}

/** The library wants lists of context activities; a single one is allowed as well (part 2, 2.4.6.2). */
function withLists(value: unknown): unknown {
  const statement = value as LrsStatement | null;
  const activities = statement?.context?.contextActivities;
  if (typeof activities !== 'object' || activities === null) return value;
  const lists = Object.entries(activities).map(([name, given]) => [name, Array.isArray(given) ? given : [given]]);
  return { ...statement, context: { ...statement?.context, contextActivities: Object.fromEntries(lists) as unknown } };
}

/** What the library lets through: white space in IRIs, ids said twice, min = max, a team that is a person. */
function* unheld({ verb, object, result, context }: LrsStatement): Generator<string> {
  for (const [name, { id = '' }] of Object.entries({ verb, object })) {
    if (/\s/.test(id)) yield `${name}.id: an IRI holds no white space`;
  }
  const definition = Object.entries(object.definition ?? {});
  for (const [list, components] of definition) {
    if (!['choices', 'scale', 'source', 'target', 'steps'].includes(list)) continue;
    const ids = (components as unknown as { id: string }[]).map(({ id }) => id);
    if (new Set(ids).size < ids.length) yield `object.definition.${list}: ids must be unique`;
  }
  const { min, max } = result?.score ?? {};
  if (min !== undefined && min === max) yield 'result.score: expected min < max';
  if (context?.team && context.team.objectType !== 'Group') yield 'context.team: expected a Group';
}
