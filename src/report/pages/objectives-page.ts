import { plainText } from '../../course/text.ts';
import type { Place } from '../place.ts';
import { mean } from '../metrics/mean.ts';
import { ratio } from '../metrics/proportion.ts';
import type { Scope } from '../scope.ts';
import { objectiveScores } from '../tables/objectives.ts';
import { learningTables } from './learning-tables.ts';
import { LEAST, LEAST_IN_TEAM, masteries, type Mastery } from './mastery.ts';
import { percent, type Figure, type TextBlock, type View, type ViewRow } from './view.ts';

/** P4: which idea does my group not get? */
export function objectivesPage(scope: Scope, { show }: Pick<Place, 'show'>): View {
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
    ...teamCells(teams, (team) => byTeam.get(team)?.[at]),
    show: id,
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
            few: { n: 'n', least: LEAST },
            how: 'learners with 70 % or more of the points ÷ learners with enough evidence, from 10 on; for a team from 5 on',
          },
          ...teams.map((team) => ({
            key: `team ${team}`,
            title: team,
            format: 'heat' as const,
            few: { n: `n ${team}`, least: LEAST_IN_TEAM },
            beside: `beside ${team}`,
          })),
          { key: 'fix', title: 'Teach again with' },
        ],
        rows,
        note: 'Share of learners who mastered the key point. Hatched is below 40 %, tinted below 80 %. Choose a key point to read its lesson and its 2-minute fix.',
      },
      ...taught(scope, show),
      ...learningTables(scope),
    ],
    focus: 'taught',
    how: [
      scope.filters.attempt === 'first'
        ? 'Points of the first attempt alone.'
        : 'Points of the attempt that set the result, with what it carried over from the one before.',
    ],
  };
}

/** Mastery of each team on one key point, with its mean and how many stand behind it. */
const teamCells = (teams: readonly string[], of: (team: string) => Mastery | undefined): ViewRow =>
  Object.fromEntries(
    teams.flatMap((team) => {
      const { n = 0, rate = null, scores = [] } = of(team) ?? {};
      return [
        [`team ${team}`, rate],
        [`n ${team}`, n],
        [`beside ${team}`, rate === null ? null : `mean ${percent(mean(scores))}, n = ${n}`],
      ];
    }),
  );

/** The lesson and the 2-minute fix of the key point that was chosen. */
function taught({ course }: Scope, kp: string): TextBlock[] {
  const lesson = course.lessons.find(({ id }) => id === kp);
  if (!lesson) return [];
  const name = course.objectives.find(({ id }) => id === kp)?.name ?? '';
  const fix = course.fixes.find((each) => each.kp === kp);
  const lines = [
    `The rule: ${plainText(lesson.rule)}`,
    `On the floor: ${plainText(lesson.example)}`,
    ...lesson.dos.map((text) => `Do: ${plainText(text)}`),
    ...lesson.donts.map((text) => `Do not: ${plainText(text)}`),
    ...(fix
      ? [
          `The 2-minute fix, “${fix.title}”: ${plainText(fix.situation)}`,
          ...fix.steps.map(({ does, because }) => `${plainText(does)} ${plainText(because)}`),
          `To take away: ${plainText(fix.point)}`,
        ]
      : []),
  ];
  return [{ kind: 'text', id: 'taught', heading: `Lesson and fix: ${kp} ${name}`, lines }];
}

function motivationFigures(scope: Scope): Figure[] {
  const scored = scope.learners.map((learner) => objectiveScores(scope, learner)).filter((list) => list.length > 0);
  const all = scored.flat();
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
      note: `n = ${scored.length}. ${meaning}`,
      how: 'Points earned ÷ points available on all its key points, of everybody in scope.',
    };
  });
}
