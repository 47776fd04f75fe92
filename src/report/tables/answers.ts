import type { Course } from '../../course/course.ts';
import { answerRow } from '../answer-row.ts';
import type { Learner } from '../learner.ts';
import { callOf, type Answer } from '../rounds.ts';
import type { Scope } from '../scope.ts';
import { known, type Row, type Table } from './table.ts';
import { Words } from './texts.ts';

const COLUMNS = [
  'learner_id',
  'registration',
  'attempt',
  'part',
  'call_id',
  'node_id',
  'item_id',
  'item_version',
  'slug',
  'label',
  'kp',
  'rf',
  'type',
  'response_ids',
  'response_text',
  'correct_ids',
  'correct_text',
  'quality',
  'score',
  'max_score',
  'success',
  'critical',
  'recovered',
  'help_used',
  'confidence',
  'carried',
  'active_seconds',
  'answered_at',
  'locale',
  'content_version',
  'statement_id',
] as const;

export type AnswerColumn = (typeof COLUMNS)[number];

/** CSV-2: every answer, with what was chosen and what was right in words. */
export const answers: Table<AnswerColumn> = {
  name: 'answers',
  title: 'Answers',
  columns: COLUMNS,
  rows: (scope) => [...eachAnswer(scope)],
  each: eachAnswer,
};

function* eachAnswer(scope: Scope): Generator<Row<AnswerColumn>> {
  const words = new Words(scope.course);
  for (const learner of scope.learners) yield* answerCells(scope, learner, words);
}

/** The answers of one learner. */
export function answerCells(scope: Scope, learner: Learner, words: Words): Row<AnswerColumn>[] {
  const mended = recoveries(scope, learner.answers);
  const carried = learner.counting?.round.carried;
  return learner.answers.map((answer) => {
    const { interaction, slug, response, pattern, quality } = answer;
    const row = answerRow(answer);
    const texts = words.of(interaction, slug);
    // Every column by its name: made by spreading another row, an object of this size is ten times slower.
    return {
      learner_id: learner.id,
      registration: known(learner.register.registration),
      attempt: row.attempt,
      part: row.part,
      call_id: known(row.call_id),
      node_id: known(row.node_id),
      item_id: known(row.item_id),
      item_version: known(scope.itemVersion(answer)),
      slug: row.slug,
      label: texts.label,
      kp: row.kp,
      rf: known(texts.rf.join(' ')),
      type: row.type,
      response_ids: row.response_ids,
      response_text: known(words.say(interaction, slug, response)),
      correct_ids: row.correct_ids,
      correct_text: known(words.say(interaction, slug, pattern)),
      quality: known(row.quality),
      score: row.score,
      max_score: row.max_score,
      success: row.success,
      critical: quality === undefined ? null : quality === 'critical',
      recovered: quality === undefined ? null : mended.has(answer),
      help_used: row.help_used === '' ? null : row.help_used === 'true',
      confidence: known(row.confidence),
      carried: carried?.has(answer) ?? false,
      active_seconds: answer.untimed ? null : row.active_seconds,
      answered_at: learner.attempt.dates === 'none' ? null : row.answered_at,
      locale: known(answer.locale ?? ''),
      content_version: known(answer.content ?? ''),
      statement_id: known(answer.statement ?? ''),
    };
  });
}

/** Best choices at a recovery node with a critical choice still open before it (course blueprint, section 6). */
function recoveries(scope: Scope, answers: readonly Answer[]): Set<Answer> {
  const open = new Map<string, number>();
  const mending = mendingIn(scope.course);
  const found = new Set<Answer>();
  for (const answer of answers) {
    if (answer.type !== 'node') continue;
    const call = `${callOf(answer)} ${answer.round}`;
    const stands = open.get(call) ?? 0;
    if (answer.quality === 'critical') open.set(call, stands + 1);
    else if (mending.has(answer.interaction) && answer.quality === 'best' && stands > 0) {
      open.set(call, stands - 1);
      found.add(answer);
    }
  }
  return found;
}

/** Moments at which a mistake can be put right. */
function mendingIn(course: Course): ReadonlySet<string> {
  const known = MENDING.get(course);
  if (known) return known;
  const found = new Set(course.calls.flatMap((call) => call.nodes.flatMap((node) => (node.recovery ? [node.id] : []))));
  MENDING.set(course, found);
  return found;
}

/** Asked for with every learner. */
const MENDING = new WeakMap<Course, ReadonlySet<string>>();
