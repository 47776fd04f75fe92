import { expect, it } from 'vitest';
import { piecesOf, seal, unseal } from '../../../src/course/seal.ts';
import { fixtureCourse } from '../../support/fixture-course.ts';

const saying = (...texts: string[]) => ({ ...fixtureCourse(), description: texts.join(' ') });

it('comes back as it was, whatever signs the course uses', () => {
  for (const course of [saying('Yes | no'), saying('a | b', 'c ^ d'), saying('a | b', 'c ^ d', 'e ~ f')])
    expect(unseal(structuredClone(seal(course)))).toEqual(structuredClone(course));
});

it('parts its prose by a sign that the course does not use, and says so when there is none', () => {
  expect(piecesOf(seal(saying('Yes | no')).prose)).toContain('Yes | no');
  expect(() => seal(saying('a | b', 'c ^ d', 'e ~ f', 'g \t h'))).toThrow(/leave one of them out/);
});
