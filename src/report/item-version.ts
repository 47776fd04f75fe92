import { answeredRecord } from '../attempt/make-record.ts';
import type { AnsweredRecord } from '../attempt/record.ts';
import { seedFor } from '../attempt/shuffle.ts';
import { findInteraction, interaction, type Course } from '../course/course.ts';
import type { Answer } from './rounds.ts';

/**
 * Tells answers to another version of an item than the course's: asked with other options, or with another right answer. What a
 * source does not tell of the item is not compared, and an id this course does not have is no version of anything here.
 */
export function otherItemIn(course: Course): (answer: Answer) => boolean {
  const known = new Map<string, boolean>();
  return (answer) => {
    if (answer.content === course.version) return false;
    const { interaction, type, pattern, choices, targets = [] } = answer;
    const key = [interaction, type, ...pattern, '|', ...choices, '|', ...targets].join('\n');
    const found = known.get(key) ?? differs(course, answer);
    known.set(key, found);
    return found;
  };
}

/**
 * Names the version of an item by a fingerprint of what was asked: right answer, options, targets. Versions of the course that ask
 * the same share it. An answer that agrees with this course's item in all that its source tells has that item's; '' for opinions,
 * which have no right answer.
 */
export function itemVersionIn(course: Course): (answer: Answer) => string {
  const isOther = otherItemIn(course);
  const ours = new Map<string, string>();
  return (answer) => {
    if (answer.type === 'likert') return '';
    const { interaction: id } = answer;
    const known = ours.get(id);
    if (isOther(answer) || (known === undefined && !findInteraction(course, id))) return fingerprint(answer);
    const version = known ?? fingerprint(asked(course, answer));
    ours.set(id, version);
    return version;
  };
}

/** Eight hex digits: enough to tell the few versions of one item apart, and too few to mean anything else. */
const fingerprint = ({ pattern, choices, targets = [] }: Pick<Answer, 'pattern' | 'choices' | 'targets'>): string =>
  seedFor(0, JSON.stringify([pattern, choices, targets]))
    .toString(16)
    .padStart(8, '0');

/** The record this course would write of an answer to the same item. */
const asked = (course: Course, { interaction: id, part, round }: Answer): AnsweredRecord =>
  answeredRecord(course, interaction(course, id), { response: [], latencyMs: 0, at: 0 }, part, round);

function differs(course: Course, answer: Answer): boolean {
  if (!findInteraction(course, answer.interaction)) return false;
  const ours = asked(course, answer);
  // SCORM gives up after five accepted texts.
  const pattern = ours.type === 'fill-in' ? ours.pattern.slice(0, answer.pattern.length) : ours.pattern;
  return (
    (answer.pattern.length > 0 && !isSame(answer.pattern, pattern)) ||
    (answer.choices.length > 0 && !isSame(answer.choices, ours.choices)) ||
    (answer.targets !== undefined && !isSame(answer.targets, ours.targets ?? []))
  );
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((text, at) => text === b[at]);
