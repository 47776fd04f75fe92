import { ALL, type Filters } from '../filters.ts';
import type { Place } from '../place.ts';

/** The menu: groups of pages, in the order of the questions people come with. */
export const GROUPS: readonly { title: string; pages: readonly (readonly [page: string, title: string])[] }[] = [
  {
    title: 'People',
    pages: [
      ['overview', 'Overview'],
      ['at-risk', 'Who needs help'],
      ['register', 'Register'],
      ['funnel', 'Funnel'],
      ['recertification', 'Re-certification'],
    ],
  },
  {
    title: 'Content',
    pages: [
      ['objectives', 'Key points'],
      ['items', 'Questions'],
      ['calls', 'Call paths'],
      ['red-flags', 'Red flags'],
      ['changes', 'What changed'],
    ],
  },
  {
    title: 'Data',
    pages: [
      ['quality', 'Data quality'],
      ['files', 'Files and audit'],
      ['data', 'Data'],
    ],
  },
];

/** The pages in the order of the menu. */
export const MENU: readonly (readonly [page: string, title: string])[] = GROUPS.flatMap(({ pages }) => pages);

/** Reads the part of the address after `#`. What is unknown there is left out. */
export function readPlace(hash: string): Place {
  const [name = '', query = ''] = hash.replace(/^#/, '').split('?');
  const words = new URLSearchParams(query);
  const filters = Object.fromEntries(Object.keys(ALL).map((key) => [key, words.get(key) ?? ''])) as unknown as Filters;
  const page = name === 'record' || MENU.some(([known]) => known === name) ? name : 'overview';
  return {
    page,
    filters,
    learner: Math.max(0, Math.trunc(Number(words.get('learner')) || 0)),
    show: words.get('show') ?? '',
    names: words.get('names') === 'hidden' ? 'hidden' : 'shown',
  };
}

/** The part of an address after `#`, `#` included. */
export function writePlace({ page, filters, learner, show, names }: Place): string {
  const words = new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== ''));
  if (page === 'record') words.set('learner', String(learner));
  if (show !== '') words.set('show', show);
  if (names === 'hidden') words.set('names', names);
  const query = words.toString();
  return `#${page}${query === '' ? '' : `?${query}`}`;
}
