import type { InteractionType, Part } from '../../attempt/record.ts';
import type { Quality } from '../../course/course.ts';

/** Where in the course an answer was given, told by the interaction's id. */
export function partOf(interaction: string): Part {
  if (interaction.startsWith('CALL')) return 'call';
  if (interaction.startsWith('SPOT')) return 'scene';
  if (interaction.startsWith('CLOSE')) return 'closing';
  if (interaction.startsWith('SELF')) return 'self-check';
  return interaction.endsWith('-C') ? 'check' : interaction.includes('-P') ? 'practice' : 'question';
}

/** Both editions call several types `choice` and `matching`; the id and `several` right options tell more, but not all (../README.md). */
export function typeOf(interaction: string, written: string, several: boolean): InteractionType {
  if (interaction.startsWith('CALL')) return 'node';
  if (interaction.startsWith('SPOT')) return 'scene';
  if (written === 'performance' || written === 'sequencing') return 'sequencing';
  return written === 'choice' && several ? 'multiple' : (written as InteractionType);
}

/** The score behind a result word; a remark and a wrong answer both count nothing. */
export const scoreOf = (result: string): number =>
  result === 'correct' ? 1 : ['wrong', 'incorrect', 'neutral'].includes(result) ? 0 : Number(result);

/** How good a call choice was, as far as its score tells: critical ones read as poor. */
export const qualityOf = (score: number): Quality => (score === 1 ? 'best' : score === 0.5 ? 'ok' : 'poor');
