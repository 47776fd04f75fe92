import { statusSentence } from '../hand-over.ts';
import type { LoadedModule, Overrides } from '../load-module.ts';
import { NO_MASTERY, presetNames, presetOf, type Preset } from '../presets.ts';
import { targetNames, targets, webWithEndpoint, type Target, type TargetName } from '../targets.ts';
import { isHttpAddress } from '../version-facts.ts';
import { oneOf, percentOf, UsageError } from './usage.ts';

/** Options that choose what is built, as words. */
export interface Choices {
  lms?: string;
  mastery?: string;
  lang?: string;
  endpoint?: string;
}

/** What was asked for. */
export interface BuildWords extends Choices {
  module: string | undefined;
  targets: readonly string[];
}

/** What is to be built. */
export interface Plan {
  modules: readonly string[];
  targets: readonly TargetName[];
  preset: Preset | undefined;
  overrides: Overrides;
  /** What to build under a target's name. */
  target(name: TargetName): Target;
}

/** Makes sense of the words. Flags win over a preset. @throws UsageError with one sentence that says what to write */
export function planBuild(words: BuildWords, known: readonly string[]): Plan {
  const preset = words.lms === undefined ? undefined : presetOf(oneOf('preset', words.lms, presetNames));
  const { endpoint } = words;
  if (endpoint !== undefined && !isHttpAddress(endpoint))
    throw new UsageError(
      `--endpoint takes the address of a record store, such as https://lrs.example/xapi/, not "${words.endpoint}".`,
    );
  const asked = [...new Set(words.targets.map((word) => oneOf('target', word, targetNames)))];
  if (endpoint !== undefined && (asked.length !== 1 || asked[0] !== 'web'))
    throw new UsageError('--endpoint is for packages without an LMS: name the module and the target web alone.');
  return {
    target: (name) => (endpoint === undefined ? targets[name] : webWithEndpoint(endpoint)),
    modules: words.module === undefined ? known : [oneOf('module', words.module, known)],
    targets: asked.length > 0 ? asked : preset ? [preset.target] : targetNames,
    preset,
    overrides: {
      ...(words.mastery === undefined ? {} : { mastery: percentOf(words.mastery) }),
      ...(words.lang === undefined ? {} : { language: words.lang }),
      ...(preset?.status ? { status: preset.status } : {}),
    },
  };
}

/** @throws UsageError when a module has no such language */
export function requireLanguage(module: string, language: string, known: readonly string[]): void {
  if (!known.includes(language))
    throw new UsageError(`${module} has no language "${language}". It has: ${known.join(', ')}.`);
}

/** What was chosen and why, one line each. */
export function reasons({ targets: chosen, preset, overrides }: Plan, { course }: LoadedModule): string[] {
  const mark = `${overrides.mastery ?? course.settings.mastery} %`;
  const from = overrides.mastery === undefined ? 'as in organisation.yaml' : 'as asked with --mastery';
  const mastery = `pass mark: ${mark}, ${from}; ${NO_MASTERY}`;
  if (!preset) return [mastery];
  const own = targets[preset.target].standard;
  const kept = chosen.length === 1 && chosen[0] === preset.target;
  const names = chosen.map((name) => targets[name].standard).join(', ');
  const settings = { ...course.settings, ...overrides };
  const refused = chosen.filter((name) => preset.refuses?.targets.includes(name));
  return [
    `preset: ${preset.name}, for ${preset.lms}`,
    kept
      ? `standard: ${own}, because ${preset.why.target}`
      : `standard: ${names}, as asked; the preset would take ${own}, because ${preset.why.target}`,
    ...(refused.length > 0
      ? [`warning: ${refused.join(', ')} will not work in ${preset.lms}: ${preset.refuses?.says}`]
      : []),
    ...(chosen.includes('scorm12')
      ? [`status: ${statusSentence({ ...course, settings }, targets.scorm12)}, because ${preset.why.status}`]
      : ['status: completion and success are reported apart']),
    mastery,
  ];
}
