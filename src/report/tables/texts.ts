import { findInteraction, type Course, type Interaction } from '../../course/course.ts';
import { halves } from '../../course/interactions/rules.ts';
import { plainText } from '../../course/text.ts';

/** What stands behind the ids of an interaction, in words. */
export interface Texts {
  /** `KP08-Q1 First action after a wrong letter`. */
  label: string;
  stem: string;
  why: string;
  rf: readonly string[];
  options: ReadonlyMap<string, string>;
}

/** Looks up words by interaction id, each once. Ids this version does not have stay ids. */
export class Words {
  readonly #course: Course;
  readonly #found = new Map<string, Texts>();
  readonly #said = new Map<string, string>();
  readonly #flags: ReadonlyMap<string, string>;

  constructor(course: Course) {
    this.#course = course;
    this.#flags = new Map(course.redFlags.map((flag) => [flag.id, flag.name]));
  }

  of(id: string, slug: string): Texts {
    const known = this.#found.get(id);
    if (known) return known;
    const texts = textsOf(this.#course, id, slug);
    this.#found.set(id, texts);
    return texts;
  }

  /** A response in words, its parts joined by a semicolon. */
  say(id: string, slug: string, response: readonly string[]): string {
    const key = [id, ...response].join('\n');
    const known = this.#said.get(key);
    if (known !== undefined) return known;
    const words = this.#wordsOf(id, slug, response);
    this.#said.set(key, words);
    return words;
  }

  #wordsOf(id: string, slug: string, response: readonly string[]): string {
    const { options } = this.of(id, slug);
    const word = (part: string): string =>
      options.get(part) ?? this.#flags.get(part) ?? (part === 'none' ? 'fine' : part);
    return response
      .map((part) => {
        const [source, target] = halves(part);
        return options.has(part) || source === '' || !options.has(source)
          ? word(part)
          : `${word(source)} → ${word(target)}`;
      })
      .join('; ');
  }
}

function textsOf(course: Course, id: string, slug: string): Texts {
  const about = slug.replaceAll('-', ' ');
  const found = findInteraction(course, id);
  const call = course.calls.find((each) => id.startsWith(`${each.id}.`));
  return {
    label: `${id} ${about.slice(0, 1).toUpperCase()}${about.slice(1)}`,
    stem: stemOf(course, found, id),
    why: found && 'why' in found && typeof found.why === 'string' ? found.why : '',
    rf: call ? call.rf : found && 'rf' in found && found.rf ? [found.rf] : [],
    options: new Map(found ? optionsOf(found) : otherOptions(course, id)),
  };
}

function stemOf(course: Course, found: Interaction | undefined, id: string): string {
  switch (found?.type) {
    case undefined: {
      const asked = course.closing.find((each) => each.id === id)?.stem;
      const said = course.selfCheck.statements.find((each) => each.id === id)?.text;
      return asked ?? (said === undefined ? '' : plainText(said));
    }
    case 'node':
      return plainText(found.says ?? found.scene ?? '');
    case 'scene':
      return found.title;
    default:
      return found?.stem ?? '';
  }
}

function optionsOf(found: Interaction): [string, string][] {
  const byId = (list: readonly { id: string; text: string }[]): [string, string][] => list.map((o) => [o.id, o.text]);
  switch (found.type) {
    case 'choice':
    case 'multiple':
    case 'node':
      return byId(found.options);
    case 'matching':
      return [...byId(found.sources), ...byId(found.targets)];
    case 'sequencing':
      return byId(found.steps);
    case 'scene':
      return byId(found.segments);
    case 'true-false':
      return [
        ['true', 'True'],
        ['false', 'False'],
      ];
    default:
      return [];
  }
}

const otherOptions = (course: Course, id: string): [string, string][] =>
  (course.closing.find((each) => each.id === id)?.options ?? []).map((o) => [o.id, o.text]);
