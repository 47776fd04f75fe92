import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { calendarDay, day } from '../../src/player/dates.ts';
import { interfaceIn } from '../../src/player/locales/catalogues.ts';
import { figures } from '../../src/player/locales/figures.ts';
import { percent, t, useCatalogue } from '../../src/player/translate.ts';

const en = interfaceIn('en');

beforeEach(() => useCatalogue('en', en));

test('a count picks the plural form of the language', () => {
  expect(t('error.matching', { count: 1 })).toBe('Choose a match for 1 more line');
  expect(t('error.matching', { count: 2 })).toBe('Choose a match for 2 more lines');
});

test('a language may have plural forms that English lacks', () => {
  const polish = { ...en, 'error.matching_few': 'Brakuje {count} wierszy (few)' };
  useCatalogue('pl', polish);
  expect(t('error.matching', { count: 3 })).toBe('Brakuje 3 wierszy (few)');
  expect(t('error.matching', { count: 5 })).toBe('Choose a match for 5 more lines');
});

test('numbers are written as the language writes them', () => {
  useCatalogue('ar-EG', { ...en, ...figures('ar-EG') });
  expect(t('question.caption', { n: 3, all: 10 })).toBe('Question ٣ of ١٠');
  expect(percent(0.8).replace(/\p{Cf}/gu, '')).toBe('٨٠٪');
});

test('a percentage is rounded down, so that nothing below the mark reads as the mark', () => {
  expect(percent(0.799)).toBe('79%');
  expect(percent(0.8)).toBe('80%');
  expect(percent(0.29)).toBe('29%');
});

test.each([
  ['en', 'May 4, 2026'],
  ['es', '4 de mayo de 2026'],
  ['ar-EG', '٤ مايو ٢٠٢٦'],
  ['de', '4. Mai 2026'],
])('a day is written as %s writes it', (language, words) => {
  useCatalogue(language, { ...en, ...figures(language) });
  expect(calendarDay('2026-05-04')).toBe(words);
  expect(day(new Date(2026, 4, 4, 23, 59).getTime())).toBe(words);
});

test('numbers and days need no formatter of the browser: its first one takes a slow computer 0.2 to 0.4 s', () => {
  const formatters = [vi.spyOn(Intl, 'NumberFormat'), vi.spyOn(Intl, 'DateTimeFormat')];
  onTestFinished(() => void vi.restoreAllMocks());
  useCatalogue('en', en);
  expect(t('question.caption', { n: 3, all: 10 })).toBe('Question 3 of 10');
  expect([percent(0.8), calendarDay('2026-05-04'), day(Date.UTC(2026, 4, 4, 12))].join(' ')).toContain('May 4');
  for (const formatter of formatters) expect(formatter).not.toHaveBeenCalled();
});

test('an address or a name with braces in it is shown as it is', () => {
  expect(t('self.lesson', { name: '{team}' })).toBe('Read the lesson: {team}');
});
