import { mean, quantile } from 'd3-array';
import { sampleCorrelation, standardDeviation } from 'simple-statistics';
import { beforeAll, describe, expect, it } from 'vitest';
import { isoDuration } from '../../../src/tracking/xapi/duration.ts';
import type { AnsweredRecord, AttemptRecord, CallEndedRecord } from '../../../src/attempt/record.ts';
import type { DemoLearner } from '../../../src/app/report-demo.ts';
import { consistencyOf, decayOf, gainOf } from '../../../src/report/learning.ts';
import { objectiveScores } from '../../../src/report/tables/objectives.ts';
import type { Scope } from '../../../src/report/scope.ts';
import { summaryOf } from '../../../src/report/summary.ts';
import { confusion } from '../../../src/report/tables/red-flags.ts';
import { itemStats } from '../../../src/report/tables/item-stats.ts';
import type { Row } from '../../../src/report/tables/table.ts';
import { tables } from '../../../src/report/tables/tables.ts';
import { again, cohortOf, NOW, reportOn, type Cohort } from '../../support/report-cohort.ts';

// Every figure of a cohort that the real engine played, worked out a second time: from the records the engine made,
// not from statements; with other algorithms, or by statistics libraries.

let cohort: Cohort;
let scope: Scope;
/** The same learners a year later: a second enrolment of those who passed. */
let later: Scope;
beforeAll(async () => {
  cohort = await cohortOf(140, 5);
  scope = reportOn(cohort.course, cohort.statements, cohort.roster);
  later = reportOn(cohort.course, [...cohort.statements, ...again(cohort, 200)], undefined, NOW + YEAR);
}, 120_000);

const DIGITS = 9;
const YEAR = 365 * 86_400_000;
/** Both unknown, or equal to 1e-9. */
function same(ours: unknown, theirs: number | null | undefined, what: string): void {
  const near = theirs === null || theirs === undefined ? ours === null : Math.abs(Number(ours) - theirs) < 1e-9;
  expect({ what, ours, theirs, near }).toEqual({ what, ours, theirs, near: true });
}
const share = (list: readonly boolean[]): number | null => mean(list.map(Number)) ?? null;
const from = <T>(least: number, n: number, value: T): T | null => (n >= least ? value : null);
const rowsOf = (name: string): Row[] => tables.find((table) => table.name === name)?.rows(scope) ?? [];

type Kind<K extends AttemptRecord['kind']> = Extract<AttemptRecord, { kind: K }>;
const of = <K extends AttemptRecord['kind']>({ records }: DemoLearner, kind: K): Kind<K>[] =>
  records.filter((record): record is Kind<K> => record.kind === kind);
const graded = (learner: DemoLearner): AnsweredRecord[] => of(learner, 'answered').filter(({ weight, round }) => weight > 0 && round > 0); // prettier-ignore
const firsts = (learner: DemoLearner): AnsweredRecord[] => graded(learner).filter(({ round }) => round === 1);
/** Passed the first round; null while it is not over. */
const firstVerdict = (learner: DemoLearner): boolean | null => of(learner, 'round-ended').find(({ round }) => round === 1)?.passed ?? null; // prettier-ignore
const points = (list: readonly AnsweredRecord[]): number => list.reduce((sum, a) => sum + a.score * a.weight, 0);
const weights = (list: readonly AnsweredRecord[]): number => list.reduce((sum, a) => sum + a.weight, 0);

describe('items', () => {
  it('have the same figures when statistics libraries work them out', () => {
    const ids = [...new Set(cohort.learners.flatMap((l) => firsts(l).map((a) => a.interaction)))].sort();
    const stats = itemStats(scope);
    expect(stats.map(({ id }) => id)).toEqual(ids);
    let correlations = 0;
    for (const item of stats) {
      const mine = cohort.learners.flatMap((learner) => {
        const list = firsts(learner);
        return list
          .filter((answer) => answer.interaction === item.id)
          .map((answer) => ({
            answer,
            passed: firstVerdict(learner),
            rest: points(list.filter((other) => other !== answer)) / weights(list.filter((other) => other !== answer)),
          }));
      });
      const n = mine.length;
      const scores = mine.map(({ answer }) => answer.score);
      const p = mean(scores) ?? 0;
      same(item.n, n, `${item.id} n`);
      same(item.facility, from(20, n, p), `${item.id} p`);
      const whole = mine.filter(({ rest }) => !Number.isNaN(rest));
      const [x, y] = [whole.map(({ answer }) => answer.score), whole.map(({ rest }) => rest)];
      const varies = n >= 30 && standardDeviation(x) > 1e-9 && standardDeviation(y) > 1e-9;
      if (varies) correlations += 1;
      same(item.discrimination, varies ? sampleCorrelation(x, y) : null, `${item.id} r`);
      const [up, down] = [true, false].map((passed) => mine.filter((m) => m.passed === passed).map((m) => m.answer.score)); // prettier-ignore
      const both = Math.min(up?.length ?? 0, down?.length ?? 0) >= 10;
      same(item.gap, both ? (mean(up ?? []) ?? 0) - (mean(down ?? []) ?? 0) : null, `${item.id} B`);
      // The Wilson interval's ends are where the score test is just not significant: found by halving.
      const z = 1.959963984540054;
      const edge = (low: number, high: number): number => {
        let [a, b] = [low, high];
        for (let n = 0; n < 200; n += 1) {
          const middle = (a + b) / 2;
          const inside = Math.abs(p - middle) <= z * Math.sqrt((middle * (1 - middle)) / mine.length);
          if (inside === high > low) b = middle;
          else a = middle;
        }
        return (a + b) / 2;
      };
      if (n >= 20 && p > 0.02 && p < 0.98) same(item.facilityLo, edge(0, p), `${item.id} lo`);
      const seconds = mine.map(({ answer }) => Math.min(300, answer.latencyMs / 1000));
      const middle = quantile(seconds, 0.5) ?? 0;
      same(item.medianSeconds, from(20, n, middle), `${item.id} median`);
      same(item.iqrSeconds, from(20, n, (quantile(seconds, 0.75) ?? 0) - (quantile(seconds, 0.25) ?? 0)), `${item.id} iqr`); // prettier-ignore
      same(item.rapidShare, from(20, n, share(seconds.map((s) => s < Math.max(2, middle / 10)))), `${item.id} rapid`);
      const sure = mine.filter(({ answer }) => answer.sure === true);
      const rated = mine.filter(({ answer }) => answer.sure !== undefined);
      same(item.sureWrong, from(10, sure.length, share(sure.map(({ answer }) => answer.score < 1))), `${item.id} sure`);
      const gap = (share(rated.map(({ answer }) => answer.sure === true)) ?? 0) - (share(rated.map(({ answer }) => answer.score === 1)) ?? 0); // prettier-ignore
      same(item.calibrationGap, from(20, rated.length, gap), `${item.id} calibration`);
      for (const option of item.options) {
        const taken = (list: typeof mine) => share(list.map(({ answer }) => answer.response.includes(option.id)));
        const groups = [true, false].map((passed) => mine.filter((m) => m.passed === passed));
        same(option.share, taken(mine), `${item.id} ${option.id}`);
        same(option.sharePass, from(10, groups[0]?.length ?? 0, taken(groups[0] ?? [])), `${item.id} ${option.id} pass`); // prettier-ignore
        same(option.shareFail, from(10, groups[1]?.length ?? 0, taken(groups[1] ?? [])), `${item.id} ${option.id} fail`); // prettier-ignore
      }
    }
    expect(correlations).toBeGreaterThan(10);
  });
});

describe('calls', () => {
  it('have the same rates', () => {
    const mastered = (c: CallEndedRecord): boolean => c.score >= 0.75 && c.criticals - c.recovered <= 0;
    const ends = cohort.learners.flatMap((learner) => of(learner, 'call-ended'));
    /** Help is offered all through the first call of a round and at the first moment of the second. */
    const offered = cohort.learners.flatMap((learner) => {
      const nodes = firsts(learner).filter(({ type }) => type === 'node');
      const [one, two] = [...new Set(nodes.map((a) => a.interaction.split('.')[0]))];
      const second = nodes.find((a) => a.interaction.startsWith(`${two}.`));
      return nodes.filter((a) => a.interaction.startsWith(`${one}.`) || a === second);
    });
    for (const row of rowsOf('calls')) {
      if (row['node_id'] !== null) continue;
      const mine = ends.filter(({ call }) => call === row['call_id']);
      const harmed = mine.filter(({ criticals }) => criticals > 0);
      const asked = offered.filter(({ interaction }) => interaction.startsWith(`${String(row['call_id'])}.`));
      same(row['n'], mine.length, 'n');
      same(row['critical_rate'], from(10, mine.length, harmed.length / mine.length), 'critical');
      same(row['recovery_rate'], from(5, harmed.length, share(harmed.map((c) => c.criticals <= c.recovered))), 'back');
      same(row['mastery_rate'], from(10, mine.length, share(mine.map(mastered))), 'mastery');
      same(row['help_rate'], from(10, asked.length, share(asked.map(({ helped }) => helped === true))), 'help');
      same(row['median_seconds'], quantile(mine.map((c) => Math.round(c.durationMs / 10) / 100), 0.5) ?? null, 'median'); // prettier-ignore
      expect(['good', 'mixed', 'harm'].map((e) => row[`ending_${e}`])).toEqual(['good', 'mixed', 'harm'].map((e) => mine.filter((c) => c.ending === e).length)); // prettier-ignore
    }
    const summary = summaryOf(scope);
    same(summary.callMastery, share(ends.map(mastered)), 'mastery of all');
    same(summary.criticalRate, share(ends.map(({ criticals }) => criticals > 0)), 'critical of all');
    same(summary.helpRate, share(offered.map(({ helped }) => helped === true)), 'help of all');
  });
});

describe('red flags', () => {
  it('give the same matrix and detection', () => {
    const matrix = new Map<string, number>();
    for (const learner of cohort.learners)
      for (const scene of firsts(learner).filter(({ type }) => type === 'scene'))
        for (const truth of scene.pattern) {
          const [segment, label] = truth.split('.');
          const given = scene.response.find((pair) => pair.startsWith(`${segment}.`))?.split('.')[1];
          if (given) matrix.set(`${label}>${given}`, (matrix.get(`${label}>${given}`) ?? 0) + 1);
        }
    const cells = [...matrix].map(([key, n]) => ({ truth: key.split('>')[0], given: key.split('>')[1], n }));
    const count = (test: (cell: (typeof cells)[number]) => boolean): number => cells.filter(test).reduce((sum, { n }) => sum + n, 0); // prettier-ignore
    for (const row of rowsOf('red-flags').filter((each) => each['scope'] === 'all')) {
      same(row['count'], matrix.get(`${row['true_label']}>${row['given_label']}`) ?? 0, 'cell');
      const shown = count(({ truth }) => truth === row['true_label']);
      expect(Number(row['row_percent'])).toBeCloseTo((100 * Number(row['count'])) / shown, 2);
    }
    const signals = count(({ truth }) => truth !== 'none');
    const hits = count(({ truth, given }) => truth !== 'none' && given !== 'none');
    const noise = count(({ truth }) => truth === 'none');
    const alarms = count(({ truth, given }) => truth === 'none' && given !== 'none');
    const found = confusion(scope, scope.learners).detection();
    const [h, f] = [zOf((hits + 0.5) / (signals + 1)), zOf((alarms + 0.5) / (noise + 1))];
    same(found.hitRate, hits / signals, 'hits');
    same(found.falseAlarmRate, alarms / noise, 'false alarms');
    same(found.dPrime, h - f, 'd′');
    same(found.bias, (h + f) / -2, 'c');
    same(found.balanced, (hits / signals + (noise - alarms) / noise) / 2, 'balanced');
  });
});

describe('learners', () => {
  it('have the same pass rates, times and confidence', () => {
    const summary = summaryOf(scope);
    const ended = cohort.learners.filter((learner) => of(learner, 'round-ended').length > 0);
    same(summary.firstPassRate, share(ended.map((l) => firstVerdict(l) === true)), 'first');
    same(summary.anyPassRate, share(ended.map((l) => of(l, 'round-ended').some((r) => r.passed))), 'any');
    const done = cohort.learners.filter((l) => of(l, 'completed').length > 0);
    const minutes = done.map(({ attempt }) => seconds(isoDuration(attempt.activeMs)) / 60);
    same(summary.medianActiveMinutes, quantile(minutes, 0.5), 'median time');
    same(summary.iqrActiveMinutes, (quantile(minutes, 0.75) ?? 0) - (quantile(minutes, 0.25) ?? 0), 'iqr time');
    same(summary.completionRate, done.length / (scope.missing.length + cohort.learners.length), 'complete');
    const rated = cohort.learners.flatMap((l) => of(l, 'answered').filter(({ sure }) => sure !== undefined));
    const sure = rated.filter((a) => a.sure);
    same(summary.sureWrongRate, sure.filter(({ score }) => score < 1).length / sure.length, 'sure but wrong');
    same(summary.calibrationGap, (sure.length - rated.filter(({ score }) => score === 1).length) / rated.length, 'gap');
  });

  it('have the same decision on odd and even halves', () => {
    const mark = cohort.course.settings.mastery / 100;
    const forms = cohort.learners.filter((l) => firstVerdict(l) !== null && firsts(l).length > 0);
    const agree = forms.map((learner) => {
      const halves: [AnsweredRecord[], AnsweredRecord[]] = [[], []];
      firsts(learner).forEach((answer, n) => halves[n % 2 === 0 ? 0 : 1].push(answer));
      const [odd, even] = halves.map((half) => points(half) + 1e-9 >= mark * weights(half));
      return odd === even;
    });
    expect(consistencyOf(scope).n).toBe(forms.length);
    same(summaryOf(scope).decisionConsistency, share(agree), 'consistency');
    expect(forms.length).toBeGreaterThan(50);
  });

  it('gain and lose the same on each key point', () => {
    const first = (l: DemoLearner, kp: string) => sharesOf(firsts(l), kp);
    for (const { kp, n, before, after, change } of gainOf(scope)) {
      const pairs = cohort.learners.flatMap((learner) => {
        const check = of(learner, 'answered').find(({ part, objectives }) => part === 'check' && objectives.includes(kp)); // prettier-ignore
        const right = first(learner, kp);
        return check && right !== null ? [[check.score === 1 ? 1 : 0, right] as const] : [];
      });
      expect(n).toBe(pairs.length);
      same(
        before,
        from(
          30,
          n,
          mean(pairs, ([a]) => a),
        ),
        `${kp} before`,
      );
      same(
        after,
        from(
          30,
          n,
          mean(pairs, ([, b]) => b),
        ),
        `${kp} after`,
      );
      same(
        change,
        from(
          30,
          n,
          mean(pairs, ([a, b]) => b - a),
        ),
        `${kp} gain`,
      );
    }
    const passed = cohort.learners.filter((l) => of(l, 'round-ended').some((r) => r.passed));
    const found = decayOf(later);
    expect(new Set(found.map(({ to }) => to)).size).toBeGreaterThan(0);
    for (const kp of cohort.course.objectives.map(({ id }) => id)) {
      const mine = found.filter((each) => each.kp === kp);
      const pairs = passed.flatMap((learner) => {
        const folded = scope.learners.find(({ id }) => id === learner.id);
        const was = folded && objectiveScores(scope, folded).find((each) => each.kp === kp);
        const is = first(learner, kp);
        return was && was.available > 0 && is !== null ? [is - was.earned / was.available] : [];
      });
      expect(mine.reduce((sum, { n }) => sum + n, 0)).toBe(pairs.length);
      const told = mine.filter(({ change }) => change !== null);
      if (told.length === mine.length)
        expect(told.reduce((sum, { n, change }) => sum + n * (change ?? 0), 0)).toBeCloseTo(pairs.reduce((a, b) => a + b, 0), DIGITS); // prettier-ignore
    }
  });
});

/** Share of the points on a key point; each answer's points split over those it names, scenes by their flags. */
function sharesOf(answers: readonly AnsweredRecord[], kp: string): number | null {
  let [earned, available] = [0, 0];
  for (const answer of answers) {
    if (answer.type !== 'scene') {
      if (!answer.objectives.includes(kp)) continue;
      earned += (answer.score * answer.weight) / answer.objectives.length;
      available += answer.weight / answer.objectives.length;
      continue;
    }
    for (const truth of answer.pattern) {
      const [segment, label] = truth.split('.');
      const flag = cohort.course.redFlags.find(({ id }) => id === label);
      if (!flag?.objectives.includes(kp)) continue;
      const given = answer.response.find((pair) => pair.startsWith(`${segment}.`))?.split('.')[1];
      earned += (given === label ? 1 : given === 'none' || given === undefined ? 0 : 0.5) / flag.objectives.length;
      available += 1 / flag.objectives.length;
    }
  }
  return available === 0 ? null : earned / available;
}

const seconds = (duration: string): number => {
  const [, h = 0, m = 0, s = 0] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(duration) ?? [];
  return Number(h) * 3600 + Number(m) * 60 + Number(s);
};

/** z with Φ(z) = p, by halving; Φ by the series of its integral (Abramowitz & Stegun 26.2.11). */
function zOf(p: number): number {
  let [low, high] = [-6, 6];
  for (let n = 0; n < 100; n += 1) {
    const z = (low + high) / 2;
    let [term, sum] = [z, z];
    for (let k = 1; Math.abs(term) > 1e-18; k += 1) sum += term *= (z * z) / (2 * k + 1);
    if (0.5 + (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI) < p) low = z;
    else high = z;
  }
  return (low + high) / 2;
}
