import { beforeAll, describe, expect, it } from 'vitest';
import { healthWords } from '../../../src/player/health-words.ts';
import { interfaceIn } from '../../../src/player/locales/catalogues.ts';
import { useCatalogue } from '../../../src/player/translate.ts';

beforeAll(() => useCatalogue('en', interfaceIn('en')));

describe('how saving stands, in words', () => {
  it.each([1, 2])('never says a plain “Saved” when %d of the results were refused', (refused) => {
    const { words, mood } = healthWords({ kind: 'saved', refused });
    expect(words).toMatch(new RegExp(`^Saved, but ${refused} results? (was|were) refused\\. Tell your trainer\\.$`));
    expect(mood).toBe('alarm');
    expect(healthWords({ kind: 'saved', refused }, true)).toEqual({ words, mood });
  });

  it('is calm when all is stored', () => {
    expect(healthWords({ kind: 'saved' })).toEqual({ words: 'Saved', mood: 'calm' });
    expect(healthWords({ kind: 'saved' }, true)).toEqual({ words: 'Kept in this browser tab', mood: 'calm' });
  });
});
