import { didYouMean, show } from './explain.ts';
import { locate, type Mistake, type Source } from './mistakes.ts';
import { mistake, type File, type Spot } from './spots.ts';
import { identityOf, isExpected, isTranslatable, marksOf } from './translatable.ts';

/** Stands between the accepted answers of a question where they are one text. */
export const ANSWERS = '|';

/** A text of the original that can be translated, and its translation; null where there is none. */
export interface TextPair {
  file: string;
  path: PropertyKey[];
  source: string;
  target: string | null;
  /** Whether it counts as missing without a translation. */
  expected: boolean;
}

/** A file with a translation laid over it. */
export interface Translated {
  data: unknown;
  mistakes: Mistake[];
  texts: TextPair[];
  /** Where in the translation the text at a path of the original stands. */
  origins: Map<string, PropertyKey[]>;
}

/**
 * Lays a translation over a file. It holds ids, to find entries, and texts; what it leaves out stays as it is. Entries with an
 * id are found by it (variants that share one, in order), all others by their place. `language` is the translation's.
 */
export function translated(original: File, translation: Source | null, language: string): Translated {
  const overlay = new Overlay(original, translation, language);
  const data = overlay.walk(original.source.data, translation?.data ?? undefined, [], []);
  return { data, mistakes: overlay.mistakes, texts: overlay.texts, origins: overlay.origins };
}

class Overlay implements Omit<Translated, 'data'> {
  readonly mistakes: Mistake[] = [];
  readonly texts: TextPair[] = [];
  readonly origins = new Map<string, PropertyKey[]>();
  private readonly original: File;
  private readonly translation: Source | null;
  private readonly language: string;

  constructor(original: File, translation: Source | null, language: string) {
    this.original = original;
    this.translation = translation;
    this.language = language;
  }

  /** The value at `path`, with what stands at `own` in the translation; `theirs` is undefined where it leaves the place out. */
  walk(ours: unknown, given: unknown, path: PropertyKey[], own: PropertyKey[]): unknown {
    const { kind } = this.original;
    const theirs = given ?? undefined; // An empty place says that something is not translated yet.
    if (kind === 'course' && path.length === 1 && path[0] === 'language') return this.tag(theirs, own);
    if (path.at(-1) === 'accept' && isTranslatable(kind, path)) return this.accepted(ours, theirs, path, own);
    if (Array.isArray(ours) && ours.some((entry) => entry !== null && typeof entry === 'object'))
      return this.list(ours, theirs, path, own);
    if (Array.isArray(ours) && isTranslatable(kind, path)) return this.list(ours, theirs, path, own);
    if (ours !== null && typeof ours === 'object' && !Array.isArray(ours)) return this.group(ours, theirs, path, own);
    if (typeof ours === 'string' && isTranslatable(kind, path)) return this.text(ours, theirs, path, own);
    if (theirs !== undefined && JSON.stringify(theirs) !== JSON.stringify(ours))
      this.say(own, `this is the same in every language: leave it out; expected ${show(ours)}, found ${show(theirs)}`);
    return ours;
  }

  private text(ours: string, theirs: unknown, path: PropertyKey[], own: PropertyKey[]): string {
    const given = typeof theirs === 'string' && theirs.trim() !== '' ? theirs : null;
    const expected = isExpected(this.original.kind, path);
    this.texts.push({ file: this.original.source.file, path, source: ours, target: given, expected });
    if (given === null) {
      if (theirs !== undefined) this.say(own, `expected the translation of ${show(ours)}, found ${show(theirs)}`);
      return ours;
    }
    this.origins.set(path.join('.'), own);
    const [before, after] = [marksOf(ours), marksOf(given)];
    const lost = before.filter((mark) => !after.includes(mark));
    const added = after.filter((mark) => !before.includes(mark));
    for (const mark of added) this.say(own, `the original has no ${mark} here${didYouMean(mark, lost)}`);
    if (added.length === 0 && lost.length > 0) this.say(own, `expected ${lost.join(' and ')} as in the original`);
    return given;
  }

  /** Answers that count differ between languages, in number as well. */
  private accepted(ours: unknown, theirs: unknown, path: PropertyKey[], own: PropertyKey[]): unknown {
    const list = (words: unknown) => (words as string[]).join(` ${ANSWERS} `);
    const isList = Array.isArray(theirs) && theirs.length > 0 && theirs.every((word) => typeof word === 'string');
    // A list that is a token is translated where the token's value is.
    if (Array.isArray(ours)) {
      const { file } = this.original.source;
      this.texts.push({ file, path, source: list(ours), target: isList ? list(theirs) : null, expected: false });
    }
    if (theirs === undefined || (typeof ours === 'string' && theirs === ours)) return ours;
    if (!isList) this.say(own, `expected a list of accepted answers, found ${show(theirs)}`);
    else this.origins.set(path.join('.'), own);
    return isList ? theirs : ours;
  }

  private list(ours: unknown[], theirs: unknown, path: PropertyKey[], own: PropertyKey[]): unknown[] {
    const given = Array.isArray(theirs) ? theirs : [];
    if (theirs !== undefined && !Array.isArray(theirs))
      this.say(own, `expected a list as in the original, found ${show(theirs)}`);
    const key = identityOf(ours);
    if (key === null && given.length > 0 && given.length !== ours.length)
      this.say(own, `expected ${ours.length} entries as in the original, found ${given.length}`);
    const places = key === null ? ours.map((_, at) => at) : this.found(ours, given, key, own);
    return ours.map((entry, at) => {
      const place = places[at] ?? -1;
      return this.walk(entry, given[place], [...path, at], [...own, place]);
    });
  }

  /** For each entry of the original the place of its translation, -1 for none. */
  private found(ours: unknown[], given: unknown[], key: string, own: PropertyKey[]): number[] {
    const names = (list: unknown[]) => list.map((entry) => (entry as Record<string, unknown> | null)?.[key]);
    const [mine, other] = [names(ours), names(given)];
    other.forEach((name, at) => {
      const known = mine.filter((each) => each === name).length;
      const before = other.slice(0, at).filter((each) => each === name).length;
      const place = [...own, at, ...(name === undefined ? [] : [key])];
      if (name === undefined) this.say(place, `missing: expected \`${key}\`, which tells what this translates`);
      else if (known === 0)
        this.say(
          place,
          `the original has no ${key} "${String(name)}" here${didYouMean(String(name), mine.map(String))}`,
        );
      else if (before >= known) this.say(place, `${key} "${String(name)}" is translated already, above`);
    });
    return mine.map((name, at) => {
      const nth = mine.slice(0, at).filter((each) => each === name).length;
      return other.flatMap((each, place) => (each === name ? [place] : []))[nth] ?? -1;
    });
  }

  private group(ours: object, theirs: unknown, path: PropertyKey[], own: PropertyKey[]): object {
    // A bullet with conditions may be translated as a bullet without: the conditions are the original's.
    const given: unknown = typeof theirs === 'string' && 'text' in ours ? { text: theirs } : theirs;
    const isGroup = given !== null && typeof given === 'object' && !Array.isArray(given);
    if (given !== undefined && !isGroup)
      this.say(own, `expected a group of keys as in the original, found ${show(given)}`);
    const fields = (isGroup ? given : {}) as Record<string, unknown>;
    for (const key of Object.keys(fields))
      if (!(key in ours) && key !== '$schema')
        this.say(own, `the original has no "${key}" here${didYouMean(key, Object.keys(ours))}`, key);
    return Object.fromEntries(
      Object.entries(ours).map(([key, value]) => {
        const place = given === theirs ? [...own, key] : own;
        return [key, this.walk(value, fields[key], [...path, key], place)];
      }),
    );
  }

  private tag(theirs: unknown, own: PropertyKey[]): string {
    if (theirs !== undefined && theirs !== this.language)
      this.say(own, `expected "${this.language}", as the folder is called, found ${show(theirs)}`);
    return this.language;
  }

  private say(path: PropertyKey[], message: string, key?: string): void {
    const { translation } = this;
    if (!translation) return;
    const spot: Spot = { source: translation, path, value: '' };
    const found = mistake(spot, message);
    this.mistakes.push(key === undefined ? found : { ...found, ...locate(translation, path, key) });
  }
}
