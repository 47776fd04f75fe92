import { describe, expect, test } from 'vitest';
import { checkPackage } from '../../../src/package/check-package.ts';
import { targets } from '../../../src/package/targets.ts';
import { edit, smallPackage } from '../../support/small-package.ts';

type Files = Map<string, Uint8Array>;
const manifest = 'imsmanifest.xml';

describe.each([
  [targets['scorm2004-3'], '2004 3rd Edition'],
  [targets['scorm2004-4'], '2004 4th Edition'],
] as const)('%s', (target, version) => {
  const check = (files: Files) => checkPackage(files, target, 'tiny-course-1-2-3.zip');

  test('a whole package has no problems', async () => expect(await check(await smallPackage(target))).toEqual([]));

  test.each<[what: string, spoil: (files: Files) => void, says: RegExp]>([
    ['a missing schema file', (files) => files.delete('imsss_v1p0util.xsd'), /imsss_v1p0util\.xsd missing at the root/],
    [
      'an element the schema does not know',
      (files) => edit(files, manifest, '<organizations ', '<lessons/><organizations '),
      /lessons.*not expected/,
    ],
    [
      'a button the standard does not know',
      (files) => edit(files, manifest, 'hideLMSUI>continue<', 'hideLMSUI>next<'),
      /'next' is not an element of the set/,
    ],
    [
      'another schemaversion',
      (files) => edit(files, manifest, `<schemaversion>${version}<`, '<schemaversion>CAM 1.3<'),
      new RegExp(`<schemaversion> must read "${version}", not "CAM 1\\.3"`),
    ],
    [
      'the 1.2 spelling of scormType',
      (files) => edit(files, manifest, 'adlcp:scormType', 'adlcp:scormtype'),
      /needs adlcp:scormType="sco"/,
    ],
    [
      'an item that launches nothing',
      (files) => edit(files, manifest, 'identifierref="tiny-course-resource"', 'identifierref="nowhere"'),
      /launches "nowhere", and no resource/,
    ],
    [
      'a launch page that is no file of the resource',
      (files) => edit(files, manifest, '<file href="index.html"/>', ''),
      /"index\.html" needs a file element of its own/,
    ],
    [
      'a course that leaves its statuses to the LMS',
      (files) => edit(files, manifest, 'objectiveSetByContent="true"', ''),
      /needs objectiveSetByContent="true"/,
    ],
    [
      'a pass mark for the LMS to judge by',
      (files) =>
        edit(
          files,
          manifest,
          '<imsss:deliveryControls',
          '<imsss:objectives><imsss:primaryObjective satisfiedByMeasure="true"><imsss:minNormalizedMeasure>0.8</imsss:minNormalizedMeasure></imsss:primaryObjective></imsss:objectives><imsss:deliveryControls',
        ),
      /<minNormalizedMeasure> would let the LMS pass/,
    ],
  ])('%s is refused', async (_, spoil, says) => {
    const files = await smallPackage(target);
    spoil(files);
    expect((await check(files)).join('\n')).toMatch(says);
  });
});
