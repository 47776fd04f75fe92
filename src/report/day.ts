/** Formatters are slow to make, and there are two instants for each learner. */
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * The day on which something happened where the reader is, YYYY-MM-DD: a due date is a day of people and ends at their
 * midnight, not at Greenwich's. `at` is ms since the epoch; `zone` an IANA name, the reader's own where none is given.
 */
export function dayOf(at: number, zone?: string): string {
  const key = zone ?? '';
  const format = formats.get(key) ?? new Intl.DateTimeFormat('en', { ...PARTS, ...(zone ? { timeZone: zone } : {}) });
  formats.set(key, format);
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${part['year']?.padStart(4, '0')}-${part['month']}-${part['day']}`;
}

const PARTS = { calendar: 'iso8601', numberingSystem: 'latn', year: 'numeric', month: '2-digit', day: '2-digit' } as const; // prettier-ignore
