import type { Scope } from '../scope.ts';
import { ratio } from '../metrics/proportion.ts';
import { traineesOf } from '../trainees.ts';
import type { TableBlock } from './view.ts';

/** Fewer people than this can be told by what they said (reports, section 8). */
const LEAST = 5;

/** What people said of the course at its end: the latest answer of each to each question; nothing where nobody was asked. */
export function closingTable(scope: Scope): TableBlock[] {
  const { closing } = scope.course;
  const latest = new Map<string, string[]>();
  for (const { enrolments } of traineesOf(scope).values()) {
    const own = enrolments.flatMap(({ answers }) => answers).filter((answer) => scope.isComparable(answer));
    for (const { id } of closing) {
      const said = own.filter(({ interaction }) => interaction === id).at(-1)?.response[0];
      if (said !== undefined) latest.set(id, [...(latest.get(id) ?? []), said]);
    }
  }
  if (latest.size === 0) return [];
  return [
    {
      kind: 'table',
      id: 'closing',
      caption: 'What people said at the end',
      columns: [
        { key: 'question', title: 'Question', format: 'prose' },
        { key: 'answer', title: 'Answer' },
        { key: 'n', title: 'n', format: 'number', few: { n: 'of', least: LEAST } },
        {
          key: 'share',
          title: 'Share',
          format: 'bar',
          few: { n: 'of', least: LEAST },
          how: 'people whose latest answer this is ÷ people who answered, from 5 on; answering is optional',
        },
      ],
      rows: closing.flatMap(({ id, stem, options }) => {
        const all = latest.get(id) ?? [];
        return options.map((option) => {
          const n = all.filter((said) => said === option.id).length;
          const isEnough = all.length >= LEAST;
          return {
            question: stem,
            answer: option.text,
            n: isEnough ? n : null,
            share: isEnough ? ratio(n, all.length) : null,
            of: all.length,
          };
        });
      }),
      note: 'What they thought of it, not what they learned. Both questions may be left out.',
    },
  ];
}
