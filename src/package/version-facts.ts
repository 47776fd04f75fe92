import type { Course } from '../course/course.ts';
import { isTargetName, type Target, type TargetName } from './targets.ts';

/** What version.json says: which version is installed, and with what settings it was built. No date: it would change the bytes. */
export interface VersionFacts {
  id: string;
  title: string;
  version: string;
  build: string;
  /** The one that comes first. */
  language: string;
  /** All of them. */
  languages?: string[];
  standard: string;
  target: TargetName;
  /** Enough to build the same package again. */
  settings: { mastery: number; status: 'passed' | 'completed'; endpoint?: string };
}

/** version.json of a package. */
export function versionFacts(courses: readonly [Course, ...Course[]], target: Target): VersionFacts {
  const [course] = courses;
  return {
    id: course.id,
    title: course.title,
    version: course.version,
    build: course.build,
    language: course.language,
    languages: courses.map(({ language }) => language).sort(),
    standard: target.standard,
    target: target.name,
    settings: {
      mastery: course.settings.mastery,
      status: course.settings.status ?? 'passed',
      ...(target.endpoint === undefined ? {} : { endpoint: target.endpoint }),
    },
  };
}

/** version.json of a package that may come from anywhere; null when it holds none of ours. */
export function readVersion(files: ReadonlyMap<string, Uint8Array>): VersionFacts | null {
  const bytes = files.get('version.json');
  if (!bytes) return null;
  try {
    const found: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isFacts(found) ? found : null;
  } catch {
    return null; // not ours, then: ours is written by JSON.stringify
  }
}

/** Whether a text is an address a browser can send to. */
export const isHttpAddress = (text: unknown): text is string =>
  typeof text === 'string' && /^https?:\/\/[^\s"'<>]+$/.test(text) && URL.canParse(text);

function isFacts(found: unknown): found is VersionFacts {
  if (found === null || typeof found !== 'object') return false;
  const facts = found as Record<string, unknown>;
  const texts = ['id', 'title', 'version', 'build', 'language', 'standard'];
  const settings = facts['settings'] as Record<string, unknown> | undefined | null;
  return (
    typeof settings?.['mastery'] === 'number' &&
    ['passed', 'completed'].includes(String(settings['status'])) &&
    (settings['endpoint'] === undefined || isHttpAddress(settings['endpoint'])) &&
    texts.every((name) => typeof facts[name] === 'string') &&
    typeof facts['target'] === 'string' &&
    isTargetName(facts['target'])
  );
}
