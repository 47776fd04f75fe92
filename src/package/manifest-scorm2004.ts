import { create } from 'xmlbuilder2';
import type { Course } from '../course/course.ts';
import { minutesOf } from './manifest-scorm12.ts';

/** Namespaces of a SCORM 2004 manifest, 3rd and 4th edition. Source: SCORM 2004 Content Aggregation Model, and its schema files. */
export const namespaces2004 = {
  imscp: 'http://www.imsglobal.org/xsd/imscp_v1p1',
  adlcp: 'http://www.adlnet.org/xsd/adlcp_v1p3',
  adlseq: 'http://www.adlnet.org/xsd/adlseq_v1p3',
  adlnav: 'http://www.adlnet.org/xsd/adlnav_v1p3',
  imsss: 'http://www.imsglobal.org/xsd/imsss',
  lom: 'http://ltsc.ieee.org/xsd/LOM',
  xsi: 'http://www.w3.org/2001/XMLSchema-instance',
} as const;

/** The text that tells an LMS the edition; with any other text some take the package for SCORM 1.2. */
export const schemaVersions = { 'scorm2004-3': '2004 3rd Edition', 'scorm2004-4': '2004 4th Edition' } as const;

/** Schema files that a manifest refers to, directly or through one another; they travel at the root of the package. */
export const schemaFiles2004 = [
  'XMLSchema.dtd',
  'adlcp_v1p3.xsd',
  'adlnav_v1p3.xsd',
  'adlseq_v1p3.xsd',
  'datatypes.dtd',
  'imscp_v1p1.xsd',
  'imsss_v1p0.xsd',
  'imsss_v1p0auxresource.xsd',
  'imsss_v1p0control.xsd',
  'imsss_v1p0delivery.xsd',
  'imsss_v1p0limit.xsd',
  'imsss_v1p0objective.xsd',
  'imsss_v1p0random.xsd',
  'imsss_v1p0rollup.xsd',
  'imsss_v1p0seqrule.xsd',
  'imsss_v1p0util.xsd',
  'xml.xsd',
] as const;

const schemaLocations = [
  `${namespaces2004.imscp} imscp_v1p1.xsd`,
  `${namespaces2004.adlcp} adlcp_v1p3.xsd`,
  `${namespaces2004.adlseq} adlseq_v1p3.xsd`,
  `${namespaces2004.adlnav} adlnav_v1p3.xsd`,
  `${namespaces2004.imsss} imsss_v1p0.xsd`,
].join(' ');

/** Buttons of the LMS that would lead nowhere in a course of one part, or throw its data away. */
const hidden = ['continue', 'previous', 'abandon', 'abandonAll'];

type Facts = Pick<Course, 'id' | 'version' | 'title' | 'description' | 'language' | 'minutes' | 'motivations'>;

/**
 * imsmanifest.xml of a one-SCO SCORM 2004 package that lists `files` (paths in the package, the manifest itself left out).
 * Identifiers come from the course id alone: learner records hang on them, so no version may change them. The course
 * sets both of its statuses itself, and there is no minNormalizedMeasure and no completionThreshold: an LMS that judges
 * by score or progress would pass a learner with a critical mistake still open.
 */
export function manifestScorm2004(
  edition: keyof typeof schemaVersions,
  course: Facts,
  files: readonly string[],
  others: readonly Facts[] = [],
): string {
  const document = create(
    { version: '1.0', encoding: 'UTF-8' },
    {
      manifest: {
        '@xmlns': namespaces2004.imscp,
        '@xmlns:adlcp': namespaces2004.adlcp,
        '@xmlns:adlseq': namespaces2004.adlseq,
        '@xmlns:adlnav': namespaces2004.adlnav,
        '@xmlns:imsss': namespaces2004.imsss,
        '@xmlns:xsi': namespaces2004.xsi,
        '@xsi:schemaLocation': schemaLocations,
        '@identifier': course.id,
        '@version': course.version,
        metadata: {
          schema: 'ADL SCORM',
          schemaversion: schemaVersions[edition],
          ...(edition === 'scorm2004-4' ? { 'lom:lom': learningObject([course, ...others]) } : {}),
        },
        organizations: {
          '@default': `${course.id}-organization`,
          organization: {
            '@identifier': `${course.id}-organization`,
            '@adlseq:objectivesGlobalToSystem': 'false',
            title: course.title,
            item: {
              '@identifier': `${course.id}-item`,
              '@identifierref': `${course.id}-resource`,
              '@isvisible': 'true',
              title: course.title,
              'imsss:sequencing': {
                'imsss:deliveryControls': {
                  '@tracked': 'true',
                  // Without these two an LMS completes and satisfies an attempt that has reported nothing.
                  '@completionSetByContent': 'true',
                  '@objectiveSetByContent': 'true',
                },
              },
              'adlnav:presentation': { 'adlnav:navigationInterface': { 'adlnav:hideLMSUI': hidden } },
            },
            // With flow the LMS opens the one part by itself.
            'imsss:sequencing': { 'imsss:controlMode': { '@choice': 'true', '@flow': 'true' } },
          },
        },
        resources: {
          resource: {
            '@identifier': `${course.id}-resource`,
            '@type': 'webcontent',
            '@adlcp:scormType': 'sco', // with a capital T in 2004; the 1.2 spelling would make it no SCO
            '@href': 'index.html',
            file: [...files].sort().map((href) => ({ '@href': href })),
          },
        },
      },
    },
  );
  return `${document.end({ prettyPrint: true })}\n`;
}

/**
 * What catalogues show: title, description, keywords, version, length. The 4th edition takes it without its schema; the 3rd
 * would need the dozen files of that schema in every zip, so it goes without.
 */
function learningObject([course, ...others]: readonly [Facts, ...Facts[]]) {
  const all = [course, ...others];
  const text = (words: (course: Facts) => string) => ({
    'lom:string': all.map((each) => ({ '@language': each.language, '#': words(each) })),
  });
  return {
    '@xmlns:lom': namespaces2004.lom,
    'lom:general': {
      'lom:title': text((each) => each.title),
      'lom:language': all.map(({ language }) => language),
      'lom:description': text((each) => each.description),
      'lom:keyword': course.motivations.map((_, at) => text((each) => each.motivations[at]?.name ?? '')),
    },
    'lom:lifeCycle': {
      'lom:version': { 'lom:string': { '@language': course.language, '#': course.version } },
    },
    'lom:educational': { 'lom:typicalLearningTime': { 'lom:duration': `PT${minutesOf(course)}M` } },
  };
}
