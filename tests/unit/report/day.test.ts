import { afterEach, describe, expect, it } from 'vitest';
import { dayOf } from '../../../src/report/day.ts';

// 2026-11-24, 01:00 UTC: the evening before in New York (UTC−5), the same day in Tokyo (UTC+9).
const AT = Date.UTC(2026, 10, 24, 1);

const own = process.env['TZ'];
const at = (zone: string): void => void (process.env['TZ'] = zone);
afterEach(() => {
  if (own === undefined) delete process.env['TZ'];
  else process.env['TZ'] = own;
});

describe('the day of an instant', () => {
  it.each([
    ['America/New_York', '2026-11-23'],
    ['UTC', '2026-11-24'],
    ['Asia/Tokyo', '2026-11-24'],
    // UTC+14: the first place on earth where a day begins.
    ['Pacific/Kiritimati', '2026-11-24'],
  ])('is that of the reader in %s', (zone, day) => {
    at(zone);
    expect(dayOf(AT)).toBe(day);
  });

  it('begins at midnight there, summer time or not', () => {
    at('America/New_York');
    expect(dayOf(Date.UTC(2026, 6, 1, 3, 59, 59))).toBe('2026-06-30');
    expect(dayOf(Date.UTC(2026, 6, 1, 4))).toBe('2026-07-01');
  });
});
