/** A duration as ISO 8601 writes it, to the hundredth of a second: the precision xAPI asks readers to keep (part 2, 4.6). */
export const isoDuration = (ms: number): string => `PT${Math.round(Math.max(0, ms) / 10) / 100}S`;

/** Milliseconds of a duration of hours, minutes and seconds; null for anything else. */
export function fromIsoDuration(text: string): number | null {
  const match = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/.exec(text);
  if (!match || text === 'PT') return null;
  const [hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  return Math.round(((hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0)) * 1000);
}
