import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import type { Course } from '../../../src/course/course.ts';
import { contentPolicy } from '../../../src/package/index-page.ts';
import { moduleDir, projectDir } from '../../../src/package/project.ts';
import { schemaProblems } from '../../../src/package/schemas.ts';
import { targets, webWithEndpoint } from '../../../src/package/targets.ts';
import { buildPackage } from '../../../src/package/build-package.ts';
import { checkPackage } from '../../../src/package/check-package.ts';
import { realCourse } from '../../support/real-course.ts';

let course: Course;
beforeAll(async () => {
  course = await realCourse();
});

const withManifest = (name: string, xml: string) =>
  new Map(
    Object.entries({ 'index.html': '<!doctype html>', [name]: xml }).map(([k, v]) => [k, new TextEncoder().encode(v)]),
  );

/** Published schemas lie beside the project on some machines; no npm package carries them. */
async function bySchema(schema: string, fileName: string, contents: string): Promise<string[]> {
  const path = join(projectDir, '../shared/schemas', schema);
  if (!existsSync(path)) return [];
  const result = await validateXML({
    xml: [{ fileName, contents }],
    schema: [{ fileName: 'schema.xsd', contents: readFileSync(path, 'utf8') }],
  });
  return result.errors.map((error) => error.message);
}

describe('[standards 1.4] tincan.xml', () => {
  const check = (xml: string) => targets.xapi.problems?.(withManifest('tincan.xml', xml));

  test('has no problems, nor by the schema where it is at hand', async () => {
    const xml = targets.xapi.manifest(course, ['index.html']);
    expect(check(xml)).toEqual([]);
    expect(await bySchema('tincan/tincan-reconstructed.xsd', 'tincan.xml', xml)).toEqual([]);
  });

  test.each([
    [/id="[^"]*"/, 'id="unit 1"', /id of an activity must be an absolute IRI/],
    [/type="[^"]*"/, 'type="course"', /type of an activity must be an absolute IRI/],
    [/<launch.*<\/launch>/, '', /exactly one activity may be launched, not 0/],
    [/<launch [^>]*>index/, '<launch>index', /<launch> needs a lang/],
    [/index\.html/, 'start.html', /"start\.html" is not in the package/],
    [/projecttincan\.com/, 'example.com', /root must be <tincan>/],
    [/^[^]*$/, 'hello', /tincan.xml cannot be read: 1:5/],
  ])('%s as %s is told', (from, to, says) => {
    const xml = targets.xapi.manifest(course, ['index.html']).replace(from, to);
    expect(check(xml)?.join('\n')).toMatch(says);
  });
});

describe('[standards 1.3] cmi5.xml', () => {
  const check = (xml: string) => targets.cmi5.problems?.(withManifest('cmi5.xml', xml));

  test('has no problems, nor by the schema where it is at hand', async () => {
    const xml = targets.cmi5.manifest(course, ['index.html']);
    expect(check(xml)).toEqual([]);
    expect(await bySchema('cmi5/CourseStructure.xsd', 'cmi5.xml', xml)).toEqual([]);
  });

  test.each([
    [/<course id="[^"]*"/, '<course id="course 1"', /id of <course> must be an absolute IRI/],
    [/(<course id="([^"]*)"[^]*<au id=)"[^"]*"/, '$1"$2"', /share one id/],
    [/moveOn="[^"]*"/, '', /moveOn must be/],
    [/moveOn="[^"]*"/, 'moveOn="passed"', /moveOn must be/],
    [/moveOn=/, 'masteryScore="1.5" moveOn=', /masteryScore must be a number from 0 to 1/],
    [/moveOn=/, 'masteryScore="0.8" moveOn=', /would let the LMS judge/],
    [/<langstring lang="en">/, '<langstring>', /needs a lang/],
    [/index\.html/, 'start.html', /"start\.html" is not in the package/],
    [/index\.html/, 'index.html?endpoint=1', /may not use endpoint/],
    [/(<url>[^]*<\/url>)/, '', /must hold title, description, objectives, url/],
    [/v1\/CourseStructure/, 'v2/CourseStructure', /root must be <courseStructure>/],
  ])('%s as %s is told', (from, to, says) => {
    const xml = targets.cmi5.manifest(course, ['index.html']);
    expect(xml).toMatch(from);
    expect(check(xml.replace(from, to))?.join('\n')).toMatch(says);
  });
});

describe('our own schemas for manifests nobody publishes one for in npm', () => {
  test.each([
    ['cmi5', 'cmi5.xml', '<url>', '<page/><url>', /page/],
    ['cmi5', 'cmi5.xml', 'launchMethod="AnyWindow"', 'launchMethod="any"', /launchMethod/],
    ['cmi5', 'cmi5.xml', 'moveOn="CompletedAndPassed"', 'masteryScore="high" moveOn="Passed"', /masteryScore/],
    ['cmi5', 'cmi5.xml', /<objective id="[^"]*KP02"/, '<objective id="KP02"', /KP02/],
    ['xapi', 'tincan.xml', '<launch', '<page/><launch', /page/],
    ['xapi', 'tincan.xml', ' lang="en"', '', /lang/],
  ] as const)('%s: %s with %s as %s is not valid', async (target, name, from, to, says) => {
    const xml = targets[target].manifest(course, ['index.html']);
    expect(await schemaProblems(withManifest(name, xml), targets[target])).toEqual([]);
    const broken = withManifest(name, xml.replace(from, to));
    expect((await schemaProblems(broken, targets[target])).join('\n')).toMatch(says);
  });
});

test('a web package with a record store says where answers go, and may reach that host alone', async () => {
  const target = webWithEndpoint('https://lrs.example/xapi/');
  expect(contentPolicy(target)).toMatch(/; connect-src 'self' https:\/\/lrs\.example$/);
  const { files, name } = await buildPackage(moduleDir(course.id), target);
  const text = (path: string) => new TextDecoder().decode(files.get(path));
  expect(text('index.html')).toContain('data-endpoint="https://lrs.example/xapi/"');
  expect(text('READ-ME.txt')).toContain('also sent to the record store at lrs.example');
  expect(text('LICENSE.txt')).toContain('@xapi/xapi');
  expect(JSON.parse(text('version.json'))).toMatchObject({ settings: { endpoint: 'https://lrs.example/xapi/' } });
  expect(await checkPackage(files, target, name)).toEqual([]);
  const silent = new Map(files).set(
    'READ-ME.txt',
    new TextEncoder().encode('Nothing is sent to an LMS or to anyone else.'),
  );
  expect(await checkPackage(silent, target, name)).toEqual([
    'READ-ME.txt must say whether anything is sent, and where.',
  ]);
});

test('[decision 17] only what speaks to a record store may leave its folder, and over https or to this machine', () => {
  expect(contentPolicy(targets.scorm12)).not.toContain('connect-src');
  expect(contentPolicy(targets.web)).not.toContain('connect-src');
  expect(contentPolicy(targets.xapi)).toMatch(
    /; connect-src 'self' https: http:\/\/127\.0\.0\.1:\* http:\/\/localhost:\*$/,
  );
});
