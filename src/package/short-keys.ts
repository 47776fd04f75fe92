const PLURAL = /_(?:zero|one|two|few|many|other)$/;

/** New names by old ones, without plural endings. */
export type ShortKeys = ReadonlyMap<string, string>;

/**
 * Short names for the interface's texts in a bundled script: the long ones, `home.start`, stand once in the script and once
 * in each language, and are a kilobyte of what a learner waits for. A key that the script puts together as it runs
 * (`error.${type}`) keeps its name, and so does every other with that beginning. Same script and keys, same names.
 */
export function shortKeys(script: string, keys: readonly string[]): ShortKeys {
  const puzzled = [...script.matchAll(/`([\w.]+\.)\$\{/g)].map(([, start = '']) => start);
  const whole = [...new Set(keys.map((key) => key.replace(PLURAL, '')))].filter(
    (key) => !puzzled.some((start) => key.startsWith(start)) && script.includes(`\`${key}\``),
  );
  return new Map(whole.map((key, n) => [key, `_${n.toString(36)}`]));
}

/** The script with the short names. Its text literals stand in backticks, as the builder writes them. */
export function shortened(script: string, short: ShortKeys): string {
  return script.replace(/`([\w.]+)`/g, (literal, key: string) => (short.has(key) ? `\`${short.get(key)}\`` : literal));
}

/** A catalogue with the short names. */
export function renamed(catalogue: Readonly<Record<string, string>>, short: ShortKeys): Record<string, string> {
  return Object.fromEntries(
    Object.entries(catalogue).map(([key, text]) => {
      const base = key.replace(PLURAL, '');
      return [(short.get(base) ?? base) + key.slice(base.length), text];
    }),
  );
}
