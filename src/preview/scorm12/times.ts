/** SCORM 1.2 CMITimespan: two to four digits of hours, two each of minutes and seconds, at most two decimals. */
export const timespan = /^(\d{2,4}):(\d{2}):(\d{2}(?:\.\d{1,2})?)$/;

/** SCORM 1.2 CMITime, a time of day. */
export const timeOfDay = /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,2})?$/;

/** The sum of two timespans as a timespan; a malformed one counts as nothing. */
export function addTimespans(a: string, b: string): string {
  const hundredths = inHundredths(a) + inHundredths(b);
  const two = (value: number) => String(value).padStart(2, '0');
  const seconds = Math.floor(hundredths / 100);
  const hours = String(Math.floor(seconds / 3600)).padStart(4, '0');
  return `${hours}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${two(hundredths % 100)}`;
}

function inHundredths(text: string): number {
  const [, hours = '0', minutes = '0', seconds = '0'] = timespan.exec(text) ?? [];
  return Math.round(((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 100);
}
