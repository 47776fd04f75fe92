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
  if (!Number.isFinite(record.at)) return false;
  switch (record.kind) {
    case 'answered':
      return (
        [record.interaction, record.slug].every(isWord) &&
        TYPES.has(record.type) &&
        PARTS.has(record.part) &&
        isCount(record.round) &&
        [record.response, record.pattern, record.choices, record.objectives].every(areTexts) &&
        isShare(record.score) &&
        isAmount(record.weight) &&
        isAmount(record.latencyMs) &&
        QUALITIES.has(record.quality)
      );
    case 'call-ended':
      return (
        isWord(record.call) &&
        isCount(record.round) &&
        isShare(record.score) &&
        ENDINGS.has(record.ending) &&
        [record.criticals, record.recovered, record.helps, record.durationMs].every(isAmount)
      );
    case 'round-ended':
      return isCount(record.round) && isShare(record.scaled) && areTexts(record.openGates);
    case 'signed':
      return [record.promiseVersion, record.typedName, record.sha256].every(isText);
    case 'declined':
      return [record.promiseVersion, record.reason].every(isText);
    case 'meta':
      return (
        isCount(record.round) &&
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
const isAmount = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value) && value >= 0;
const isCount = (value: unknown): boolean => Number.isInteger(value) && isAmount(value);
const isShare = (value: unknown): boolean => isAmount(value) && (value as number) <= 1;
