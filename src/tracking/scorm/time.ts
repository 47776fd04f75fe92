/** A duration as SCORM 1.2 writes it, HHHH:MM:SS.SS, at most 9999:59:59.99 (1.2 CMITimespan). */
export function cmiTimespan(ms: number): string {
  const hundredths = Math.min(Math.max(0, Math.round(ms / 10)), 9999 * 360_000 + 359_999);
  const pad = (n: number, width: number): string => String(n).padStart(width, '0');
  const [hours, minutes, seconds, rest] = [
    Math.floor(hundredths / 360_000),
    Math.floor(hundredths / 6000) % 60,
    Math.floor(hundredths / 100) % 60,
    hundredths % 100,
  ];
  return `${pad(hours, 4)}:${pad(minutes, 2)}:${pad(seconds, 2)}.${pad(rest, 2)}`;
}

/** Milliseconds of a SCORM 1.2 timespan; null for anything else. */
export function fromCmiTimespan(text: string): number | null {
  const match = /^(\d{2,4}):(\d{2}):(\d{2}(?:\.\d{1,2})?)$/.exec(text);
  return match ? Math.round((Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3])) * 1000) : null;
}

/** The time of day of an instant in the learner's zone, HH:MM:SS (1.2 CMITime). */
export function cmiTime(at: number): string {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((n) => String(n).padStart(2, '0')).join(':');
}
