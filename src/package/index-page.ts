import type { Course } from '../course/course.ts';
import { escapeHtml } from './html.ts';
import { PackageError } from './package-error.ts';
import type { Target } from './targets.ts';

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
 * index.html of a package: the bundled player page, told its language, title and standard, held to `contentPolicy`,
 * and with the course text loaded before the player.
 * @throws PackageError when the page lacks a place to put one of these
 */
export function indexPage(page: string, course: Course, target: Target, contentFile: string): string {
  const problems: string[] = [];
  const put = (html: string, place: RegExp, what: string, by: string) => {
    if (!place.test(html))
      problems.push(`src/app/player.html has no ${what}; the builder puts the package's own there.`);
    return html.replace(place, () => by);
  };
  const policy = `<meta http-equiv="Content-Security-Policy" content="${contentPolicy(target)}">`;
  let html = page.replace(/\s*<meta\s+http-equiv="Content-Security-Policy"[^>]*>/i, '');
  html = put(
    html,
    /<html[^>]*>/,
    '<html> tag',
    `<html lang="${escapeHtml(course.language)}" data-standard="${target.name}"${target.endpoint === undefined ? '' : ` data-endpoint="${escapeHtml(target.endpoint)}"`}>`,
  );
  html = put(html, /<title>[^<]*<\/title>/, '<title>', `<title>${escapeHtml(course.title)}</title>`);
  html = put(html, /<meta charset="utf-8"\s*\/?>/i, '<meta charset="utf-8">', `<meta charset="utf-8">\n    ${policy}`);
  html = put(
    html,
    /<script defer src="\.\/course\.js"><\/script>/,
    'script of type "module" to bundle',
    `<script defer src="./${contentFile}"></script>\n    <script defer src="./course.js"></script>`,
  );
  if (problems.length > 0) throw new PackageError('index.html', problems);
  return html;
}
