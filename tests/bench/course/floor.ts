import type { Course } from '../../../src/course/course.ts';
import { plainText, type Block, type RichText } from '../../../src/course/text.ts';
import { piecesOf, seal } from '../../../src/course/seal.ts';
import { escapeHtml } from '../../../src/package/html.ts';
import type { Files } from './site.ts';

const STYLE = 'body { font: 1rem/1.5 system-ui, sans-serif; max-width: 45rem; margin: auto; padding: 1rem }';

/**
 * The least a course can cost: its whole text, every sentence of it, as one page of HTML, with a contents list, a small style
 * and no script. The style is a file of its own, because that is what a strict content policy lets in, and ours is one;
 * `inline` puts it into the page, for the least that any page can cost.
 */
export function floorPage(course: Course, inline = false): Files {
  const lessons = course.lessons.map((lesson) =>
    section(lesson.id, plainText(lesson.rule), [
      ...lesson.idea.flatMap(blockText),
      plainText(lesson.example),
      ...[...lesson.dos, ...lesson.donts].map(plainText),
      ...texts(lesson.check),
    ]),
  );
  const calls = course.calls.map((call) =>
    section(
      call.id,
      call.title,
      call.nodes.flatMap((node) => [...texts(node), ...node.options.flatMap(texts)]),
    ),
  );
  const items = course.items.map((item) => section(item.id, item.id, texts(item)));
  const scenes = course.scenes.map((scene) => section(scene.id, scene.title, scene.segments.flatMap(texts)));
  const sections = [...lessons, ...calls, ...items, ...scenes];
  // Glossary, policies, promise and what else the course says.
  const said = sections.join('\n');
  const left = piecesOf(seal(course).prose).filter((text) => text !== '' && !said.includes(escapeHtml(text)));
  const contents = [
    ...course.lessons.map(({ id, rule }) => [id, plainText(rule)]),
    ...course.calls.map((c) => [c.id, c.title]),
  ];
  const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(course.title)}</title>
<link rel="icon" href="data:,">
${inline ? `<style>${STYLE}</style>` : '<link rel="stylesheet" href="style.css">'}</head>
<body><h1>${escapeHtml(course.welcome.heading)}</h1><p>${escapeHtml(plainText(course.welcome.lead))}</p>
<ol>${contents.map(([id = '', text = '']) => `<li><a href="#${id}">${escapeHtml(text)}</a></li>`).join('')}</ol>
${said}
${section('more', 'More', left)}
</body></html>`;
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  return new Map([['index.html', encode(page)], ...(inline ? [] : [['style.css', encode(STYLE)] as const])]);
}

function section(id: string, title: string, paragraphs: readonly string[]): string {
  return `<section id="${id}"><h2>${escapeHtml(title)}</h2>${paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`).join('')}</section>`;
}

function blockText(block: Block): string[] {
  return block.kind === 'list' ? block.items.map(plainText) : [plainText(block.text)];
}

/** Every text in a piece of the course, ids and links left out. */
function texts(piece: unknown): string[] {
  if (Array.isArray(piece)) {
    return piece.some((each) => typeof each === 'string')
      ? [plainText(piece as RichText)]
      : piece.flatMap((each: unknown) => texts(each));
  }
  if (piece === null || typeof piece !== 'object') return [];
  return Object.entries(piece).flatMap(([key, value]) =>
    typeof value === 'string' ? (WORDS.includes(key) ? [value] : []) : texts(value),
  );
}

const WORDS = ['stem', 'text', 'why', 'then', 'coach', 'rule', 'says', 'note', 'title'];
