import { language } from './translate.ts';

/** A day as people of the interface’s language write it. `at` is ms since the epoch. */
export function day(at: number): string {
  return new Intl.DateTimeFormat(language(), { dateStyle: 'long' }).format(at);
}

/** A calendar day that has no time of its own, such as `2026-05-04`. */
export function calendarDay(iso: string): string {
  return new Intl.DateTimeFormat(language(), { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso));
}
