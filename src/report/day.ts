/**
 * The day on which something happened where the reader is, YYYY-MM-DD: a due date is a day of people and ends at their
 * midnight, not at Greenwich's. `at` is ms since the epoch.
 */
export function dayOf(at: number): string {
  const day = new Date(at);
  const written = (part: number, width: number): string => String(part).padStart(width, '0');
  return [written(day.getFullYear(), 4), written(day.getMonth() + 1, 2), written(day.getDate(), 2)].join('-');
}
