import { accepts, rulesOf } from '../../attempt/judge.ts';
import { answeredRecord } from '../../attempt/make-record.ts';
import type { Response } from '../../attempt/record.ts';
import { findInteraction, type Course, type Interaction } from '../../course/course.ts';
import { halves, pair } from '../../course/interactions/rules.ts';
import type { Traced } from '../reported-attempt.ts';

/** SCORM writes scores with two decimals. */
const ROUNDED = 0.0051;

/**
 * What SCORM rounds or leaves out and the course still knows: the exact score, which harmful choice was the critical one, what
 * else could be chosen, what a letter stands for, and what an export has no column for. Only where the answer belongs to this
 * very version of the course and our judgement agrees with what was told; all other answers stay as they are.
 */
export function restored(record: Traced, course: Course): Traced {
  if (record.kind !== 'answered' || record.content !== course.version) return record;
  const found = findInteraction(course, record.interaction);
  const response = found && [record.response, fromLetters(record.response, found)].find((r) => accepts(found, r));
  if (!found || !response) return record;
  const { unjudged, ...told } = record;
  const { helped: _unknown, ...exact } = answeredRecord(course, found, { ...told, response }, told.part, told.round);
  return unjudged || Math.abs(exact.score - record.score) <= ROUNDED ? { ...told, ...exact } : record;
}

/** What SCORM 1.2's letters stand for: places in the list of all that can be chosen (decided with the item key). */
function fromLetters(response: Response, found: Interaction): string[] {
  const rules = rulesOf(found);
  const [choices, targets] = [rules.choices(found), rules.targets?.(found) ?? []];
  const one = (letter: string, ids: readonly string[]): string =>
    /^[a-z]$/.test(letter) ? (ids[letter.charCodeAt(0) - 97] ?? '') : '';
  return response.map((part) => {
    const [source, target] = halves(part);
    return source === '' ? one(part, choices) : pair(one(source, choices), one(target, targets));
  });
}
