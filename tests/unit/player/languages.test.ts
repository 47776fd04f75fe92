import { expect, test } from 'vitest';
import { isRightToLeft } from '../../../src/course/authoring/direction.ts';
import { ownName } from '../../../src/course/authoring/languages.ts';
import { chooseLanguage } from '../../../src/player/languages.ts';

test.each([
  [['es'], ['en', 'es'], 'es'],
  [['es-MX', 'en'], ['en', 'es'], 'es'],
  [['pt'], ['en', 'pt-BR'], 'pt-BR'],
  [['pt-BR'], ['en', 'pt-PT', 'pt-BR'], 'pt-BR'],
  [['de', 'fr'], ['en', 'es'], 'en'],
  [[], ['es', 'en'], 'es'],
])('[RFC 4647 3.4] of %j the package with %j speaks %s', (wanted, known, chosen) => {
  expect(chooseLanguage(wanted, known)).toBe(chosen);
});

test('a language is called as it calls itself', () => {
  expect(['en', 'es', 'ar'].map(ownName)).toEqual(['English', 'Español', 'العربية']);
});

test('languages written from right to left are known by tag or script', () => {
  expect(['ar', 'ar-XB', 'he', 'ur-PK', 'az-Arab'].map(isRightToLeft)).toEqual([true, true, true, true, true]);
  expect(['en', 'es', 'arn', 'en-XA'].map(isRightToLeft)).toEqual([false, false, false, false]);
});
