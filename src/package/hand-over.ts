import type { Course } from '../course/course.ts';
import type { Release } from '../course/authoring/release.ts';
import { escapeHtml, htmlPage } from './html.ts';
import { guideOf, NO_MASTERY, type Preset } from './presets.ts';
import type { Target } from './targets.ts';

/** What the sheet tells about one zip. */
export interface HandOver {
  course: Course;
  /** In all its languages. */
  courses: readonly Course[];
  target: Target;
  release: Release;
  preset: Preset | undefined;
  /** Name of the zip, without a folder. */
  zipName: string;
  sizeBytes: number;
  sha256: string;
}

/** A release as one sentence: whether to replace the old package or to make a new activity. */
export function releaseSentence({ kind, since, version, changes }: Release): string {
  const before = since === null ? `an earlier package of version ${version}` : `version ${since}`;
  switch (kind) {
    case 'first':
      return 'First release: make a new activity.';
    case 'text':
      return `Text: only wording differs from ${before}, so replace the package in place.`;
    case 'structure':
      return `Structure: make a new activity and retire the old one, because this is not ${before} with other words: ${changes.join(' ')}`;
  }
}

/** What SCORM 1.2 reports at the end, in words; the other standards keep completion and success apart. */
export function statusSentence(course: Course, target: Target): string {
  if (target.endpoint !== undefined) return 'completed and passed, as statements';
  if (target.name === 'web') return 'none: no LMS hears of it';
  if (target.name !== 'scorm12') return 'completed and passed, each on its own';
  return course.settings.status === 'completed'
    ? 'completed only, never passed or failed; the score is sent all the same'
    : 'completed, then passed; failed only when a limit on tries is used up';
}

/** The one-page sheet that goes to whoever looks after the LMS: what this file is, and what to do with it. */
export function handOverHtml(sheet: HandOver): string {
  const { course, courses, target, release, preset, zipName, sizeBytes, sha256 } = sheet;
  const title = `${course.shortTitle}, version ${course.version}, for ${preset ? preset.lms : target.standard}`;
  const rows = (pairs: [string, string][]): string =>
    pairs
      .map(([name, value]) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`)
      .join('\n');
  const list = (sentences: readonly string[]): string =>
    `<ul>\n${sentences.map((each) => `<li>${escapeHtml(each)}</li>`).join('\n')}\n</ul>`;
  return htmlPage({
    language: 'en',
    title: `Hand-over sheet: ${title}`,
    body: `<h1>${escapeHtml(title)}</h1>
<p>Hand-over sheet for the file <code>${escapeHtml(zipName)}</code></p>
<table class="facts">
<caption>The file</caption>
<tbody>
${rows([
  ['Title', course.title],
  ['Standard', target.standard],
  ['Identifier', `${course.id}: the same in every version, because learner records hang on it`],
  ['Version', `${course.version}, build ${course.build}`],
  ['Release', releaseSentence(release)],
  ['Languages', languagesOf(courses)],
  ['Size', `${sizeBytes.toLocaleString('en')} bytes`],
  ['SHA-256', sha256],
])}
</tbody>
</table>
<table class="facts">
<caption>Settings it was built with</caption>
<tbody>
${rows([
  ['Preset', preset ? `${preset.name} (${preset.lms})` : 'none'],
  [
    'Pass mark',
    `${course.settings.mastery} %, with two more conditions: each motivation, and no critical mistake left open`,
  ],
  ['Pass mark in the manifest', NO_MASTERY],
  ['Status reported', statusSentence(course, target)],
])}
</tbody>
</table>
<h2>What is stored, and where</h2>
${list(storedWhere(target))}
<h2>How to replace a version</h2>
${list([
  'Take a package of the same standard: switching the standard loses the learners’ records.',
  'Text release: replace the package inside the activity. Learners go on where they were.',
  'Structure release: make a new activity, close the old one to new learners, and keep its records.',
  'Compare the SHA-256 above with that of the file you upload; the version also stands in version.json inside it.',
])}
<h2>Uploading</h2>
<p>The steps and settings are in <code>${escapeHtml(guideOf(preset))}</code> of the project. Upload the zip as it is; do not unpack it or zip it again.</p>`,
  });
}

/** Which languages there are, the one that comes first and what is not translated yet. */
function languagesOf(courses: readonly Course[]): string {
  const names = courses.map(({ language, untranslated }) =>
    untranslated
      ? `${language} (${untranslated.texts.length} pieces of text still in ${untranslated.language})`
      : language,
  );
  return names.length === 1
    ? names.join()
    : `${names.join(', ')}: each learner gets the one the LMS or the browser asks for, else the first, and can change it`;
}

/** What the outbox of src/tracking keeps. */
const SEALED =
  'On the computer: a sealed copy of the last answers, for at most seven days; only the learner’s own next launch opens it.';

function storedWhere({ name, online, endpoint }: Target): string[] {
  const record =
    'status, score, active time, every answer, results for each key point, the place to go on from, and the signed promise with the typed name';
  if (endpoint !== undefined)
    return [
      'In the browser tab: progress, until the tab is closed. Learners can save it to a file.',
      `In the record store at ${new URL(endpoint).host}: ${record}; under a made-up name unless the link names the learner.`,
    ];
  if (name === 'web')
    return [
      'In the browser tab: progress, until the tab is closed. Learners can save it to a file.',
      'In an LMS: nothing. Nothing is sent to anyone.',
    ];
  if (online)
    return [
      `In the record store that the LMS names at launch: ${record}, in the name the LMS gives.`,
      SEALED,
      'In the browser tab: the launch address, so that a reload goes on; gone when the tab is closed.',
      'What leaves the LMS: only what goes to that record store. The course calls no other address.',
    ];
  return [
    `In the LMS: ${record}.`,
    SEALED,
    'What leaves the LMS: nothing. The course calls no other address, and uses no cookies.',
  ];
}
