import { LEAST_DECAY, LEAST_GAIN } from '../metrics/change.ts';
import { decayOf, gainOf } from '../learning.ts';
import type { Scope } from '../scope.ts';
import type { TableBlock } from './view.ts';

const COLUMNS = (before: string, after: string, how: string, n: string, least: number) =>
  [
    { key: 'kp', title: 'Key point' },
    { key: 'n', title: 'Learners', format: 'number', how: n },
    { key: 'before', title: before, format: 'percent', few: { n: 'n', least } },
    { key: 'after', title: after, format: 'percent', few: { n: 'n', least } },
    { key: 'change', title: 'Change', format: 'decimal', few: { n: 'n', least }, how },
  ] as const;

/** What the lessons and the quiz changed; and, where people came again, what was lost since. */
export function learningTables(scope: Scope): TableBlock[] {
  const name = (kp: string): string => `${kp} ${scope.course.objectives.find(({ id }) => id === kp)?.name ?? ''}`;
  const decays = decayOf(scope);
  const gains: TableBlock = {
    kind: 'table',
    id: 'gain',
    caption: 'From the lesson check to the quiz',
    columns: COLUMNS(
      'Lesson check',
      'Quiz',
      'quiz − lesson check',
      'learners who answered both the check and the key point in the first attempt; from 30 on',
      LEAST_GAIN,
    ),
    rows: gainOf(scope).map((gain) => ({ ...gain, kp: name(gain.kp) })),
    note: 'First answer to the lesson check, and first attempt at the quiz. It describes, and proves no cause.',
  };
  if (decays.length === 0) return [gains];
  return [
    gains,
    {
      kind: 'table',
      id: 'decay',
      caption: 'What was lost until the next time',
      columns: [
        ...COLUMNS(
          'Then',
          'Now',
          'now − then',
          'learners who took the course again after so many days; from 20 on',
          LEAST_DECAY,
        ),
        { key: 'days', title: 'Days between' },
      ],
      rows: decays.map(({ from, to, ...decay }) => ({
        ...decay,
        kp: name(decay.kp),
        days: Number.isFinite(to) ? `${from + 1} to ${to}` : `more than ${from}`,
      })),
      note: 'It tells how often a refresher is worth its time.',
    },
  ];
}
