import type { FileKind } from './files.ts';

/** Keys whose values are the same in every language: ids, answer keys, structure. */
const FIXED = new Set(
  (
    '$schema id slug type key q next kp rf label source target start stratum channel kind pin flags needs anyOf unless version ' +
    'motivation also redFlags objectives order minutes lesson meetAgain reviewedOn expires answer recovery act language url'
  ).split(' '),
);

/** Names, numbers and remarks that may be translated and need not be. */
const MAY_STAY = new Set(['reviewedBy', 'phone', 'urgent', 'hours', 'approved', 'full', 'accept']);

const nameOf = (path: readonly PropertyKey[]): string =>
  String(path.findLast((part) => typeof part === 'string') ?? '');

/** Whether the text at a path of a file is the translator's; all other values are the same in every language. */
export function isTranslatable(kind: FileKind, path: readonly PropertyKey[]): boolean {
  const name = nameOf(path);
  // In the model call it is what the expert says, and no key.
  if (kind === 'model-call' && name === 'answer') return true;
  if (kind !== 'organisation') return !FIXED.has(name);
  // A customer's settings hold in every language; how its teams and tools are called does not.
  return path[0] === 'org' ? name !== 'email' : path[0] === 'policies' && (name === 'name' || name === 'where');
}

/** Whether a text counts as missing when a translation leaves it out. */
export function isExpected(kind: FileKind, path: readonly PropertyKey[]): boolean {
  return !MAY_STAY.has(nameOf(path)) && !(kind === 'organisation' && path.join('.') === 'org.name');
}

/** Keys that name an entry of a list, best first. */
const IDENTITIES = ['id', 'source', 'lesson'] as const;

/** The key by which the entries of a list are told apart; null where only their place does. */
export function identityOf(list: readonly unknown[]): string | null {
  const named = (key: string) =>
    list.every((entry) => entry !== null && typeof entry === 'object' && typeof Reflect.get(entry, key) === 'string');
  return list.length === 0 ? null : (IDENTITIES.find(named) ?? null);
}

/** What a text holds that every translation of it must hold as well: tokens, and where its links lead. */
export function marksOf(text: string): string[] {
  const tokens = [...text.matchAll(/\{\{\s*([^{}]+?)\s*\}\}/g)].map(([, token]) => `{{${token}}}`);
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => `](${target})`);
  return [...new Set([...tokens, ...links])];
}
