import { conditionsIn } from './conditions.ts';
import { didYouMean } from './explain.ts';
import { checkCall } from './call-graph.ts';
import type { FileKind } from './files.ts';
import { locate, type Mistake, type Source } from './mistakes.ts';
import { lengthOf, listIn, listOf, mistake, one, texts, type File, type Spot } from './spots.ts';
import { lookUp, tokensIn, type TokenContext } from './tokens.ts';

/** Mistakes no single file can show: ids used twice, references to nothing, unknown tokens, glossary terms and conditions. */
export function checkReferences(files: readonly File[], context: TokenContext, packs: readonly string[]): Mistake[] {
  return [
    ...files.filter((f) => f.kind === 'call').flatMap(checkCall),
    ...duplicates(files),
    ...checkNamed(files),
    ...files.flatMap((f) => checkTexts(f, files, context)),
    ...files.flatMap((f) => checkConditions(f, files, context)),
    ...checkPacks(files, packs),
  ];
}

function checkTexts({ kind, source }: File, files: readonly File[], context: TokenContext): Mistake[] {
  if (kind === 'organisation') return [];
  const known = tokenNames(context);
  const terms = listIn(files, 'glossary', 'terms').map((t) => t.value);
  return texts(source).flatMap((spot) => [
    ...tokensIn(spot.value)
      .filter((token) => lookUp(context, token) === undefined && !insideNull(context, token))
      .map((token) => mistake(spot, `{{${token}}} names nothing in organisation.yaml${didYouMean(token, known)}`)),
    ...[...spot.value.matchAll(/\]\(glossary:([^)]+)\)/g)]
      .map((m) => m[1] ?? '')
      .filter((id) => !terms.includes(id))
      .map((id) => mistake(spot, `the glossary has no term "${id}"${didYouMean(id, terms)}`)),
  ]);
}

/** A token below a setting that is null is not unknown, only switched off. */
function insideNull(context: TokenContext, token: string): boolean {
  const parts = token.split('.');
  return parts.some((_, at) => lookUp(context, parts.slice(0, at).join('.')) === null);
}

function tokenNames(data: unknown, prefix = ''): string[] {
  if (data === null || typeof data !== 'object') return [prefix];
  return Object.entries(data).flatMap(([key, value]) => tokenNames(value, prefix ? `${prefix}.${key}` : key));
}

/** Ids that two entries share. Entries with conditions may share one: they are variants of each other. */
function duplicates(files: readonly File[]): Mistake[] {
  const spots = files.flatMap(({ kind, source }) => {
    switch (kind) {
      case 'lesson':
        return [...one(source, ['id'], 'lesson '), ...one(source, ['check', 'id']), ...optionIds(source, ['check'])];
      case 'fix':
        return [...one(source, ['kp'], 'fix '), ...one(source, ['practice', 'id']), ...optionIds(source, ['practice'])];
      case 'call':
        return [
          ...one(source, ['id']),
          ...listOf(source, 'nodes', 'id').map((s) => ({ ...s, value: `${source.file} ${s.value}` })),
          ...nodeOptions(source),
        ];
      case 'scene':
        return [
          ...one(source, ['id']),
          ...listOf(source, 'segments', 'id').map((s) => ({ ...s, value: `${source.file} ${s.value}` })),
        ];
      case 'items':
        return [
          ...listOf(source, 'items', 'id'),
          ...lengthOf(source, 'items').flatMap((n) => optionIds(source, ['items', n])),
        ];
      case 'glossary':
        return listOf(source, 'terms', 'id').map((s) => ({ ...s, value: `term ${s.value}` }));
      default:
        return [];
    }
  });
  return spots.flatMap((spot, at) => {
    const first = spots.findIndex((other) => other.value === spot.value);
    const before = spots[first];
    if (first === at || !before) return [];
    const id = spot.value.split(' ').at(-1);
    const where = locate(before.source, before.path);
    return [mistake(spot, `the id "${id}" is used already in ${before.source.file}:${where.line}`)];
  });
}

function optionIds(source: Source, path: PropertyKey[]): Spot[] {
  const at = path.reduce<unknown>(
    (v, k) => (v as Record<PropertyKey, unknown> | null | undefined)?.[k],
    source.data,
  ) as Record<string, unknown> | undefined;
  return ['options', 'steps'].flatMap((key) => {
    const list = at?.[key];
    if (!Array.isArray(list)) return [];
    return list.flatMap((entry: { id?: unknown; needs?: unknown; unless?: unknown } | null, n) =>
      entry?.needs || entry?.unless || typeof entry?.id !== 'string'
        ? []
        : [{ source, path: [...path, key, n, 'id'], value: `${source.file} ${path.join('.')} ${entry.id}` }],
    );
  });
}

function nodeOptions(source: Source): Spot[] {
  return lengthOf(source, 'nodes').flatMap((n) => optionIds(source, ['nodes', n]));
}

/** References by id to other files. */
function checkNamed(files: readonly File[]): Mistake[] {
  const ids = (kind: FileKind, key: string): string[] =>
    files.filter((f) => f.kind === kind).flatMap((f) => one(f.source, [key]).map((s) => s.value));
  const objectives = listIn(files, 'course', 'objectives').map((s) => s.value);
  const calls = ids('call', 'id');
  const lessons = ids('lesson', 'id');
  const expect = (spots: Spot[], known: string[], what: string): Mistake[] =>
    spots
      .filter((s) => !known.includes(s.value))
      .map((s) => mistake(s, `there is no ${what} "${s.value}"${didYouMean(s.value, known)}`));
  const course = files.find((f) => f.kind === 'course')?.source;
  const missing = (known: string[], what: string): Mistake[] =>
    !course
      ? []
      : listOf(course, 'objectives', 'id')
          .filter((o) => !known.includes(o.value))
          .map((o) => mistake(o, `this key point has no ${what}`));
  return files
    .flatMap(({ kind, source }) => {
      if (kind === 'lesson') return expect(one(source, ['meetAgain']), calls, 'call');
      if (kind === 'items') return expect(listOf(source, 'items', 'kp'), objectives, 'key point');
      if (kind === 'self-check') return expect(listOf(source, 'statements', 'lesson'), lessons, 'lesson');
      if (kind === 'scene') return checkFlags(source);
      return [];
    })
    .concat(missing(lessons, 'lesson'), missing(ids('fix', 'kp'), '2-minute fix'));
}

function checkFlags(source: Source): Mistake[] {
  const { flags, segments } = (source.data ?? {}) as { flags?: string[]; segments?: { label?: string }[] };
  if (!Array.isArray(flags) || !Array.isArray(segments)) return [];
  const used = segments.map((s) => s?.label).filter((label) => label !== 'none');
  const same = used.length === flags.length && flags.every((flag) => used.filter((u) => u === flag).length === 1);
  const spot: Spot = { source, path: ['flags'], value: '' };
  return same
    ? []
    : [mistake(spot, `the segments carry ${used.join(', ')}; each of ${flags.join(', ')} must stand exactly once`)];
}

function checkConditions({ source }: File, files: readonly File[], context: TokenContext): Mistake[] {
  const packs = listIn(files, 'packs', 'packs').map((s) => s.value);
  const known = [...packs, ...tokenNames({ org: context['org'] })];
  return [...new Set(conditionsIn(source.data))]
    .filter((name) => (name.includes('.') ? lookUp(context, name) === undefined : !packs.includes(name)))
    .map((name) => {
      const spot = texts(source).find((t) => t.value === name) ?? { source, path: [], value: name };
      return mistake(spot, `there is no pack or setting "${name}"${didYouMean(name, known)}`);
    });
}

function checkPacks(files: readonly File[], packs: readonly string[]): Mistake[] {
  const known = listIn(files, 'packs', 'packs').map((s) => s.value);
  const organisation = files.find((f) => f.kind === 'organisation')?.source;
  if (!organisation) return [];
  return packs.flatMap((pack, n) =>
    known.includes(pack)
      ? []
      : [
          mistake(
            { source: organisation, path: ['packs', n], value: pack },
            `packs.yaml has no pack "${pack}"${didYouMean(pack, known)}`,
          ),
        ],
  );
}
