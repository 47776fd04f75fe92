import { lookUp, type TokenContext } from './tokens.ts';

type Condition = string | { anyOf: string[] };

/** Whether a pack or a setting is switched on: neither absent, null, false nor `off`. */
export function isOn(name: string, context: TokenContext, packs: readonly string[]): boolean {
  if (!name.includes('.')) return packs.includes(name);
  const value = lookUp(context, name);
  if (value !== null && typeof value === 'object' && 'allowed' in value) return value.allowed === true;
  return value !== undefined && value !== null && value !== false && value !== 'off';
}

/** Data without the entries whose `needs` are not met or whose `unless` are; the conditions themselves are taken off. */
export function applyConditions(data: unknown, context: TokenContext, packs: readonly string[]): unknown {
  if (Array.isArray(data)) {
    return data
      .filter((entry) => included(entry, context, packs))
      .map((entry) => applyConditions(entry, context, packs));
  }
  if (data === null || typeof data !== 'object') return data;
  return Object.fromEntries(
    Object.entries(data)
      .filter(([key]) => key !== 'needs' && key !== 'unless')
      .map(([key, value]) => [key, applyConditions(value, context, packs)]),
  );
}

/** Whether an entry belongs in the package. */
export function included(entry: unknown, context: TokenContext, packs: readonly string[]): boolean {
  if (entry === null || typeof entry !== 'object') return true;
  const { needs, unless } = entry as { needs?: Condition[]; unless?: Condition[] };
  const met = (condition: Condition): boolean =>
    typeof condition === 'string'
      ? isOn(condition, context, packs)
      : condition.anyOf.some((name) => isOn(name, context, packs));
  return (needs?.every(met) ?? true) && !(unless?.every(met) ?? false);
}

/** Every pack or setting that a piece of data asks about. */
export function conditionsIn(data: unknown): string[] {
  if (Array.isArray(data)) return data.flatMap(conditionsIn);
  if (data === null || typeof data !== 'object') return [];
  const { needs, unless, ...rest } = data as { needs?: Condition[]; unless?: Condition[] };
  const named = [...(Array.isArray(needs) ? needs : []), ...(Array.isArray(unless) ? unless : [])];
  return [
    ...named.flatMap((c) => (typeof c === 'string' ? [c] : (c?.anyOf ?? []))),
    ...Object.values(rest).flatMap(conditionsIn),
  ];
}
