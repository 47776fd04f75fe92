import type { Learner } from '../learner.ts';
import { recordsOf } from '../reported-attempt.ts';
import { callMastery, criticalRate, helpRate, recoveryRate } from '../metrics/calls.ts';
import { offeredHelp } from '../help-offered.ts';
import { median } from '../metrics/quantile.ts';
import { callOf, type Answer } from '../rounds.ts';
import type { Scope } from '../scope.ts';
import { secondsOf } from './item-stats.ts';
import type { Table } from './table.ts';

const COLUMNS = [
  'call_id',
  'node_id',
  'n',
  'best',
  'ok',
  'poor',
  'critical',
  'recovered',
  'help_used',
  'median_seconds',
  'ending_good',
  'ending_mixed',
  'ending_harm',
  'critical_rate',
  'recovery_rate',
  'mastery_rate',
  'help_rate',
  'help_offered',
] as const;

/** CSV-6: what is chosen at each moment of each call, and how the calls end. The row without a node is the call as a whole. */
export const calls: Table<(typeof COLUMNS)[number]> = {
  name: 'calls',
  title: 'Call paths',
  columns: COLUMNS,
  rows: (scope) => {
    const nodes = nodeAnswers(scope);
    const offered = scope.learners.flatMap((learner) => offeredHelp(scope, learner));
    const ended = callEnds(scope);
    const ids = [...new Set([...[...nodes.keys()].map((id) => id.split('.')[0] ?? ''), ...ended.map((c) => c.call)])];
    return ids.sort().flatMap((call) => {
      const mine = ended.filter((each) => each.call === call);
      const ending = (word: string): number => mine.filter((each) => each.ending === word).length;
      const asked = [...nodes.entries()]
        .filter(([id]) => id.startsWith(`${call}.`))
        .sort(([a], [b]) => (a < b ? -1 : 1));
      const help = offered.filter((answer) => callOf(answer) === call);
      const whole = {
        ...counts(asked.flatMap(([, answers]) => answers)),
        call_id: call,
        node_id: null,
        n: mine.length,
        recovered: mine.reduce((sum, each) => sum + each.recovered, 0),
        median_seconds: median(mine.map(({ durationMs }) => durationMs / 1000)),
        ending_good: ending('good'),
        ending_mixed: ending('mixed'),
        ending_harm: ending('harm'),
        critical_rate: criticalRate(mine),
        recovery_rate: recoveryRate(mine),
        mastery_rate: callMastery(mine),
        ...helpAt(
          help,
          asked.flatMap(([, answers]) => answers),
        ),
      };
      const moments = asked.map(([node, answers]) => ({
        ...counts(answers),
        call_id: call,
        node_id: node,
        n: answers.length,
        recovered: null,
        median_seconds: median(secondsOf(answers)),
        ending_good: null,
        ending_mixed: null,
        ending_harm: null,
        critical_rate: null,
        recovery_rate: null,
        mastery_rate: null,
        ...helpAt(
          help.filter(({ interaction }) => interaction === node),
          answers,
        ),
      }));
      return [whole, ...moments];
    });
  },
};

/** How often the rule was offered, and asked for there. */
function helpAt(offered: readonly (Answer & { helped: boolean })[], answers: readonly Answer[]) {
  // A standard that does not tell of help tells of no offer either; that is no 0.
  const isTold = answers.some(({ helped }) => helped !== undefined);
  return { help_rate: helpRate(offered), help_offered: isTold ? offered.length : null };
}

/** All answers at each moment of each call, every round. */
export function nodeAnswers(scope: Scope): Map<string, Answer[]> {
  const nodes = new Map<string, Answer[]>();
  for (const { answers } of scope.learners)
    for (const answer of answers)
      if (answer.type === 'node' && scope.isAsAsked(answer)) push(nodes, answer.interaction, answer);
  return nodes;
}

function counts(answers: readonly Answer[]) {
  const of = (quality: string): number => answers.filter((a) => a.quality === quality).length;
  const told = answers.filter(({ helped }) => helped !== undefined);
  return {
    best: of('best'),
    ok: of('ok'),
    poor: of('poor'),
    critical: of('critical'),
    // A standard that does not tell of help tells of none at all; that is no 0.
    help_used: told.length === 0 ? null : told.filter(({ helped }) => helped).length,
  };
}

/** Attempts at a call with a critical choice ÷ attempts; calls put right again ÷ calls with one. */
export function callRates(scope: Scope): { attempts: number; critical: number | null; recovered: number | null } {
  const ended = callEnds(scope);
  return { attempts: ended.length, critical: criticalRate(ended), recovered: recoveryRate(ended) };
}

/** Every call that came to its end, every round. */
export const callEnds = (scope: Scope) => scope.learners.flatMap((learner) => callEndsOf(scope, learner));

/** The calls a learner played to the end, as this version of the course has them: of another one, or with moments that were asked otherwise, no call is. */
export function callEndsOf(scope: Scope, { attempt, answers }: Learner) {
  const others = new Set(
    answers.flatMap((a) => (a.type === 'node' && !scope.isAsAsked(a) ? [`${callOf(a)} ${a.round}`] : [])),
  );
  return recordsOf(attempt, 'call-ended').filter(
    (end) => scope.isComparable(end) && !others.has(`${end.call} ${end.round}`),
  );
}

/** Adds to the list under a key. */
function push<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
