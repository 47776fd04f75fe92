import type { Scope } from '../scope.ts';
import { atRisk } from '../tables/at-risk.ts';
import { itemStats, type ItemStats } from '../tables/item-stats.ts';
import { Words } from '../tables/texts.ts';
import { masteries } from './mastery.ts';
import { namer, places, reasonWords } from './people.ts';
import { percent, type FindingsBlock } from './view.ts';

const SHOWN = 3;
type Line = FindingsBlock['groups'][number]['lines'][number];

/** What a trainer should look at first: who needs help with what, which question is broken, which idea is not yet understood. */
export function findings(scope: Scope): FindingsBlock {
  const toHelp = atRisk.rows(scope);
  const broken = suspects(scope);
  return {
    kind: 'findings',
    groups: [
      {
        heading: `Who needs help: ${toHelp.length}`,
        page: 'at-risk',
        more: 'Everybody who needs help',
        lines: helpLines(scope, toHelp.slice(0, SHOWN)),
        none: 'Nobody at the moment.',
      },
      {
        heading: `Which question is broken: ${broken.length}`,
        page: 'items',
        more: 'All questions',
        lines: broken.slice(0, SHOWN).map((item) => itemLine(scope, item)),
        none: 'No question gives reason to doubt it, as far as the numbers reach.',
      },
      {
        heading: 'What is not yet understood',
        page: 'objectives',
        more: 'All key points',
        lines: weakest(scope),
        none: 'Too few answers to tell.',
      },
    ],
  };
}

function helpLines(scope: Scope, rows: ReturnType<typeof atRisk.rows>): Line[] {
  const [at, nameOf] = [places(scope), namer(scope)];
  return rows.map((row) => {
    const link = at.get(String(row.learner_id));
    return {
      text: nameOf(String(row.learner_id)),
      note: reasonWords(scope, String(row.reasons)).slice(0, 2).join('; '),
      ...(link === undefined ? {} : { link }),
    };
  });
}

const GRAVITY = ['review key', 'too hard'];

/** Items somebody should look at now, the gravest first. */
function suspects(scope: Scope): ItemStats[] {
  return itemStats(scope)
    .filter(({ verdict }) => GRAVITY.includes(verdict))
    .sort(
      (a, b) =>
        GRAVITY.indexOf(a.verdict) - GRAVITY.indexOf(b.verdict) || (a.discrimination ?? 0) - (b.discrimination ?? 0),
    );
}

function itemLine(scope: Scope, item: ItemStats): Line {
  const { stem } = new Words(scope.course).of(item.id, item.sample.slug);
  const why =
    item.verdict === 'review key'
      ? 'those who know the rest get it wrong: check the key'
      : `only ${percent(item.facility)} right: teach it better, or mend it`;
  return { text: `${item.id} ${shortened(stem)}`, note: `${why} (n = ${item.n})`, show: item.id };
}

/** The weakest key points. */
function weakest(scope: Scope): Line[] {
  return masteries(scope)
    .flatMap(({ id, name, rate, n }) => (rate === null ? [] : [{ id, name, rate, n }]))
    .sort((a, b) => a.rate - b.rate)
    .slice(0, SHOWN)
    .map(({ id, name, rate, n }) => ({
      text: `${id} ${name}`,
      note: `${percent(rate)} of ${n} learners have mastered it`,
      show: id,
    }));
}

/** A text cut at a word. */
export const shortened = (text: string, most = 70): string =>
  text.length <= most ? text : `${text.slice(0, most).replace(/\s+\S*$/, '')} …`;
