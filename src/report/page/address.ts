import { ALL, type Filters } from '../filters.ts';

/** Where in the report we are: page, filters, and a learner's place in it (no name goes into an address). */
export interface Place {
  page: string;
  filters: Filters;
  learner: number;
}

/** The pages in the order of the menu. */
export const MENU: readonly (readonly [page: string, title: string])[] = [
  ['overview', 'Overview'],
  ['register', 'Register'],
  ['at-risk', 'At risk'],
  ['funnel', 'Funnel'],
  ['objectives', 'Objectives'],
  ['items', 'Items'],
  ['calls', 'Call paths'],
  ['red-flags', 'Red flags'],
  ['recertification', 'Re-certification'],
  ['changes', 'What changed'],
  ['quality', 'Data quality'],
];

/** Reads the part of the address after `#`. What is unknown there is left out. */
export function readPlace(hash: string): Place {
  const [name = '', query = ''] = hash.replace(/^#/, '').split('?');
  const words = new URLSearchParams(query);
  const filters = Object.fromEntries(Object.keys(ALL).map((key) => [key, words.get(key) ?? ''])) as unknown as Filters;
  const page = name === 'record' || name === 'data' || MENU.some(([known]) => known === name) ? name : 'overview';
  return { page, filters, learner: Math.max(0, Math.trunc(Number(words.get('learner')) || 0)) };
}

/** The part of an address after `#`, `#` included. */
export function writePlace({ page, filters, learner }: Place): string {
  const words = new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== ''));
  if (page === 'record') words.set('learner', String(learner));
  const query = words.toString();
  return `#${page}${query === '' ? '' : `?${query}`}`;
}
