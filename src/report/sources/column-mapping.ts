/** What a column of an LMS's SCORM export can hold, and what to call it on a screen. */
export const FIELDS = {
  learner: 'Learner id',
  name: 'Learner name',
  attempt: 'Attempt number',
  status: 'Status or completion',
  success: 'Passed or failed',
  score: 'Score, 0 to 100',
  interaction: 'Question (interaction id)',
  type: 'Type of question',
  response: 'Response',
  pattern: 'Right answer',
  result: 'Result',
  weighting: 'Weighting',
  latency: 'Time taken (latency)',
  time: 'Date and time of the answer',
  objectives: 'Objectives',
} as const;

export type Field = keyof typeof FIELDS;

/**
 * What each column of an export holds, in the order of the columns; null for what no report needs. A wide export, one row
 * for each attempt, has `interaction` many times: what follows such a column, up to the next, belongs to it. A long export, one row
 * for each answer, has it once.
 */
export type ColumnMapping = readonly (Field | null)[];

/** Fields that tell of one answer, and so may stand in a wide export many times. */
export const OF_ANSWERS: ReadonlySet<Field> = new Set<Field>([
  'interaction',
  'type',
  'response',
  'pattern',
  'result',
  'weighting',
  'latency',
  'time',
  'objectives',
]);

/** How LMSs name such columns: small letters, numbers at the end and signs taken off. The first that fits a column wins. */
const NAMES: readonly [Field, RegExp][] = [
  ['learner', /^(learner|student|user|employee|person|staff)? ?(id|number|no|login)$|^(username|login|id number|email|email address|e mail|account|actor)$/], // prettier-ignore
  ['name', /^(full |display |learner |student |user |employee )?name$|^(learner|student|employee|user)$|^first name last name$/], // prettier-ignore
  ['attempt', /^attempt( (number|no|id))?$/],
  ['pattern', /^(right|correct|expected) (answer|response|responses|pattern)s?( pattern)?$|correct responses.*pattern$|^pattern$/], // prettier-ignore
  ['response', /^(learner |student |user |given )?(response|answer)( given)?$|response$/],
  ['type', /^((interaction|question|item) )?type$/],
  ['interaction', /^(interaction|question|item)( (id|identifier|name|text))?$/],
  ['result', /^((interaction|question|answer) )?(result|outcome|correctness)$|^(is )?correct$/],
  ['weighting', /^((interaction|question) )?(weight|weighting)$/],
  ['latency', /latency$|^(time taken|seconds taken|response time)$/],
  ['time', /^(interaction |question |answer )?(time ?stamp|time|date|answered (at|on)|date time)$/],
  ['objectives', /objectives?( \d+)?( ids?)?$/],
  ['success', /^success( status)?$|^passed( failed)?$/],
  ['status', /^((lesson|completion|course|sco) )?status$|^completion$/],
  ['score', /^(total |course |sco |lesson )?(score|grade)( raw)?$|^score (raw|percent)$/],
];

/** The field a header is most likely meant to be; null for none. `cmi.interactions.3.student_response` and `Response 3` are both `response`. */
function fieldOf(header: string): Field | null {
  const bare = header
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/^cmi\.(core\.)?/, '')
    .replace(/^interactions[._](\d+|n)[._]/, 'interaction ')
    .replaceAll(/[^\p{L}\d]+/gu, ' ')
    .replace(/ ?\d+$/, '')
    .trim();
  return NAMES.find(([, pattern]) => pattern.test(bare))?.[0] ?? null;
}

/** What the columns of an export probably hold, told by their headers. Whatever is of one learner or attempt counts once: the first column of that name. */
export function suggestMapping(header: readonly string[]): ColumnMapping {
  const found = header.map(fieldOf);
  // An LMS whose export names people and gives no id knows them by that name.
  if (!found.includes('learner') && found.includes('name')) found[found.indexOf('name')] = 'learner';
  const isWide = found.filter((field) => field === 'interaction').length > 1;
  return found.map((field, at) => {
    if (field === null) return null;
    const isRepeated = found.indexOf(field) < at;
    return isRepeated && !(isWide && OF_ANSWERS.has(field)) ? null : field;
  });
}

/** Why an export cannot be read with this mapping, as a sentence; null when it can. */
export function mappingFault(mapping: ColumnMapping): string | null {
  const lacks = (['learner', 'interaction', 'response'] as const).filter((field) => !mapping.includes(field));
  if (lacks.length > 0)
    return `Say which column is ${lacks.map((field) => `“${FIELDS[field]}”`).join(', and which is ')}.`;
  const doubled = (Object.keys(FIELDS) as Field[]).find(
    (field) => !OF_ANSWERS.has(field) && mapping.indexOf(field) !== mapping.lastIndexOf(field),
  );
  return doubled ? `Two columns cannot both be “${FIELDS[doubled]}”.` : null;
}
