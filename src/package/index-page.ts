import type { Course } from '../course/course.ts';
import { escapeHtml } from './html.ts';
import { PackageError } from './package-error.ts';
import type { Target } from './targets.ts';
import { brokenHtml, welcomeHtml } from './welcome.ts';

const ownFolder =
  "default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'";

/**
 * What the course may load and run: only what is in its own folder. xAPI and cmi5 also speak to whichever record store
 * the LMS names at launch; on plain http that is one on this machine, as in the preview and in players for trying packages out. Source: Content Security Policy Level 3.
 */
export function contentPolicy({ online, endpoint }: Pick<Target, 'online' | 'endpoint'>): string {
  if (endpoint !== undefined) return `${ownFolder}; connect-src 'self' ${new URL(endpoint).origin}`;
  return online ? `${ownFolder}; connect-src 'self' https: http://127.0.0.1:* http://localhost:*` : ownFolder;
}

/**
 * index.html of a package: the bundled player page, told its languages, title and standard, held to `contentPolicy`, and
 * with the welcome in it for whoever waits, and the course text loaded before the player, or where there are several with what chooses one.
 * `courses`: in all languages, the one the page is written in first. `drawing`: an SVG for the welcome.
 * @throws PackageError when the page lacks a place to put one of these
 */
export function indexPage(page: string, courses: readonly Course[], target: Target, drawing = ''): string {
  const [course] = courses;
  if (course === undefined) throw new PackageError('index.html', ['there is no course to show']);
  const problems: string[] = [];
  const put = (html: string, place: RegExp, what: string, by: string) => {
    if (!place.test(html))
      problems.push(`src/app/player.html has no ${what}; the builder puts the package's own there.`);
    return html.replace(place, () => by);
  };
  const scripts = [
    courses.length > 1 ? 'async src="./language.js"' : `defer src="./content.${course.language}.js"`,
    ...(courses.some(({ untranslated }) => untranslated) ? ['defer src="./mark-language.js"'] : []),
    'defer src="./course.js"',
  ];
  const policy = `<meta http-equiv="Content-Security-Policy" content="${contentPolicy(target)}">`;
  let html = page.replace(/\s*(<meta\s+http-equiv="Content-Security-Policy"[^>]*>|<!--.*?-->)/gis, '');
  html = put(
    html,
    /<html[^>]*>/,
    '<html> tag',
    `<html ${attributes({
      lang: course.language,
      dir: course.direction,
      'data-standard': target.name,
      'data-languages': courses.length > 1 ? courses.map(({ language }) => language).join(' ') : undefined,
      'data-endpoint': target.endpoint,
    })}>`,
  );
  html = put(html, /<title>[^<]*<\/title>/, '<title>', `<title>${escapeHtml(course.title)}</title>`);
  html = put(html, /<meta charset="utf-8"\s*\/?>/i, '<meta charset="utf-8">', `<meta charset="utf-8">\n    ${policy}`);
  html = put(
    html,
    /<script defer src="\.\/course\.js"><\/script>/,
    'script of type "module" to bundle',
    scripts.map((tag) => `<script ${tag}></script>`).join('\n    '),
  );
  html = put(
    html,
    /<link rel="stylesheet" href="\.\/style\.css">/,
    'style sheet to bundle',
    '<link rel="stylesheet" href="./first.css">\n    <link rel="preload" as="style" href="./style.css">',
  );
  const welcome = welcomeHtml(course, drawing);
  html = put(html, /<body>/, '<body> tag', `<body>\n    ${welcome}\n    ${brokenHtml(courses)}`);
  if (problems.length > 0) throw new PackageError('index.html', problems);
  return html;
}

const attributes = (values: Record<string, string | undefined>): string =>
  Object.entries(values)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}="${escapeHtml(value)}"`]))
    .join(' ');
