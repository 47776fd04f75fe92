import { beforeAll, expect, test } from 'vitest';
import type { Course } from '../../../src/course/course.ts';
import { elements, readXml } from '../../../src/package/read-xml.ts';
import { targets, type TargetName } from '../../../src/package/targets.ts';
import { realModule } from '../../support/real-course.ts';

let english: Course;
let spanish: Course;
beforeAll(async () => {
  const { courses } = await realModule();
  [english, spanish] = ['en', 'es'].map((tag) => courses.find(({ language }) => language === tag)) as [Course, Course];
});

/** The texts of a manifest that stand in a language, as `language text`. */
function told(name: TargetName): string[] {
  const xml = targets[name].manifest(english, ['index.html'], [spanish]);
  const read = readXml(new Map([['m.xml', new TextEncoder().encode(xml)]]), 'm.xml');
  if (read.problem !== null) throw new Error(read.problem);
  return elements(read.root).flatMap((each) => {
    const language = each.attributes['xml:lang'] ?? each.attribute('lang') ?? each.attribute('language');
    return language === undefined ? [] : [`${language} ${each.text}`];
  });
}

test.each(['scorm12', 'scorm2004-4', 'cmi5', 'xapi'] as const)(
  'a %s manifest has title and description in each language of the package',
  (name) => {
    expect(told(name)).toEqual(
      expect.arrayContaining(
        [english, spanish].flatMap((c) => [`${c.language} ${c.title}`, `${c.language} ${c.description}`]),
      ),
    );
  },
);

test('[cmi5 13.1] objectives are named in each language as well', () => {
  for (const course of [english, spanish])
    expect(told('cmi5')).toContain(`${course.language} ${course.objectives[7]?.name}`);
});

test('a package without an LMS says which languages it holds', () => {
  expect(targets.web.manifest(english, [], [spanish])).toContain('Version 1.0.0, languages en, es');
});
