import { agentKey } from './agent.ts';
import type { LrsStatement } from './statement-schema.ts';

export const CATEGORY = 'https://w3id.org/xapi/cmi5/context/categories/';
export const EXTENSION = 'https://w3id.org/xapi/cmi5/context/extensions/';
const PROGRESS = 'https://w3id.org/xapi/cmi5/result/extensions/progress';
const VOIDED = 'http://adlnet.gov/expapi/verbs/voided';

/** What the rules look at, besides the statement. */
export interface Facts {
  /** The session's id, and what it was launched with. */
  session: string;
  actor: object;
  registration: string;
  activityId: string;
  /** Activity that the context template puts into the grouping. */
  publisherId: string;
  mode: 'Normal' | 'Browse' | 'Review';
  masteryScore: number | null;
  /** Ids of the documents that the course has read. */
  read: ReadonlySet<string>;
  abandoned: boolean;
  /** cmi5-defined verbs of this session, and of the whole registration, in order. */
  said: readonly string[];
  before: readonly string[];
}

/** A statement with what several rules ask of it. */
interface Asked extends LrsStatement {
  /** Last part of the verb's IRI. */
  name: string;
  moveOn: boolean;
}

type Rule = readonly [section: string, says: string, broken: (statement: Asked, facts: Facts) => boolean];

const judged = ({ name }: Asked): boolean => name === 'passed' || name === 'failed';

/** Rules for every statement of a session. */
const always: readonly Rule[] = [
  ['6.3', 'A course may not void statements', ({ verb }) => verb.id === VOIDED],
  ['10', 'LMS.LaunchData was not read', (_, { read }) => !read.has('LMS.LaunchData')],
  ['11', 'The learner preferences were not read', (_, { read }) => !read.has('cmi5LearnerPreferences')],
  ['9.3.6', 'The session is abandoned', (_, { abandoned }) => abandoned],
  ['9.3.8', 'The session is terminated', (_, { said }) => said.includes('terminated')],
  [
    '9.3.2',
    'initialized comes first',
    (statement, { said }) => said.length === 0 && !(isDefined(statement) && statement.name === 'initialized'),
  ],
  ['9.2', 'The actor is not the launched one', (s, { actor }) => agentKey(s.actor) !== agentKey(actor)],
  ['9.6.1', 'The registration is not the launched one', (s, facts) => s.context?.registration !== facts.registration],
  [
    '9.6.2.3',
    'The grouping of the context template is missing',
    (s, { publisherId }) => !JSON.stringify(s.context?.contextActivities?.['grouping'] ?? []).includes(publisherId),
  ],
  [
    '9.6.3.1',
    'The session id of the context template is missing',
    (s, { session }) => s.context?.extensions?.[`${EXTENSION}sessionid`] !== session,
  ],
  ['9.7', 'The time is not UTC', ({ timestamp }) => !/(Z|\+00:00)$/.test(timestamp)],
  [
    '9.5.5.1',
    'Progress is a whole number from 0 to 100',
    ({ result }) => {
      const progress = result?.extensions?.[PROGRESS];
      return (
        progress !== undefined && !(Number.isInteger(progress) && Number(progress) >= 0 && Number(progress) <= 100)
      );
    },
  ],
];

/** Rules for cmi5-allowed statements: those without the cmi5 category. */
const allowed: readonly Rule[] = [
  ['9.6.2.2', 'The moveOn category goes with cmi5-defined statements only', ({ moveOn }) => moveOn],
];

/** Rules for cmi5-defined statements. */
const defined: readonly Rule[] = [
  ['9.3', 'This is no verb of a course', ({ name }) => !VERBS.includes(name)],
  ['9.4', 'The object is not the launched activity', ({ object }, { activityId }) => object.id !== activityId],
  ['9.3', 'This was said before in this session', ({ name }, { said }) => said.includes(name)],
  [
    '10.2.2',
    'In Browse and Review only initialized and terminated are said',
    ({ name }, { mode }) => mode !== 'Normal' && name !== 'initialized' && name !== 'terminated',
  ],
  [
    '9.3',
    'This was said before in this registration',
    ({ name }, { before }) => (name === 'completed' || name === 'passed') && before.includes(name),
  ],
  ['9.3', 'failed does not follow passed', ({ name }, { before }) => name === 'failed' && before.includes('passed')],
  [
    '9.3',
    'A session says passed or failed, not both',
    ({ name }, { said }) => name === 'passed' && said.includes('failed'),
  ],
  [
    '9.6.2.2',
    'The moveOn category goes with success and completion, and only there',
    ({ result, moveOn }) => moveOn !== (result?.success !== undefined || result?.completion !== undefined),
  ],
  ['9.5.1', 'A score goes with passed and failed only', (s) => s.result?.score !== undefined && !judged(s)],
  [
    '9.5.1',
    'scaled is 0 to 1, and raw comes with min and max',
    ({ result }) => {
      const { scaled = 0, raw, min, max } = result?.score ?? {};
      return scaled < 0 || (raw !== undefined && (min === undefined || max === undefined));
    },
  ],
  [
    '9.5.2',
    'success does not fit the verb',
    (s) => s.result?.success !== (judged(s) ? s.name === 'passed' : undefined),
  ],
  [
    '9.5.3',
    'completion does not fit the verb',
    ({ name, result }) => result?.completion !== (name === 'completed' ? true : undefined),
  ],
  [
    '9.5.4',
    'All but initialized need a duration',
    ({ name, result }) => name !== 'initialized' && result?.duration === undefined,
  ],
  [
    '9.6.3.2',
    'The mastery score is not named',
    (s, { masteryScore }) =>
      masteryScore !== null && judged(s) && s.context?.extensions?.[`${EXTENSION}masteryscore`] !== masteryScore,
  ],
  [
    '9.3.4',
    'The score does not fit the mastery score',
    (s, { masteryScore }) => {
      const scaled = s.result?.score?.scaled;
      if (masteryScore === null || scaled === undefined || !judged(s)) return false;
      return scaled >= masteryScore !== (s.name === 'passed');
    },
  ],
];

/** The verbs a course has in this profile (cmi5 §9.3). */
const VERBS = ['initialized', 'completed', 'passed', 'failed', 'terminated'];

/** Why the profile forbids a statement, with its section; null when it does not. */
export function forbidden(statement: LrsStatement, facts: Facts): string | null {
  const asked: Asked = {
    ...statement,
    name: verbName(statement),
    moveOn: JSON.stringify(statement.context?.contextActivities?.['category'] ?? []).includes(`"${CATEGORY}moveon"`),
  };
  const rules = [...always, ...(isDefined(statement) ? defined : allowed)];
  const broken = rules.find(([, , breaks]) => breaks(asked, facts));
  return broken ? `${broken[1]} (cmi5 §${broken[0]}): ${asked.name}.` : null;
}

/** Whether a statement carries the cmi5 category. */
export const isDefined = ({ context }: LrsStatement): boolean =>
  JSON.stringify(context?.contextActivities?.['category'] ?? []).includes(`"${CATEGORY}cmi5"`);

/** cmi5-defined verbs of a course among statements, in order; the LMS's own are left out. */
export const definedVerbs = (statements: readonly LrsStatement[]): string[] =>
  statements
    .filter(isDefined)
    .map(verbName)
    .filter((name) => VERBS.includes(name));

const verbName = ({ verb }: LrsStatement): string => verb.id.split('/').at(-1) ?? '';
