const PLURAL = /_(?:zero|one|two|few|many|other)$/;

/** A number from 1 by the name of a text, without plural endings. */
export type ShortKeys = ReadonlyMap<string, number>;

/**
 * Numbers for the interface's texts in a bundled script: their names, `home.start`, stand once in the script and once in each
 * language, and are two kilobytes of what a learner waits for. A key that the script puts together as it runs
 * (`error.${type}`) keeps its name, and so does every other with that beginning. Same script and keys, same numbers.
 */
export function shortKeys(script: string, keys: readonly string[]): ShortKeys {
  const puzzled = [...script.matchAll(/`([\w.]+\.)\$\{/g)].map(([, start = '']) => start);
  const whole = [...new Set(keys.map((key) => key.replace(PLURAL, '')))].filter(
    (key) => !puzzled.some((start) => key.startsWith(start)) && script.includes(`\`${key}\``),
  );
  return new Map(whole.map((key, n) => [key, n + 1]));
}

/** The script with the numbers, spaces round them. Its text literals stand in backticks, as the builder writes them. */
export function shortened(script: string, short: ShortKeys): string {
  return script.replace(/`([\w.]+)`/g, (literal, key: string) => (short.has(key) ? ` ${short.get(key)} ` : literal));
}

/** A catalogue by numbers: the texts in their order, '' where there is none, and by name those that keep one or have plural forms. */
export function renamed(
  catalogue: Readonly<Record<string, string>>,
  short: ShortKeys,
): { list: string[]; named: Record<string, string> } {
  const list = Array.from({ length: short.size + 1 }, () => '');
  const named: Record<string, string> = {};
  for (const [key, text] of Object.entries(catalogue)) {
    const base = key.replace(PLURAL, '');
    const number = short.get(base);
    if (number !== undefined && key === base) list[number] = text;
    else named[`${number ?? base}${key.slice(base.length)}`] = text;
  }
  return { list, named };
}
