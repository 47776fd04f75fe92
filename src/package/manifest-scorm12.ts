import { create } from 'xmlbuilder2';
import type { Course } from '../course/course.ts';

/** Namespaces of a SCORM 1.2 manifest. Source: SCORM 1.2 Content Aggregation Model, and its schema files. */
export const namespaces = {
  imscp: 'http://www.imsproject.org/xsd/imscp_rootv1p1p2',
  adlcp: 'http://www.adlnet.org/xsd/adlcp_rootv1p2',
  imsmd: 'http://www.imsglobal.org/xsd/imsmd_rootv1p2p1',
  xsi: 'http://www.w3.org/2001/XMLSchema-instance',
} as const;

/** Schema files that a manifest refers to; they travel at the root of the package. */
export const schemaFiles = [
  'adlcp_rootv1p2.xsd',
  'ims_xml.xsd',
  'imscp_rootv1p1p2.xsd',
  'imsmd_rootv1p2p1.xsd',
] as const;

const schemaLocations = [
  `${namespaces.imscp} imscp_rootv1p1p2.xsd`,
  `${namespaces.adlcp} adlcp_rootv1p2.xsd`,
  `${namespaces.imsmd} imsmd_rootv1p2p1.xsd`,
].join(' ');

type Facts = Pick<Course, 'id' | 'version' | 'title' | 'description' | 'language' | 'minutes' | 'motivations'>;

/** How long the course takes as a rule. */
export const minutesOf = ({ minutes }: Pick<Course, 'minutes'>): number =>
  Object.values(minutes).reduce((sum, part) => sum + part, 0);

/**
 * imsmanifest.xml of a one-SCO SCORM 1.2 package that lists `files` (paths in the package, the manifest itself left out).
 * Identifiers come from the course id alone: learner records hang on them, so no version may change them. There is
 * no masteryscore: an LMS that judges the score by itself would pass a learner with a critical mistake still open.
 */
export function manifestScorm12(course: Facts, files: readonly string[], others: readonly Facts[] = []): string {
  const all = [course, ...others];
  const langstring = (text: (course: Facts) => string) => ({
    'imsmd:langstring': all.map((each) => ({ '@xml:lang': each.language, '#': text(each) })),
  });
  const document = create(
    { version: '1.0', encoding: 'UTF-8' },
    {
      manifest: {
        '@xmlns': namespaces.imscp,
        '@xmlns:adlcp': namespaces.adlcp,
        '@xmlns:imsmd': namespaces.imsmd,
        '@xmlns:xsi': namespaces.xsi,
        '@xsi:schemaLocation': schemaLocations,
        '@identifier': course.id,
        '@version': course.version,
        metadata: {
          schema: 'ADL SCORM',
          schemaversion: '1.2',
          'imsmd:lom': {
            'imsmd:general': {
              'imsmd:title': langstring((each) => each.title),
              'imsmd:language': all.map(({ language }) => language),
              'imsmd:description': langstring((each) => each.description),
              'imsmd:keyword': course.motivations.map((_, at) =>
                langstring((each) => each.motivations[at]?.name ?? ''),
              ),
            },
            'imsmd:lifecycle': {
              'imsmd:version': { 'imsmd:langstring': { '@xml:lang': course.language, '#': course.version } },
            },
            'imsmd:educational': {
              'imsmd:typicallearningtime': { 'imsmd:datetime': `00:${String(minutesOf(course)).padStart(2, '0')}:00` },
            },
          },
        },
        organizations: {
          '@default': `${course.id}-organization`,
          organization: {
            '@identifier': `${course.id}-organization`,
            title: course.title,
            item: {
              '@identifier': `${course.id}-item`,
              '@identifierref': `${course.id}-resource`,
              '@isvisible': 'true',
              title: course.title,
            },
          },
        },
        resources: {
          resource: {
            '@identifier': `${course.id}-resource`,
            '@type': 'webcontent',
            '@adlcp:scormtype': 'sco', // all lower case in 1.2; the 2004 spelling would make it no SCO
            '@href': 'index.html',
            file: [...files].sort().map((href) => ({ '@href': href })),
          },
        },
      },
    },
  );
  return `${document.end({ prettyPrint: true })}\n`;
}
