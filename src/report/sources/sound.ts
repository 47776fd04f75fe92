import type { AttemptRecord } from '../../attempt/record.ts';

const TYPES = new Set([
  'choice',
  'multiple',
  'true-false',
  'matching',
  'sequencing',
  'numeric',
  'fill-in',
  'node',
  'scene',
  'likert',
]);
const PARTS = new Set(['check', 'call', 'question', 'scene', 'practice', 'closing', 'self-check']);
const QUALITIES = new Set([undefined, 'best', 'ok', 'poor', 'critical']);
const ENDINGS = new Set(['good', 'mixed', 'harm']);
const REASONS = new Set(['critical', 'sure-but-wrong', 'weak']);

/** Whether a record that was read from somebody else's data is one the engine could have made: every field of its own type and within its bounds. */
export function isSound(record: AttemptRecord): boolean {
  if (!isInstant(record.at)) return false;
  switch (record.kind) {
    case 'answered':
      return (
        [record.interaction, record.slug].every(isWord) &&
        TYPES.has(record.type) &&
        PARTS.has(record.part) &&
        isRound(record.round) &&
        [record.response, record.pattern, record.choices, record.objectives].every(areTexts) &&
        isShare(record.score) &&
        isAmount(record.weight, HEAVIEST) &&
        isAmount(record.latencyMs) &&
        QUALITIES.has(record.quality)
      );
    case 'call-ended':
      return (
        isWord(record.call) &&
        isRound(record.round) &&
        isShare(record.score) &&
        ENDINGS.has(record.ending) &&
        [record.criticals, record.recovered, record.helps, record.durationMs].every((amount) => isAmount(amount))
      );
    case 'round-ended':
      return isRound(record.round) && isShare(record.scaled) && areTexts(record.openGates);
    case 'signed':
      return [record.promiseVersion, record.typedName, record.sha256].every(isText);
    case 'declined':
      return [record.promiseVersion, record.reason].every(isText);
    case 'meta':
      return (
        isRound(record.round) &&
        [record.content, record.build, record.locale, record.form].every(isText) &&
        [record.packs, record.policies].every(areTexts)
      );
    case 'lesson-opened':
      return isWord(record.lesson);
    case 'fix-opened':
      return isWord(record.fix) && REASONS.has(record.reason);
    case 'help-asked':
      return isWord(record.redFlag);
    case 'completed':
      return isAmount(record.durationMs);
  }
}

const LONGEST = 5000;
const isText = (value: unknown): boolean => typeof value === 'string' && value.length <= LONGEST;
/** An id or a slug. */
const isWord = (value: unknown): boolean => typeof value === 'string' && /^[\w.-]{1,80}$/.test(value);
const areTexts = (value: unknown): boolean => Array.isArray(value) && value.length <= 200 && value.every(isText);
/** So much no duration, and no number of anything, is: 30 years in ms. Sums of far more would have no end. */
const MOST = 1e12;
/** Points of one answer; this course gives 3 at most. */
const HEAVIEST = 100;
/** Saved progress has 8 bits for it, and rounds are looked at one after the other. */
const LAST_ROUND = 255;
const isAmount = (value: unknown, most = MOST): boolean => typeof value === 'number' && value >= 0 && value <= most;
const isRound = (value: unknown): boolean => Number.isInteger(value) && isAmount(value, LAST_ROUND);
const isShare = (value: unknown): boolean => isAmount(value, 1);
/** From 1970 to 9999: what a date can be written of. */
const isInstant = (value: unknown): boolean => isAmount(value, Date.UTC(9999, 0));

/** Whether something is dated later than now. A clock that is wrong by less than a day is a time zone. */
export const isFuture = (at: number, now: number): boolean => at > now + 86_400_000;

/** A duration in ms, or null for one that nothing takes. */
export const soundDuration = (ms: number): number | null => (isAmount(ms) ? ms : null);
