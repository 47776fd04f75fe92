import type { AnsweredRecord } from '../../attempt/record.ts';

/** Names of key points and motivations as trainers read them in an LMS: `KP08` becomes `KP08_Speak-up-fast`. */
export function objectiveName(id: string, name: string): string {
  return `${id}_${name.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '')}`;
}

/** The attempt suffix of an id: nothing for the first graded draw, `_a2` from the second on. */
export const roundSuffix = (round: number): string => (round > 1 ? `_a${round}` : '');

/** The interaction id trainers read as the question: `KP08-Q1_first-action-wrong-letter_a2`, `CALL2-N3_new-phone-big-rush`. */
export function interactionName({
  interaction,
  slug,
  round,
}: Pick<AnsweredRecord, 'interaction' | 'slug' | 'round'>): string {
  return `${interaction.replaceAll('.', '-')}_${slug}${roundSuffix(round)}`;
}

/** What an interaction id says; null for one this course did not write. */
export function readInteractionName(text: string): { interaction: string; slug: string; round: number } | null {
  const match = /^([A-Z]+\d+(?:-(?:C|[A-Z]\d+[a-z]?))?)_([a-z0-9-]+?)(?:_a(\d+))?$/.exec(text);
  if (!match?.[1] || !match[2]) return null;
  const interaction = /^CALL\d+-/.test(match[1]) ? match[1].replace('-', '.') : match[1];
  const graded = /^(CALL|SPOT)|-Q/.test(match[1]);
  return { interaction, slug: match[2], round: match[3] ? Number(match[3]) : graded ? 1 : 0 };
}

/** `key=value;…` as one row's text. */
export const fields = (entries: Record<string, string | number>): string =>
  Object.entries(entries)
    .map(([key, value]) => `${key}=${String(value).replace(/[;=\r\n\t]/g, ' ')}`)
    .join(';');

/** The fields of such a text. */
export const readFields = (text: string): Record<string, string> =>
  Object.fromEntries(
    text.split(';').map((part): [string, string] => {
      const at = part.indexOf('=');
      return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
    }),
  );

/** Percent with at most two decimals, as scores of 0 to 100 are written. */
export const percent = (scaled: number): string => String(Math.round(scaled * 10_000) / 100);

/** A result word, or a score between 0 and 1 for half-right answers. `wrong` is the edition's word for it. */
export function resultWord(score: number, wrong: 'wrong' | 'incorrect'): string {
  if (score >= 1) return 'correct';
  return score <= 0 ? wrong : String(Math.round(score * 100) / 100);
}
