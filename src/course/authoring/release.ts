import type { Course, Slots } from '../course.ts';
import type { Mistake } from './mistakes.ts';
import type { ModuleFiles } from './files.ts';
import type { ParsedModule } from './parse.ts';
import { shapesOf, type Shape } from './shapes.ts';

/** A version that was packaged, and how it differs from the version packaged before it. */
export interface Release {
  version: string;
  /** The version it is compared with; null for the first. */
  since: string | null;
  /** `text`: replace the package in place. `structure`: make a new activity and retire the old one. */
  kind: 'first' | 'text' | 'structure';
  /** Sentences: what is not text. */
  changes: string[];
}

/**
 * The id lock of a module, ids.lock.json: every id ever packaged. An id is published when a zip with it is written
 * (`npm run package`): only that writes the lock. From then on its type, slug and options may not go, in any version.
 * Everything else may change, and decides whether a release is *text* or *structure*. A new `version` in course.yaml
 * starts the next release; it is compared with the one that was packaged last.
 */
export interface Lock extends Slots {
  release: Release;
  /** What it takes to pass, by name. */
  rules: Record<string, string>;
  shapes: Record<string, Shape>;
}

/** The lock as it should be when this module is packaged, and what the lock holds against packaging it at all. */
export function nextLock(
  parsed: ParsedModule,
  course: Pick<Course, 'version' | 'slots' | 'settings' | 'packs' | 'objectives' | 'motivations'>,
  files: ModuleFiles,
  locked: Lock | null,
): { lock: Lock; mistakes: Mistake[] } {
  const shapes = shapesOf(parsed);
  const rules = rulesOf(course);
  const changes = locked ? changesSince(locked, shapes, rules) : [];
  const { lessons, items, calls, scenes, options } = course.slots;
  return {
    lock: {
      release: releaseOf(course.version, locked, changes),
      lessons,
      items,
      calls,
      scenes,
      options,
      rules,
      shapes,
    },
    mistakes: locked ? mistakesSince(locked, shapes, files) : [],
  };
}

function releaseOf(version: string, locked: Lock | null, changes: string[]): Release {
  if (!locked) return { version, since: null, kind: 'first', changes: [] };
  const last = locked.release;
  if (last.version !== version)
    return { version, since: last.version, kind: changes.length > 0 ? 'structure' : 'text', changes };
  // The same version packaged once more: what changed since then comes on top of what changed before.
  return changes.length === 0
    ? last
    : { ...last, kind: 'structure', changes: [...new Set([...last.changes, ...changes])] };
}

/** What it takes to pass, and the names that are part of the ids an LMS shows. */
function rulesOf({
  settings: { mastery, groupMinimum, maxAttempts },
  packs,
  objectives,
  motivations,
}: Parameters<typeof nextLock>[1]): Record<string, string> {
  return {
    'the pass mark': `${mastery} %`,
    'the mark for each motivation': `${groupMinimum} %`,
    'the number of tries': maxAttempts === null ? 'no limit' : String(maxAttempts),
    'the packs in use': packs.length === 0 ? 'none' : [...packs].sort().join(', '),
    ...Object.fromEntries([...objectives, ...motivations].map(({ id, name }) => [`the name of ${id}`, name])),
  };
}

function changesSince(locked: Lock, shapes: Record<string, Shape>, rules: Record<string, string>): string[] {
  return [
    ...Object.entries(shapes).flatMap(([id, now]) => {
      const before = locked.shapes[id];
      if (!before) return [`${id} is new.`];
      const added = now.options.filter((option) => !before.options.includes(option));
      return [
        ...(added.length > 0 ? [`${id} can be answered with ${added.join(', ')}, which is new.`] : []),
        ...(now.key === before.key ? [] : [`${id}: what is right, or where an answer leads, is not the same.`]),
      ];
    }),
    ...Object.entries(rules)
      .filter(([name, now]) => locked.rules[name] !== now)
      .map(([name, now]) => `${name} is now: ${now}.`),
  ];
}

function mistakesSince(locked: Lock, shapes: Record<string, Shape>, files: ModuleFiles): Mistake[] {
  return Object.entries(locked.shapes).flatMap(([id, before]) => {
    const now = shapes[id];
    const say = (message: string): Mistake => ({ ...place(files, now?.file ?? before.file, id), path: id, message });
    if (!now) {
      return [
        say(
          `this id was published and is gone, and reports and saved attempts hang on it; put it back into ${before.file}`,
        ),
      ];
    }
    if (now.type !== before.type)
      return [
        say(
          `this id was published as "${before.type}" and is now "${now.type}"; give the new one another id, and put the old one back`,
        ),
      ];
    const gone = before.options.filter((option) => !now.options.includes(option));
    return [
      ...(gone.length > 0
        ? [
            say(
              `what learners have answered is gone: ${gone.join(', ')}; put it back, or give the new question another id`,
            ),
          ]
        : []),
      ...(now.slug === before.slug
        ? []
        : [say(`its slug was published as "${before.slug}" and is part of the id in every report; put that back`)]),
    ];
  });
}

/** Where an id is defined in a file, else the file's first line. A node is named by its own part: `N1` of `CALL1.N1`. */
function place(files: ModuleFiles, file: string, id: string): Pick<Mistake, 'file' | 'line' | 'column'> {
  const own = id.slice(id.lastIndexOf('.') + 1);
  const lines = (files[file] ?? '').split('\n');
  const line = lines.findIndex((text) => new RegExp(`\\bid: *['"]?${own}['"]?\\s*(?:[,}#].*)?$`).test(text));
  return { file, line: Math.max(line, 0) + 1, column: Math.max((lines[line] ?? '').indexOf('id:'), 0) + 1 };
}
