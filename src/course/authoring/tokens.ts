import { isolated } from './direction.ts';

/** What `{{tokens}}` may name: the organisation file, with policies by id. */
export type TokenContext = Record<string, unknown>;

export const TOKEN = /\{\{\s*([^{}]+?)\s*\}\}/g;

/** A token that names nothing, or something that is switched off. */
export class TokenError extends Error {}

/** Every token in a text. */
export const tokensIn = (text: string): string[] => [...text.matchAll(TOKEN)].map((m) => m[1] ?? '');

/** The value a token names; undefined when there is none. */
export function lookUp(context: TokenContext, token: string): unknown {
  return token
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        value === null || typeof value !== 'object' ? undefined : (value as Record<string, unknown>)[key],
      context,
    );
}

/** A text with its tokens filled; lists read as “a, b and c”. @throws TokenError for a token without a value */
export function fillText(text: string, context: TokenContext, language: string): string {
  return text.replace(TOKEN, (_, token: string) => {
    const value = lookUp(context, token);
    if (typeof value === 'string' || typeof value === 'number') return isolated(String(value), language);
    if (Array.isArray(value))
      return new Intl.ListFormat(language).format(value.map((each) => isolated(String(each), language)));
    throw new TokenError(`{{${token}}} has no value in organisation.yaml`);
  });
}

/** Data with the tokens of every text in it filled. @throws TokenError as fillText does */
export function fillData<T>(data: T, context: TokenContext, language: string): T {
  if (typeof data === 'string') return fillText(data, context, language) as T;
  if (Array.isArray(data)) return data.map((entry: unknown) => fillData(entry, context, language)) as T;
  if (data !== null && typeof data === 'object') {
    return Object.fromEntries(
      Object.entries(data).map(([key, value]) => [key, fillData(value, context, language)]),
    ) as T;
  }
  return data;
}
