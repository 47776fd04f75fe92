import { atLeast } from '../metrics/proportion.ts';
import { facility } from '../metrics/item.ts';
import { itemStats, type ItemStats } from '../tables/item-stats.ts';
import type { Scope } from '../scope.ts';
import type { TableBlock, View, ViewRow } from './view.ts';

/** P11: is the data itself complete and fair? */
export function qualityPage(scope: Scope): View {
  const out = scope.quality.filter(({ fate }) => fate === 'out').reduce((sum, { count }) => sum + count, 0);
  return {
    title: 'Data quality',
    lead: 'Nothing is dropped in silence: what was left out, or counted with a doubt, stands here. This page tells of all data, whatever the filters say.',
    figures: [
      {
        label: 'Read',
        value: String(scope.read),
        note: 'statements or rows',
        how: 'Everything that came in, whatever became of it.',
      },
      {
        label: 'Left out',
        value: String(out),
        note: `of ${scope.read}, in no figure`,
        how: 'The sum of all lines below that were left out.',
        ...(out > 0 ? { tone: 'mid' as const } : {}),
      },
      {
        label: 'Learners',
        value: String(scope.learners.length),
        note: 'in scope',
        how: 'One for each enrolment in the data that the filters let through.',
      },
    ],
    blocks: [
      {
        kind: 'table',
        id: 'quality',
        caption: 'What was found',
        columns: [
          { key: 'what', title: 'Found' },
          { key: 'count', title: 'Count', format: 'number' },
          { key: 'fate', title: 'What became of it', format: 'tag' },
          { key: 'example', title: 'First met at', empty: '–', how: 'id of the statement, file and line, or learner' },
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
      refused(scope, out),
      languages(scope),
    ],
    how: [
      'The same statement is known by its id; the same answer by learner, question and attempt. Content is known by its address in the course.',
      'What this page cannot tell: statements that the key may not read, and learners of other trainers that it may.',
    ],
  };
}

/** What was left out, one by one. */
function refused(scope: Scope, out: number): TableBlock {
  return {
    kind: 'table',
    id: 'refused',
    caption: 'What was left out, one by one',
    long: true,
    columns: [
      { key: 'n', title: 'No.', format: 'number' },
      { key: 'what', title: 'Why' },
      { key: 'where', title: 'Where', empty: 'it names nothing' },
    ],
    rows: scope.refused.map(({ what, where }, at) => ({ n: at + 1, what, where: where || null })),
    note:
      out > scope.refused.length
        ? `The first ${scope.refused.length} of ${out}.`
        : out === 0
          ? 'Nothing was left out.'
          : `All ${out}.`,
  };
}

/** Answers in a language that make a fair comparison, and a difference that asks for a look at the translation (reports, section 8). */
const LEAST = 50;
const APART = 0.1;

/** Items that are harder in one language than in the others. */
function languages(scope: Scope): TableBlock {
  const locales = [...new Set(scope.learners.map(({ register }) => register.locale))]
    .filter((each) => each !== '')
    .sort();
  const rows = itemStats(scope).flatMap((item): ViewRow[] => {
    const each = locales.map((locale) => ({ locale, ...of(item, locale) }));
    const known = each.flatMap(({ p }) => p ?? []);
    if (known.length < 2 || Math.max(...known) - Math.min(...known) <= APART) return [];
    const cells = each.flatMap(({ locale, n, p }) => [[`in ${locale}`, p] as const, [`n ${locale}`, n] as const]);
    return [{ item: item.id, ...Object.fromEntries(cells) }];
  });
  return {
    kind: 'table',
    id: 'languages',
    caption: 'Harder in one language: check the translation',
    columns: [
      { key: 'item', title: 'Item', format: 'code' },
      ...locales.map((locale) => ({
        key: `in ${locale}`,
        title: locale,
        format: 'bar' as const,
        few: { n: `n ${locale}`, least: LEAST },
      })),
    ],
    rows,
    note:
      locales.length < 2
        ? `Only one language is in this data: ${locales[0] ?? 'none is told'}.`
        : `Items whose facility differs by more than 10 points between languages with ${LEAST} first-attempt answers each.`,
  };
}

function of({ answers, responses }: ItemStats, locale: string): { n: number; p: number | null } {
  const mine = responses.filter((_, at) => answers[at]?.locale === locale);
  return { n: mine.length, p: atLeast(LEAST, mine.length, facility(mine)) };
}
