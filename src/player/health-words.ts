import type { Health } from '../tracking/session.ts';
import { unreachable } from '../course/unreachable.ts';
import { t } from './translate.ts';

/** How saving stands, in words, and whether the learner has to worry. `alone`: there is no LMS by design. */
export function healthWords(health: Health, alone = false): { words: string; mood: 'calm' | 'wait' | 'alarm' } {
  switch (health.kind) {
    case 'saved':
      if (health.refused) return { words: t('health.saved-refused', { count: health.refused }), mood: 'alarm' };
      return { words: t(alone ? 'health.kept' : 'health.saved'), mood: 'calm' };
    case 'saving':
      return { words: t(alone ? 'health.kept' : 'health.saving'), mood: 'calm' };
    case 'waiting':
      return {
        words: health.answers > 0 ? t('health.waiting', { count: health.answers }) : t('health.waiting-none'),
        mood: 'wait',
      };
    case 'cannot-save':
      return { words: t(`health.${health.advice}`), mood: 'alarm' };
    case 'unreachable':
      return { words: t(`health.${health.why}`), mood: 'alarm' };
    case 'not-recording':
      return { words: t(health.why === 'no-lms' ? 'health.alone' : `health.${health.why}`), mood: 'wait' };
    default:
      return unreachable(health);
  }
}
