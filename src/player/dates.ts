import { t } from './translate.ts';

/** A day as people of the interface’s language write it. `at` is ms since the epoch. */
export function day(at: number): string {
  const date = new Date(at);
  return written(date.getFullYear(), date.getMonth() + 1, date.getDate());
}

/** A calendar day that has no time of its own, such as `2026-05-04`. */
export function calendarDay(iso: string): string {
  const [year = 0, month = 1, date = 1] = iso.split('-').map(Number);
  return written(year, month, date);
}

const written = (year: number, month: number, day: number): string =>
  t('figure.date', { year, month: t('figure.months').split('|')[month - 1] ?? '', day });
