import { expect, it } from 'vitest';
import { piecesOf, seal, unseal } from '../../../src/course/seal.ts';
import { realCourse } from '../../support/real-course.ts';

const saying = async (...texts: string[]) => ({ ...(await realCourse()), description: texts.join(' ') });

it('comes back as it was, whatever signs the course uses', async () => {
  for (const texts of [['Yes | no'], ['a | b', 'c ^ d'], ['a | b', 'c ^ d', 'e ~ f']]) {
    const course = await saying(...texts);
    expect(unseal(structuredClone(seal(course)))).toEqual(structuredClone(course));
  }
});

it('parts its prose by a sign that the course does not use, and says so when there is none', async () => {
  expect(piecesOf(seal(await saying('Yes | no')).prose)).toContain('Yes | no');
  const all = await saying('a | b', 'c ^ d', 'e ~ f', 'g \t h');
  expect(() => seal(all)).toThrow(/leave one of them out/);
});
