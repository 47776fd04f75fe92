import { describe, expect, it } from 'vitest';
import { dayOf } from '../../../src/report/day.ts';

// 2026-11-24, 01:00 UTC: the evening before in New York (UTC−5), the same day in Tokyo (UTC+9).
const AT = Date.UTC(2026, 10, 24, 1);

describe('the day of an instant', () => {
  it.each([
    ['America/New_York', '2026-11-23'],
    ['UTC', '2026-11-24'],
    ['Asia/Tokyo', '2026-11-24'],
    // UTC+14: the first place on earth where a day begins.
    ['Pacific/Kiritimati', '2026-11-24'],
  ])('is that of the reader in %s', (zone, day) => expect(dayOf(AT, zone)).toBe(day));

  it('begins at midnight there, summer time or not', () => {
    expect(dayOf(Date.UTC(2026, 6, 1, 3, 59, 59), 'America/New_York')).toBe('2026-06-30');
    expect(dayOf(Date.UTC(2026, 6, 1, 4), 'America/New_York')).toBe('2026-07-01');
  });

  it('is that of this machine where no zone is named', () => {
    const here = new Date(AT);
    const two = (n: number): string => String(n).padStart(2, '0');
    expect(dayOf(AT)).toBe(`${here.getFullYear()}-${two(here.getMonth() + 1)}-${two(here.getDate())}`);
  });
});
