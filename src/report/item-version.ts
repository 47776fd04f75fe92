import { answeredRecord } from '../attempt/make-record.ts';
import { findInteraction, type Course } from '../course/course.ts';
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

function differs(course: Course, answer: Answer): boolean {
  const found = findInteraction(course, answer.interaction);
  if (!found) return false;
  const ours = answeredRecord(course, found, { response: [], latencyMs: 0, at: 0 }, answer.part, answer.round);
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
