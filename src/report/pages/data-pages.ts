import { atLeast, ratio } from '../metrics/proportion.ts';
import { facility } from '../metrics/item.ts';
import { itemAnswers } from '../tables/item-stats.ts';
import type { Scope } from '../scope.ts';
import { TOO_FEW, type View } from './view.ts';

/** P11: is the data itself complete and fair? */
export function qualityPage(scope: Scope): View {
  return {
    title: 'Data quality',
    lead: `${scope.read} statements or rows read. Nothing is dropped in silence: what was left out, or counted with a doubt, stands here.`,
    figures: [
      { label: 'Read', value: String(scope.read), note: 'statements or rows' },
      {
        label: 'Left out',
        value: String(scope.quality.filter(({ fate }) => fate === 'out').reduce((sum, { count }) => sum + count, 0)),
        note: 'in no figure',
      },
      { label: 'Learners', value: String(scope.learners.length), note: 'in scope' },
    ],
    blocks: [
      {
        kind: 'table',
        id: 'quality',
        caption: 'What was found',
        columns: [
          { key: 'what', title: 'Found' },
          { key: 'count', title: 'Count', format: 'number' },
          { key: 'fate', title: 'What became of it' },
          { key: 'example', title: 'For instance', empty: '–' },
        ],
        rows: scope.quality.map(({ what, count, fate, example }) => ({
          what,
          count,
          fate: fate === 'out' ? 'left out' : 'counted, with this doubt',
          example: example || null,
        })),
        note:
          scope.quality.length === 0
            ? 'Nothing odd was found.'
            : 'A learner can tell a record store anything under their own name: these checks find what does not fit together, and prove nothing.',
      },
    ],
    how: [
      'The same statement is known by its id; the same answer by learner, question and round. Content is known by its address in the course.',
      'What this page cannot tell: statements that the key may not read, and learners of other trainers that it may.',
    ],
  };
}

/** P12: what did a new version of the content change? */
export function changedPage(scope: Scope): View {
  const versions = [...new Set(scope.learners.map(({ register }) => register.content_version))]
    .filter((v) => v !== '')
    .sort();
  const [older, newer] = versions.slice(-2);
  if (older === undefined || newer === undefined)
    return {
      title: 'What changed',
      lead:
        versions.length === 0
          ? 'No version of the course is in this data.'
          : `Only version ${versions[0]} is in this data: there is nothing to compare it with.`,
      figures: [],
      blocks: [],
      how: [],
    };
  const all = itemAnswers({ ...scope, isComparable: () => true });
  const of = (id: string, version: string): number | null => {
    const item = all.find((each) => each.id === id && each.version === version);
    return item ? atLeast(20, item.responses.length, facility(item.responses)) : null;
  };
  const first = (version: string): number | null => {
    const mine = scope.learners.filter(
      ({ register, passedFirst }) => register.content_version === version && passedFirst !== null,
    );
    return atLeast(10, mine.length, ratio(mine.filter(({ passedFirst }) => passedFirst).length, mine.length));
  };
  const ids = [...new Set(all.map(({ id }) => id))];
  return {
    title: 'What changed',
    lead: `Version ${older} and version ${newer}, side by side.`,
    figures: [older, newer].map((version) => ({
      label: `Passed at first attempt, ${version}`,
      value: first(version) === null ? TOO_FEW : `${Math.round((first(version) ?? 0) * 100)} %`,
      note: '',
    })),
    blocks: [
      {
        kind: 'table',
        id: 'changed',
        caption: 'Items',
        long: true,
        columns: [
          { key: 'item', title: 'Item' },
          { key: 'older', title: `Facility, ${older}`, format: 'bar', empty: TOO_FEW },
          { key: 'newer', title: `Facility, ${newer}`, format: 'bar', empty: TOO_FEW },
          { key: 'shift', title: 'Shift', format: 'decimal', empty: '–' },
        ],
        rows: ids.map((item) => {
          const [before, after] = [of(item, older), of(item, newer)];
          return {
            item,
            older: before,
            newer: after,
            shift: before === null || after === null ? null : after - before,
          };
        }),
      },
    ],
    how: ['Facility of first attempts, from 20 answers in each version on.'],
  };
}
