import { expect, it } from 'vitest';
import { renamed, shortened, shortKeys } from '../../../src/package/short-keys.ts';

const script =
  'f(`home.start`);f(`home.minutes`,{count:2});f(`error.${type}`);f(`error.choice`);g(`home.start`,"home.start")';
const keys = ['home.start', 'home.minutes_one', 'home.minutes_other', 'error.choice', 'home.unused'];

it('a text that the script names has a short name, in the script and in each language, plural forms and all', () => {
  const short = shortKeys(script, keys);
  expect([...short]).toEqual([
    ['home.start', '_0'],
    ['home.minutes', '_1'],
  ]);
  expect(shortened(script, short)).toBe(
    'f(`_0`);f(`_1`,{count:2});f(`error.${type}`);f(`error.choice`);g(`_0`,"home.start")',
  );
  expect(renamed({ 'home.start': 'Empezar', 'home.minutes_many': '{count} de minutos' }, short)).toEqual({
    _0: 'Empezar',
    _1_many: '{count} de minutos',
  });
});

it('what the script puts together as it runs keeps its name', () => {
  const short = shortKeys(script, keys);
  expect(short.has('error.choice')).toBe(false);
  expect(renamed({ 'error.choice': 'Choose one.' }, short)).toEqual({ 'error.choice': 'Choose one.' });
});
