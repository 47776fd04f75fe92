import { file, text, type Answer } from './answers.ts';
import type { ModuleState } from './modules.ts';

/** Whether a package speaks to the window above it, which must then be of its own origin. */
const isScorm = (target: string): boolean => target.startsWith('scorm');

/**
 * Whether a package is served from the origin for foreign ones, from where it reaches neither our page nor what the page
 * may ask. SCORM leaves no such choice: its LMS is an object in the window above.
 */
export const isApart = (module: ModuleState): boolean =>
  module.kind === 'built' && module.foreign !== undefined && ![...module.packages.keys()].some(isScorm);

/** Answers `/play/<module>/<target>/<path>` from memory. `policy` gives the Content-Security-Policy. */
export function play(
  modules: readonly ModuleState[],
  [, name = '', target = '', ...path]: string[],
  policy: (module: ModuleState, target: string) => string,
): Answer {
  const module = modules.find((each) => each.name === name);
  const files = module?.kind === 'built' ? module.packages.get(target) : undefined;
  if (!module || !files) return text(404, `There is no package "${name}" for "${target}" to play.`);
  return { ...file(files, path.join('/')), headers: { 'content-security-policy': policy(module, target) } };
}

/**
 * The policy for a package of unknown origin. Authoring tools write inline scripts and evaluate text, so both are let
 * be; but all it loads, asks and frames is its own folder, and its record store. Source: Content Security Policy Level 3.
 * `here`: the origins it is served from; `lms`: the origins of our page.
 */
export function foreignPolicy(name: string, here: readonly string[], lms: readonly string[]): string {
  const own = here.map((origin) => `${origin}/play/${name}/`).join(' ');
  const store = lms.map((origin) => `${origin}/lrs/${name}/`).join(' ');
  return [
    `default-src ${own} data: blob:`,
    `script-src ${own} blob: 'unsafe-inline' 'unsafe-eval'`,
    `style-src ${own} 'unsafe-inline'`,
    `connect-src ${own} ${store} data: blob:`,
    `frame-src ${own} ${lms.map((origin) => `${origin}/back`).join(' ')} data: blob:`,
    "object-src 'none'",
    `base-uri ${own}`,
    `form-action ${own}`,
    `frame-ancestors ${[...here, ...lms].join(' ')}`,
  ].join('; ');
}
