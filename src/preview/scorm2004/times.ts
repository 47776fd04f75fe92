/** SCORM 2004 timeinterval(second,10,2): at most two decimals. */
export const timeinterval =
  /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,2})?)S)?)?$/;

/** SCORM 2004 time(second,10,0) with years to 2038; a zone asks for a fraction before it. */
export const timestamp =
  /^(?:19[7-9]\d|20[0-2]\d|203[0-8])(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])(?:T(?:[01]\d|2[0-3])(?::[0-5]\d(?::[0-5]\d(?:\.\d{1,2}(?:Z|[+-](?:[01]\d|2[0-3])(?::[0-5]\d)?)?)?)?)?)?)?)?$/;

/** The sum of two intervals in hours, minutes and seconds; a malformed one counts as nothing, years and months as well: no session lasts that long. */
export function addIntervals(a: string, b: string): string {
  const hundredths = inHundredths(a) + inHundredths(b);
  const seconds = Math.floor(hundredths / 100);
  const fraction = hundredths % 100 === 0 ? '' : `.${String(hundredths % 100).padStart(2, '0')}`;
  return `PT${Math.floor(seconds / 3600)}H${Math.floor(seconds / 60) % 60}M${seconds % 60}${fraction}S`;
}

function inHundredths(text: string): number {
  const [, , , days = '0', hours = '0', minutes = '0', seconds = '0'] = timeinterval.exec(text) ?? [];
  return Math.round((((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)) * 100);
}
