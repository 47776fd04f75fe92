import { describe, expect, test } from 'vitest';
import { catalogueFor } from '../../../src/player/locales/catalogues.ts';
import { en } from '../../../src/player/locales/en.ts';
import { es } from '../../../src/player/locales/es.ts';

/** The places to fill in each text, such as `{count}`. */
const places = (catalogue: Record<string, string>) =>
  Object.entries(catalogue).map(([key, text]) => [key, ...(text.match(/\{\w+\}/g) ?? []).sort()]);

describe('the interface in another language', () => {
  test('has every text and every place to fill in', () => {
    expect(places(es)).toEqual(places(en));
  });

  test('is found by a regional tag, and is English where nobody translated it', () => {
    expect(catalogueFor('es-MX')).toBe(es);
    expect(catalogueFor('pl')).toBe(en);
  });
});
