import type { Statement } from '../../src/tracking/xapi/statement.ts';

/** What somebody may write into any text, hoping that a page runs it. */
export const NASTY = [
  '<img src=x onerror="globalThis.__xss = 1">',
  '"><script>globalThis.__xss = 2</script>',
  'javascript:globalThis.__xss=3',
  '<svg onload="globalThis.__xss = 4"><a href="javascript:globalThis.__xss=5">x</a></svg>',
  "{{constructor.constructor('globalThis.__xss = 6')()}}",
] as const;

/** Texts without which a statement is not one of this course any more: spoiled in some statements only, so that others are read. */
const NEEDED = /^(verb\.id|object\.id|timestamp|context\.contextActivities)/;

/**
 * As many statements as lines of JSON, each with markup in other texts: statement `n` has all of its texts spoiled, but those
 * that make it a statement of this course in two of three. Every fifth pollutes prototypes, every ninth is 10,000 deep.
 */
export function nastyLines(statements: readonly Statement[], many: number): string[] {
  return Array.from({ length: many }, (_, n) => {
    const spoiled = spoil(statements[n % statements.length], n, n % 3 === 0, '');
    const text = JSON.stringify(spoiled);
    if (n % 9 === 8) return `${text.slice(0, -1)},"deep":${'['.repeat(10_000)}${']'.repeat(10_000)}}`;
    if (n % 5 === 4)
      return `${text.slice(0, -1)},"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}`;
    return text;
  });
}

function spoil(value: unknown, n: number, all: boolean, path: string): unknown {
  if (typeof value === 'string')
    return !all && NEEDED.test(path) ? value : `${NASTY[(n + path.length) % NASTY.length]}${n}`;
  if (Array.isArray(value)) return value.map((each: unknown) => spoil(each, n, all, path));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, spoil(each, n, all, path === '' ? key : `${path}.${key}`)]),
  );
}
