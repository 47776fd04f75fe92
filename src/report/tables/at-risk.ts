import type { Learner } from '../learner.ts';
import { recordsOf } from '../reported-attempt.ts';
import { callOf, isGraded } from '../rounds.ts';
import { daysBetween, today, type Scope } from '../scope.ts';
import { onLeave } from './register.ts';
import { itemStats, rapidBelow } from './item-stats.ts';
import { objectiveScores } from './objectives.ts';
import { known, type Table } from './table.ts';
import { Words } from './texts.ts';

const COLUMNS = ['learner_id', 'team', 'points', 'reasons', 'last_activity', 'suggested_topic'] as const;

/** Points from which on somebody is on the list. */
const LISTED = 3;

/** CSV-10: whom to talk to, with the reasons and a topic. A to-do list, never a rating of a person. */
export const atRisk: Table<(typeof COLUMNS)[number]> = {
  name: 'at-risk',
  title: 'At risk',
  columns: COLUMNS,
  rows: (scope) => {
    const words = new Words(scope.course);
    const medians = new Map(itemStats(scope).map((item) => [item.id, item.n < 20 ? null : item.medianSeconds]));
    const people = scope.learners.flatMap((learner) => {
      const reasons = reasonsOf(scope, learner, medians);
      const sum = reasons.reduce((all, { points }) => all + points, 0);
      return sum >= LISTED ? [{ learner, reasons, sum }] : [];
    });
    const late = scope.missing.filter(
      (person) => !onLeave(person) && person.dueOn !== '' && person.dueOn < today(scope.now),
    );
    return [
      ...people.map(({ learner, reasons, sum }) => ({
        learner_id: learner.id,
        team: known(learner.person?.team ?? ''),
        points: sum,
        reasons: reasons.map(({ reason }) => reason).join('; '),
        last_activity: known(learner.register.last_activity),
        suggested_topic: known(topicOf(scope, learner, words)),
      })),
      // Overdue alone is 2 points, and no activity after that is one more.
      ...late.map((person) => ({
        learner_id: person.id,
        team: known(person.team),
        points: LISTED,
        reasons: `overdue by ${daysBetween(person.dueOn, today(scope.now))} days; never started`,
        last_activity: null,
        suggested_topic: 'ask what keeps them from starting',
      })),
    ].sort((a, b) => b.points - a.points || (a.learner_id < b.learner_id ? -1 : 1));
  },
};

interface RiskReason {
  points: number;
  reason: string;
}

/** The rules of reports, section 5, one line each. */
function reasonsOf(scope: Scope, learner: Learner, medians: ReadonlyMap<string, number | null>): RiskReason[] {
  const { register, attempt, answers, person, complete } = learner;
  const overdue = person && person.dueOn !== '' && !complete ? daysBetween(person.dueOn, today(scope.now)) : 0;
  const fails = recordsOf(attempt, 'round-ended').filter(({ passed }) => !passed).length;
  const asked = recordsOf(attempt, 'help-asked');
  const weak = objectiveScores(scope, learner).filter(({ status }) => status === 'developing');
  const sureWrong = answers.filter((a) => a.sure === true && a.score < 1).length;
  const graded = answers.filter(isGraded);
  const rapid = graded.filter((a) => {
    const middle = medians.get(a.interaction);
    return !a.untimed && middle !== null && middle !== undefined && a.latencyMs / 1000 < rapidBelow(middle);
  }).length;
  const silent = register.last_activity !== '' && daysBetween(register.last_activity, today(scope.now)) > 7;
  const rules: (RiskReason & { when: boolean })[] = [
    { when: overdue > 0 && !onLeave(person), points: 2, reason: `overdue by ${overdue} days` },
    { when: fails >= 2 && !learner.passed, points: 2, reason: `${fails} attempts not passed` },
    { when: register.critical_open > 0, points: 3, reason: 'a critical choice in a call is not put right' },
    { when: register.promise_status === 'declined', points: 3, reason: 'the promise was declined' },
    {
      when: asked.length > 0,
      points: 3,
      reason: `asked for their trainer about ${asked.map((a) => a.redFlag).join(', ')}`,
    },
    { when: weak.length >= 3, points: 1, reason: `developing on ${weak.map(({ kp }) => kp).join(', ')}` },
    { when: sureWrong >= 4, points: 1, reason: `sure but wrong ${sureWrong} times` },
    { when: graded.length > 0 && rapid / graded.length > 0.3, points: 1, reason: 'many very fast answers' },
    { when: silent && !complete, points: 1, reason: 'no activity for 7 days' },
  ];
  return rules.filter(({ when }) => when).map(({ points, reason }) => ({ points, reason }));
}

/** What to ask about first: a harmful choice, what they asked for, then the weakest key point. */
function topicOf(scope: Scope, learner: Learner, words: Words): string {
  const { attempt, answers } = learner;
  const harmful = answers.filter(({ quality, round }) => quality === 'critical' && round > 0).at(-1);
  if (harmful)
    return `ask about ${callOf(harmful)}, where they chose: “${words.say(harmful.interaction, harmful.slug, harmful.response)}”`;
  const declined = recordsOf(attempt, 'declined').at(-1);
  if (declined) return `ask about the promise: ${declined.reason.replaceAll('-', ' ')}`;
  const flag = recordsOf(attempt, 'help-asked')[0]?.redFlag;
  if (flag) return `ask about ${flag}: ${scope.course.redFlags.find(({ id }) => id === flag)?.name ?? flag}`;
  const [weakest] = objectiveScores(scope, learner)
    .filter(({ status }) => status === 'developing')
    .sort((a, b) => a.earned / a.available - b.earned / b.available);
  return weakest ? `ask about ${weakest.kp}: ${scope.course.objectives.find(({ id }) => id === weakest.kp)?.name}` : '';
}
