import { stringify } from 'csv-stringify/sync';
import type { CallNode, Course, Question, Scene } from '../course/course.ts';
import { LABELS } from '../course/interactions/scene.ts';
import { escapeHtml, htmlPage } from './html.ts';

/** One thing a learner could answer, as a trainer looks it up: what stands behind an id and a letter in an LMS report. */
interface KeyRow {
  id: string;
  slug: string;
  type: string;
  stem: string;
  /** SCORM 1.2 letter, where an LMS refuses readable responses. */
  letter: string;
  choice: string;
  text: string;
  key: string;
  quality: string;
  kp: string;
  rf: string;
}

const COLUMNS: (keyof KeyRow)[] = [
  'id',
  'slug',
  'type',
  'stem',
  'letter',
  'choice',
  'text',
  'key',
  'quality',
  'kp',
  'rf',
];

/** The legend of a course, one row for each choice. For trainers only: it holds every answer and never goes into the package. */
export function itemKey(course: Course): KeyRow[] {
  const checks = course.lessons.map((lesson) => ({ ...lesson.check, kp: lesson.check.kp ?? lesson.id }));
  return [
    ...[...checks, ...course.items].flatMap(questionRows),
    ...course.calls.flatMap((call) => call.nodes.flatMap((node) => nodeRows(node, call.slug, call.rf.join(' ')))),
    ...course.scenes.flatMap(sceneRows),
  ];
}

/** The legend as CSV: UTF-8 with a byte order mark, every field quoted, nothing a spreadsheet would run as a formula. */
export function itemKeyCsv(course: Course): string {
  return stringify(itemKey(course), { header: true, columns: COLUMNS, bom: true, quoted: true, escape_formulas: true });
}

/** What stands above each column of the page. */
const HEADINGS: Record<keyof KeyRow, string> = {
  id: 'Id',
  slug: 'Name in reports',
  type: 'Type',
  stem: 'Question',
  letter: 'Letter',
  choice: 'Choice',
  text: 'Text',
  key: 'Right',
  quality: 'Quality',
  kp: 'Key point',
  rf: 'Red flag',
};

/** The legend as a page to read or print; the same rows and columns as the CSV. */
export function itemKeyHtml(course: Course): string {
  const head = COLUMNS.map((name) => `<th scope="col">${HEADINGS[name]}</th>`).join('');
  const rows = itemKey(course).map((row) => {
    const [id, ...rest] = COLUMNS.map((name) => escapeHtml(row[name]));
    return `<tr><th scope="row">${id}</th>${rest.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  const title = `Item key of ${course.shortTitle}, version ${course.version}`;
  return htmlPage({
    language: course.language,
    title,
    wide: true,
    body: `<h1>${escapeHtml(title)}</h1>
<p><strong>For trainers only: it holds every answer.</strong> It tells what an id, a letter or a choice in your LMS’s reports stands for.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Item key">
<table class="key">
<caption>One row for each choice</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</div>`,
  });
}

const letter = (at: number): string => String.fromCharCode(97 + at);

function questionRows(q: Question): KeyRow[] {
  const base = { id: q.id, slug: q.slug, type: q.type, stem: q.stem, quality: '', kp: q.kp ?? '', rf: q.rf ?? '' };
  const row = (at: number, choice: string, text: string, key: string): KeyRow => ({
    ...base,
    letter: letter(at),
    choice,
    text,
    key,
  });
  switch (q.type) {
    case 'choice':
      return q.options.map((o, at) => row(at, o.id, o.text, o.id === q.key ? 'right' : ''));
    case 'multiple':
      return q.options.map((o, at) => row(at, o.id, o.text, q.key.includes(o.id) ? 'right' : ''));
    case 'true-false':
      return [{ ...base, letter: q.key ? 't' : 'f', choice: String(q.key), text: '', key: 'right' }];
    case 'matching':
      return q.sources.map((s, at) => {
        const target = q.targets.findIndex((t) => t.id === q.key[s.id]);
        return row(at, s.id, s.text, `${letter(target)} ${q.key[s.id]}: ${q.targets[target]?.text}`);
      });
    case 'sequencing':
      return q.steps.map((s, at) => row(at, s.id, s.text, `step ${q.key.indexOf(s.id) + 1}`));
    case 'numeric':
      return [{ ...base, letter: '', choice: '', text: '', key: String(q.key) }];
    case 'fill-in':
      return [{ ...base, letter: '', choice: '', text: '', key: q.key.join(' / ') }];
  }
}

function nodeRows(node: CallNode, slug: string, rf: string): KeyRow[] {
  const stem = [node.speaker, node.says].filter(Boolean).join(': ');
  return node.options.map((o, at) => ({
    id: node.id,
    slug,
    type: 'call',
    stem,
    letter: letter(at),
    choice: o.id,
    text: o.text,
    key: node.key[o.id] === 'best' ? 'right' : '',
    quality: node.key[o.id] ?? '',
    kp: node.kp.join(' '),
    rf,
  }));
}

function sceneRows(scene: Scene): KeyRow[] {
  return scene.segments.map((segment, at) => {
    const label = scene.key[segment.id] ?? 'none';
    return {
      id: scene.id,
      slug: scene.slug,
      type: 'scene',
      stem: scene.title,
      letter: letter(at),
      choice: segment.id,
      text: segment.text,
      key: `${letter(LABELS.indexOf(label))} ${label}`,
      quality: '',
      kp: '',
      rf: label === 'none' ? '' : label,
    };
  });
}
