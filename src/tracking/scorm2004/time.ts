/** A duration as SCORM 2004 takes it everywhere: seconds with at most two decimals, `PT12.5S` (RTE timeinterval). */
export function cmiDuration(ms: number): string {
  return `PT${Math.max(0, Math.round(ms / 10)) / 100}S`;
}

/** Milliseconds of a duration in hours, minutes and seconds; null for anything else. */
export function fromCmiDuration(text: string): number | null {
  const match = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,2})?)S)?$/.exec(text);
  if (!match || text === 'PT') return null;
  const [, hours = '0', minutes = '0', seconds = '0'] = match;
  return Math.round((Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000);
}

/**
 * An instant, to the second and in UTC. Real LMSs refuse a zone without a fraction, and some refuse three decimals:
 * this short form passes in all of them (SCORM 2004 timestamp).
 */
export function cmiTimestamp(at: number): string {
  return new Date(at).toISOString().slice(0, 19);
}

/** ms since the epoch; NaN for what is no timestamp of ours. */
export function fromCmiTimestamp(text: string): number {
  return Date.parse(`${text}Z`);
}
