import { halves } from '../../course/interactions/rules.ts';
import { plainText } from '../../course/text.ts';
import { atLeast, ratio } from '../metrics/proportion.ts';
import type { Scope } from '../scope.ts';
import { firstAnswers } from '../tables/item-stats.ts';
import type { TableBlock, ViewRow } from './view.ts';

/** Fewer marks than this make no rate. */
const LEAST = 10;

/** Marks of one place in one scene, by the label given. */
type Marks = Map<string, number>;

/** Each place of each scene: whether it is seen, and what it is taken for. */
export function segmentTable(scope: Scope, show: string): TableBlock {
  const { scenes, redFlags } = scope.course;
  const marks = marksOf(scope);
  const name = (id: string): string =>
    id === 'none' ? 'fine' : `${id} ${redFlags.find((f) => f.id === id)?.name ?? ''}`;
  const chosen = scenes.find(({ id }) => id === show)?.id ?? '';
  const rows = scenes
    .filter(({ id }) => chosen === '' || id === chosen)
    .flatMap((scene) =>
      scene.segments.map((segment): ViewRow => {
        const mine = marks.get(`${scene.id}.${segment.id}`) ?? new Map<string, number>();
        const truth = scene.key[segment.id] ?? 'none';
        const n = [...mine.values()].reduce((sum, count) => sum + count, 0);
        const flagged = n - (mine.get('none') ?? 0);
        const most = [...mine.entries()].filter(([label]) => label !== truth).sort(([, a], [, b]) => b - a)[0];
        return {
          place: `${scene.id} ${segment.id}`,
          text: segment.text,
          truth: name(truth),
          n,
          seen: truth === 'none' ? null : atLeast(LEAST, n, ratio(flagged, n)),
          right: atLeast(LEAST, n, ratio(mine.get(truth) ?? 0, n)),
          most: most && n >= LEAST ? `${name(most[0])}: ${most[1]}` : null,
          why: plainText(segment.why),
        };
      }),
    )
    .sort((a, b) => Number(a['right'] ?? 2) - Number(b['right'] ?? 2));
  return {
    kind: 'table',
    id: 'segments',
    caption:
      chosen === ''
        ? 'Places in the scenes, the hardest first'
        : `Places in ${chosen} ${scenes.find(({ id }) => id === chosen)?.title ?? ''}`,
    long: true,
    choices: {
      shown: chosen,
      of: [
        { show: '', title: 'All scenes' },
        ...scenes.map(({ id, title }) => ({ show: id, title: `${id} ${title}` })),
      ],
    },
    columns: [
      { key: 'place', title: 'Place', format: 'code' },
      { key: 'text', format: 'prose', title: 'What is there' },
      { key: 'truth', title: 'It is' },
      { key: 'n', title: 'n', format: 'number', how: 'first-attempt marks of this place' },
      {
        key: 'right',
        title: 'Right label',
        format: 'bar',
        few: { n: 'n', least: LEAST },
        how: 'marks with the right label ÷ marks, from 10 on',
      },
      {
        key: 'seen',
        title: 'Hits',
        format: 'percent',
        empty: '–',
        how: 'marks with any flag ÷ marks, from 10 on; only where there is a flag',
      },
      { key: 'most', title: 'Most often taken for', empty: '–', how: 'the wrong label given most, and how often' },
      { key: 'why', format: 'prose', title: 'What the course says' },
    ],
    rows,
  };
}

/** Labels given in first attempts, by place (`SPOT1.s3`). */
function marksOf(scope: Scope): Map<string, Marks> {
  const found = new Map<string, Marks>();
  for (const learner of scope.learners)
    for (const answer of firstAnswers(scope, learner)) {
      if (answer.type !== 'scene' || !scope.isAsAsked(answer)) continue;
      for (const [segment, label] of answer.response.map(halves)) {
        const key = `${answer.interaction}.${segment}`;
        const marks = found.get(key) ?? new Map<string, number>();
        found.set(key, marks);
        marks.set(label, (marks.get(label) ?? 0) + 1);
      }
    }
  return found;
}
