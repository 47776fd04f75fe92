import { beforeEach, expect, test } from 'vitest';
import { en } from '../../src/player/locales/en.ts';
import { percent, t, useCatalogue, type Catalogue } from '../../src/player/translate.ts';

beforeEach(() => useCatalogue('en', en));

test('a count picks the plural form of the language', () => {
  expect(t('error.matching', { count: 1 })).toBe('Choose a match for 1 more line');
  expect(t('error.matching', { count: 2 })).toBe('Choose a match for 2 more lines');
});

test('a language may have plural forms that English lacks', () => {
  const polish: Catalogue = { ...en, 'error.matching_few': 'Brakuje {count} wierszy (few)' };
  useCatalogue('pl', polish);
  expect(t('error.matching', { count: 3 })).toBe('Brakuje 3 wierszy (few)');
  expect(t('error.matching', { count: 5 })).toBe('Choose a match for 5 more lines');
});

test('numbers are written as the language writes them', () => {
  useCatalogue('ar-EG', en);
  expect(t('question.caption', { n: 3, all: 10 })).toBe('Question ٣ of ١٠');
});

test('a percentage is rounded down, so that nothing below the mark reads as the mark', () => {
  expect(percent(0.799)).toBe('79%');
  expect(percent(0.8)).toBe('80%');
  expect(percent(0.29)).toBe('29%');
});

test('an address or a name with braces in it is shown as it is', () => {
  expect(t('self.lesson', { name: '{team}' })).toBe('Read the lesson: {team}');
});
