import { isGone, onLeave } from '../leave.ts';
import { recordsOf } from '../reported-attempt.ts';
import { callOf, isGraded } from '../rounds.ts';
import { daysBetween, today, type Scope } from '../scope.ts';
import { hasOpenCritical, overdueDays, traineesOf, type Trainee } from '../trainees.ts';
import { itemStats, rapidBelow } from './item-stats.ts';
import { objectiveScores } from './objectives.ts';
import { known, type Row, type Table } from './table.ts';
import { Words } from './texts.ts';

const COLUMNS = ['learner_id', 'team', 'points', 'reasons', 'last_activity', 'suggested_topic'] as const;
type AtRiskColumn = (typeof COLUMNS)[number];

/** Points from which on somebody is on the list. */
const LISTED = 3;

/** CSV-10: whom to talk to, with the reasons and a topic. A to-do list, never a rating of a person. */
export const atRisk: Table<AtRiskColumn> = {
  name: 'at-risk',
  title: 'At risk',
  columns: COLUMNS,
  rows: (scope) => {
    const found = lists.get(scope) ?? listed(scope);
    lists.set(scope, found);
    return found;
  },
};

/** The overview asks for the same list three times. */
const lists = new WeakMap<Scope, Row<AtRiskColumn>[]>();

function listed(scope: Scope): Row<AtRiskColumn>[] {
  const words = new Words(scope.course);
  const medians = new Map(itemStats(scope).map((item) => [`${item.id} ${item.version}`, item.medianSeconds]));
  const people = [...traineesOf(scope).values()].filter(({ person }) => !isGone(person, today(scope.now)));
  return people
    .flatMap((trainee) => {
      const reasons = reasonsOf(scope, trainee, medians);
      const points = reasons.reduce((all, each) => all + each.points, 0);
      return points < LISTED ? [] : [{ trainee, reasons, points }];
    })
    .map(({ trainee, reasons, points }) => ({
      learner_id: trainee.id,
      team: known(trainee.person?.team ?? ''),
      points,
      reasons: reasons.map(({ reason }) => reason).join('; '),
      last_activity: known(
        trainee.enrolments
          .map(({ register }) => register.last_activity)
          .sort()
          .at(-1) ?? '',
      ),
      suggested_topic: known(topicOf(scope, trainee, words)),
    }))
    .sort((a, b) => b.points - a.points || (a.learner_id < b.learner_id ? -1 : 1));
}

interface RiskReason {
  points: number;
  reason: string;
}

/** The rules of reports, section 5, one line each. Of several enrolments the latest counts; attempts not passed and calls for help add up. */
function reasonsOf(scope: Scope, trainee: Trainee, medians: ReadonlyMap<string, number | null>): RiskReason[] {
  const { enrolments, person, complete } = trainee;
  const overdue = onLeave(person) ? 0 : (overdueDays(scope, trainee) ?? 0);
  const late = { when: overdue > 0, points: 2, reason: `overdue by ${overdue} days` };
  const latest = enrolments.at(-1);
  // Overdue alone is 2 points, and no activity after that is one more.
  if (!latest) return late.when ? [late, { points: 1, reason: 'never started' }] : [];
  const { register, answers } = latest;
  const passed = enrolments.some((each) => each.passed);
  const fails = enrolments.flatMap(({ attempt }) => recordsOf(attempt, 'round-ended')).filter((end) => !end.passed);
  const asked = helpAsked(trainee);
  const weak = objectiveScores(scope, latest).filter(({ status }) => status === 'developing');
  const sureWrong = answers.filter((a) => a.sure === true && a.score < 1).length;
  const graded = answers.filter(isGraded);
  const rapid = graded.filter((a) => {
    const middle = medians.get(`${a.interaction} ${scope.itemVersion(a)}`);
    return !a.untimed && middle !== null && middle !== undefined && a.latencyMs / 1000 < rapidBelow(middle);
  }).length;
  const silent = register.last_activity !== '' && daysBetween(register.last_activity, today(scope.now)) > 7;
  const rules: (RiskReason & { when: boolean })[] = [
    late,
    { when: fails.length >= 2 && !passed, points: 2, reason: `${fails.length} attempts not passed` },
    { when: hasOpenCritical(trainee), points: 3, reason: 'a critical choice in a call is not put right' },
    { when: register.promise_status === 'declined', points: 3, reason: 'the promise was declined' },
    { when: asked.length > 0, points: 3, reason: `asked for their trainer about ${asked.join(', ')}` },
    { when: weak.length >= 3, points: 1, reason: `developing on ${weak.map(({ kp }) => kp).join(', ')}` },
    { when: sureWrong >= 4, points: 1, reason: `sure but wrong ${sureWrong} times` },
    { when: graded.length > 0 && rapid / graded.length > 0.3, points: 1, reason: 'many very fast answers' },
    { when: silent && !complete, points: 1, reason: 'no activity for 7 days' },
  ];
  return rules.filter(({ when }) => when).map(({ points, reason }) => ({ points, reason }));
}

/** Red flags they asked their trainer about, each once. */
const helpAsked = ({ enrolments }: Trainee): string[] => [
  ...new Set(enrolments.flatMap(({ attempt }) => recordsOf(attempt, 'help-asked').map(({ redFlag }) => redFlag))),
];

/** What to ask about first: a harmful choice, what they asked for, then the weakest key point. */
function topicOf(scope: Scope, trainee: Trainee, words: Words): string {
  const latest = trainee.enrolments.at(-1);
  if (!latest) return 'ask what keeps them from starting';
  const { attempt, answers } = latest;
  const harmful = answers.filter(({ quality, round }) => quality === 'critical' && round > 0).at(-1);
  if (harmful)
    return `ask about ${callOf(harmful)}, where they chose: “${words.say(harmful.interaction, harmful.slug, harmful.response)}”`;
  const declined = recordsOf(attempt, 'declined').at(-1);
  if (declined) return `ask about the promise: ${declined.reason.replaceAll('-', ' ')}`;
  const [flag] = helpAsked(trainee);
  if (flag) return `ask about ${flag}: ${scope.course.redFlags.find(({ id }) => id === flag)?.name ?? flag}`;
  const [weakest] = objectiveScores(scope, latest)
    .filter(({ status }) => status === 'developing')
    .sort((a, b) => a.earned / a.available - b.earned / b.available);
  return weakest ? `ask about ${weakest.kp}: ${scope.course.objectives.find(({ id }) => id === weakest.kp)?.name}` : '';
}
