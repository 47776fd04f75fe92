import { atLeast, ratio } from '../metrics/proportion.ts';
import { facility } from '../metrics/item.ts';
import { oneVersion, type Scope } from '../scope.ts';
import { byVersion, itemAnswers, type ItemAnswers } from '../tables/item-stats.ts';
import { masteries } from './mastery.ts';
import { percent, tooFew, type Figure, type PlotBlock, type View } from './view.ts';

/** P12: what did a new version of the content change? */
export function changedPage(scope: Scope): View {
  const versions = [...new Set(scope.learners.map(({ register }) => register.content_version))]
    .filter((v) => v !== '')
    .sort(byVersion);
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
  const all = [older, newer].flatMap((version) => itemAnswers(oneVersion(scope, version), () => version));
  return {
    title: 'What changed',
    lead: `Version ${older} and version ${newer}, side by side. Other people took each of them: a shift is no proof of a cause.`,
    figures: [older, newer].map((version) => firstPass(scope, version)),
    blocks: [
      dumbbells(scope, older, newer),
      {
        kind: 'table',
        id: 'changed',
        caption: 'Items',
        long: true,
        columns: [
          { key: 'item', title: 'Item', format: 'code' },
          {
            key: 'state',
            title: 'In the data of',
            how: 'an item that only one of them has was added, dropped, or not drawn yet; it was changed when its options or its right answer were',
          },
          {
            key: 'older',
            title: `Facility, ${older}`,
            format: 'bar',
            few: { n: 'nOlder', least: LEAST },
            how: 'mean score ÷ maximum, first attempts, from 20 answers in each version on',
          },
          { key: 'nOlder', title: `n, ${older}`, format: 'number' },
          { key: 'newer', title: `Facility, ${newer}`, format: 'bar', few: { n: 'nNewer', least: LEAST } },
          { key: 'nNewer', title: `n, ${newer}`, format: 'number' },
          {
            key: 'shift',
            title: 'Shift',
            format: 'decimal',
            empty: '–',
            how: 'facility of the newer − of the older version',
          },
        ],
        rows: [...new Set(all.map(({ id }) => id))].map((item) => {
          const of = (version: string): ItemAnswers | undefined =>
            all.find((each) => each.id === item && each.version === version);
          const [before, after] = [of(older), of(newer)];
          const [p, q] = [hardness(before), hardness(after)];
          return {
            item,
            state:
              before && after
                ? scope.itemVersion(before.sample) === scope.itemVersion(after.sample)
                  ? 'both'
                  : 'both, changed'
                : `only ${before ? older : newer}`,
            older: p,
            nOlder: before?.responses.length ?? 0,
            newer: q,
            nNewer: after?.responses.length ?? 0,
            shift: p === null || q === null ? null : q - p,
          };
        }),
      },
    ],
    how: [],
  };
}

/** Answers that a facility needs. */
const LEAST = 20;

const hardness = (item: ItemAnswers | undefined): number | null =>
  item ? atLeast(LEAST, item.responses.length, facility(item.responses)) : null;

function firstPass({ learners }: Scope, version: string): Figure {
  const mine = learners.filter(
    ({ register, passedFirst }) => register.content_version === version && passedFirst !== null,
  );
  const rate = atLeast(10, mine.length, ratio(mine.filter(({ passedFirst }) => passedFirst).length, mine.length));
  return {
    label: `Passed first time, ${version}`,
    value: percent(rate, tooFew(mine.length)),
    note: `n = ${mine.length}`,
    how: 'Passed in the first graded attempt ÷ learners of this version who have finished one; from 10 on.',
  };
}

/** Mastery of each key point, from the older version to the newer. */
function dumbbells(scope: Scope, older: string, newer: string): PlotBlock {
  const of = (version: string) =>
    masteries(
      oneVersion(scope, version),
      scope.learners.filter(({ register }) => register.content_version === version),
    );
  const [before, after] = [of(older), of(newer)];
  const rows = before.flatMap(({ id, name, rate, n }, at) => {
    const then = after[at];
    return rate === null || !then || then.rate === null
      ? []
      : [{ name: `${id} ${name}`, x: rate, to: then.rate, say: `n = ${n} and ${then.n}` }];
  });
  return {
    kind: 'plot',
    shape: 'dumbbell',
    caption: `Key points mastered, ${older} (ring) to ${newer} (dot)`,
    of: 'Key point',
    x: {
      title: 'Mastered',
      from: Math.min(0.5, ...rows.map(({ x, to }) => Math.min(x, to))),
      to: 1,
      format: 'percent',
    },
    y: { title: 'Key point', from: 0, to: rows.length, format: 'number' },
    points: rows.map((row, at) => ({ ...row, y: rows.length - at - 0.5 })),
    note: `${rows.length} of ${before.length} key points have 10 learners with enough evidence in both versions.`,
    how: 'Learners with 70 % or more of the points ÷ learners with at least two observations, in each version.',
  };
}
