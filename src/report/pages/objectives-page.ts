import { mean } from '../metrics/mean.ts';
import { ratio } from '../metrics/proportion.ts';
import type { Scope } from '../scope.ts';
import { objectiveScores } from '../tables/objectives.ts';
import { learningTables } from './learning-tables.ts';
import { LEAST_IN_TEAM, masteries } from './mastery.ts';
import { percent, TOO_FEW, type Figure, type View, type ViewRow } from './view.ts';

/** P4: which idea does my group not get? */
export function objectivesPage(scope: Scope): View {
  const teams = [...new Set(scope.learners.flatMap(({ person }) => person?.team || []))].sort();
  const byTeam = new Map(
    teams.map((team) => [
      team,
      masteries(
        scope,
        scope.learners.filter(({ person }) => person?.team === team),
        LEAST_IN_TEAM,
      ),
    ]),
  );
  const rows: ViewRow[] = masteries(scope).map(({ id, name, motivation, n, rate, scores }, at) => ({
    kp: `${id} ${name}`,
    motivation: scope.course.motivations.find((each) => each.id === motivation)?.name ?? motivation,
    n,
    mean: mean(scores),
    rate,
    fix: scope.course.fixes.some((fix) => fix.kp === id) ? 'lesson and fix' : 'lesson',
    ...Object.fromEntries(teams.map((team) => [`team ${team}`, byTeam.get(team)?.[at]?.rate ?? null])),
  }));
  const weakest = [...rows]
    .filter(({ rate }) => rate !== null)
    .sort((a, b) => Number(a['rate']) - Number(b['rate']))[0];
  return {
    title: 'Key points',
    lead: weakest
      ? `Furthest behind: ${String(weakest['kp'])}, mastered by ${percent(Number(weakest['rate']))}. A help signal, no verdict.`
      : 'Which key point does the group not get yet? A help signal, no verdict.',
    figures: motivationFigures(scope),
    blocks: [
      {
        kind: 'table',
        id: 'objectives',
        caption: 'Key points by team',
        csv: 'objectives',
        columns: [
          { key: 'kp', title: 'Key point' },
          { key: 'motivation', title: 'Belongs to' },
          {
            key: 'n',
            title: 'Learners',
            format: 'number',
            how: 'learners with at least two observations on the key point',
          },
          {
            key: 'mean',
            title: 'Mean score',
            format: 'percent',
            how: 'mean of points earned ÷ points available; call moments give 2 points, questions 1, each red flag in a scene 1, split evenly over the key points they stand for',
          },
          {
            key: 'rate',
            title: 'Mastered',
            format: 'heat',
            empty: TOO_FEW,
            how: 'learners with 70 % or more of the points ÷ learners with enough evidence, from 10 on; for a team from 5 on',
          },
          ...teams.map((team) => ({ key: `team ${team}`, title: team, format: 'heat' as const, empty: TOO_FEW })),
          { key: 'fix', title: 'Teach again with' },
        ],
        rows,
        note: 'Share of learners who mastered the key point. Hatched is below 40 %, tinted below 80 %.',
      },
      ...learningTables(scope),
    ],
    how: [
      scope.filters.attempt === 'first'
        ? 'Points of the first attempt alone.'
        : 'Points of the attempt that set the result, with what it carried over from the one before.',
    ],
  };
}

function motivationFigures(scope: Scope): Figure[] {
  const all = scope.learners.flatMap((learner) => objectiveScores(scope, learner));
  const learners = scope.learners.filter(({ counting }) => counting !== null).length;
  return scope.course.motivations.map(({ id, name, meaning }) => {
    const mine = all.filter(({ motivation }) => motivation === id);
    const sum = (pick: (o: (typeof mine)[number]) => number): number => mine.reduce((total, o) => total + pick(o), 0);
    return {
      label: name,
      value: percent(
        ratio(
          sum((o) => o.earned),
          sum((o) => o.available),
        ),
      ),
      note: `n = ${learners}. ${meaning}`,
      how: 'Points earned ÷ points available on all its key points, of everybody in scope.',
    };
  });
}
