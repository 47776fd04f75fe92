import { expect, it } from 'vitest';
import { renamed, shortened, shortKeys } from '../../../src/package/short-keys.ts';

const script =
  'f(`home.start`);f(`home.minutes`,{count:2});f(`error.${type}`);f(`error.choice`);g(`home.start`,"home.start")';
const keys = ['home.start', 'home.minutes_one', 'home.minutes_other', 'error.choice', 'home.unused'];

it('a text that the script names has a number, in the script and in each language, plural forms and all', () => {
  const short = shortKeys(script, keys);
  expect([...short]).toEqual([
    ['home.start', 1],
    ['home.minutes', 2],
  ]);
  expect(shortened(script, short)).toBe(
    'f( 1 );f( 2 ,{count:2});f(`error.${type}`);f(`error.choice`);g( 1 ,"home.start")',
  );
  expect(renamed({ 'home.start': 'Empezar', 'home.minutes_many': '{count} de minutos' }, short)).toEqual({
    list: ['', 'Empezar', ''],
    named: { '2_many': '{count} de minutos' },
  });
});

it('what the script puts together as it runs keeps its name', () => {
  const short = shortKeys(script, keys);
  expect(short.has('error.choice')).toBe(false);
  expect(renamed({ 'error.choice': 'Choose one.' }, short).named).toEqual({ 'error.choice': 'Choose one.' });
});
