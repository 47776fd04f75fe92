import { random } from './random.ts';

/** A seed of its own for each thing shuffled in a round (FNV-1a of the salt, mixed with the round's seed). */
export function seedFor(seed: number, salt: string): number {
  let hash = 0x811c9dc5 ^ seed;
  for (const char of salt) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

/** The list in an order fixed by seed and salt (Fisher–Yates); the list itself is left alone. */
export function shuffled<T>(list: readonly T[], seed: number, salt: string): T[] {
  const next = random(seedFor(seed, salt));
  const out = [...list];
  for (let i = out.length - 1; i > 0; i -= 1) {
    const j = Math.floor(next() * (i + 1));
    [out[i], out[j]] = [out[j] as T, out[i] as T];
  }
  return out;
}
