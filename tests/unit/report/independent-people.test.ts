import { quantile } from 'd3-array';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AttemptRecord } from '../../../src/attempt/record.ts';
import type { DemoLearner } from '../../../src/app/report-demo.ts';
import type { Scope } from '../../../src/report/scope.ts';
import { summaryOf } from '../../../src/report/summary.ts';
import { objectiveScores } from '../../../src/report/tables/objectives.ts';
import type { Row } from '../../../src/report/tables/table.ts';
import { tables } from '../../../src/report/tables/tables.ts';
import { cohortOf, NOW, reportOn, type Cohort } from '../../support/report-cohort.ts';

// Who is how far, who is late and who needs help, worked out a second time from the engine's own records and the roster's lines.

const DAY = 86_400_000;
const TODAY = Math.floor(NOW / DAY);

interface Line {
  id: string;
  assigned: number;
  due: number;
  leave: string;
}

let cohort: Cohort;
let scope: Scope;
let roster: Line[];
beforeAll(async () => {
  cohort = await cohortOf(120, 9);
  scope = reportOn(cohort.course, cohort.statements, cohort.roster);
  roster = cohort.roster
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => line.slice(1, -1).split('","'))
    .map(([id = '', , , , assigned = '', due = '', leave = '']) => ({ id, assigned: Date.parse(assigned) / DAY, due: Date.parse(due) / DAY, leave })); // prettier-ignore
}, 120_000);

type Kind<K extends AttemptRecord['kind']> = Extract<AttemptRecord, { kind: K }>;
const of = <K extends AttemptRecord['kind']>(learner: DemoLearner | undefined, kind: K): Kind<K>[] =>
  (learner?.records ?? []).filter((record): record is Kind<K> => record.kind === kind);
const learnerOf = (id: string): DemoLearner | undefined => cohort.learners.find((learner) => learner.id === id);
const rowsOf = (name: string): Row[] => tables.find((table) => table.name === name)?.rows(scope) ?? [];
const seconds = (at: number): number => Math.floor(at / 1000) * 1000;
const graded = (learner: DemoLearner | undefined) => of(learner, 'answered').filter(({ round, weight }) => round > 0 && weight > 0); // prettier-ignore

describe('people', () => {
  it('are as late as their due dates say', () => {
    const rows = new Map(rowsOf('register').map((row) => [row['learner_id'], row]));
    const summary = summaryOf(scope);
    const due = roster.filter((line) => line.due <= TODAY);
    const onTime = due.filter(({ id, due: day }) => of(learnerOf(id), 'completed').some(({ at }) => Math.floor(at / DAY) <= day)); // prettier-ignore
    expect(summary.due).toBe(due.length);
    expect(summary.onTimeRate).toBeCloseTo(onTime.length / due.length, 12);
    expect(summary.overdue).toBe(due.filter(({ id }) => of(learnerOf(id), 'completed').length === 0).length);
    for (const { id, due: day } of roster) {
      const isDone = of(learnerOf(id), 'completed').length > 0;
      expect([id, rows.get(id)?.['overdue_days']]).toEqual([id, isDone ? null : Math.max(0, TODAY - day)]);
    }
    const signed = cohort.learners.flatMap((learner) => of(learner, 'signed').slice(-1));
    const soon = signed.filter(({ at }) => Math.floor((at + 365 * DAY) / DAY) - TODAY <= 30);
    expect(summary.dueIn30).toBe(soon.length);
  });

  it('have come as far as the funnel says', () => {
    const scenesDone = (learner: DemoLearner): number | undefined => {
      const scenes = graded(learner).filter(({ type }) => type === 'scene');
      return new Set(scenes.map(({ interaction }) => interaction)).size >= 3 ? scenes[2]?.at : undefined;
    };
    const checksDone = (learner: DemoLearner): number | undefined => {
      const first = new Map<string, number>();
      for (const { part, interaction, at } of of(learner, 'answered'))
        if (part === 'check' && !first.has(interaction)) first.set(interaction, at);
      return first.size === cohort.course.lessons.length ? Math.max(...first.values()) : undefined;
    };
    const steps: ((learner: DemoLearner) => number | undefined)[] = [
      ({ launchedAt }) => seconds(launchedAt),
      checksDone,
      (learner) => graded(learner)[0]?.at,
      (learner) => of(learner, 'round-ended')[0]?.at,
      (learner) => of(learner, 'round-ended').find(({ passed }) => passed)?.at,
      scenesDone,
      (learner) => of(learner, 'signed')[0]?.at,
      (learner) => of(learner, 'completed').map(({ at }) => seconds(at))[0],
    ];
    const rows = rowsOf('funnel');
    expect(rows[0]?.['n']).toBe(roster.length);
    let left: DemoLearner[] = [...cohort.learners];
    let before = roster.length;
    steps.forEach((step, n) => {
      const here = left.filter((learner) => step(learner) !== undefined);
      const all = cohort.learners.filter((learner) => step(learner) !== undefined).length;
      const days = here.flatMap((learner) => {
        const previous = n === 0 ? (roster.find(({ id }) => id === learner.id)?.assigned ?? 0) * DAY : steps[n - 1]?.(learner); // prettier-ignore
        const took = ((step(learner) ?? 0) - (previous ?? 0)) / DAY;
        return took < 0 ? [] : [took];
      });
      const row = rows[n + 1];
      expect([row?.['step'], row?.['n'], row?.['out_of_order']]).toEqual([row?.['step'], here.length, all - here.length]); // prettier-ignore
      expect(row?.['rate_prev']).toBeCloseTo(here.length / before, 12);
      expect(row?.['rate_assigned']).toBeCloseTo(here.length / roster.length, 12);
      expect(row?.['median_days_from_prev']).toBeCloseTo(quantile(days, 0.5) ?? -1, 9);
      [left, before] = [here, here.length];
    });
  });

  it('are at risk for the reasons of the rule list', () => {
    const medians = new Map<string, number>();
    const firsts = cohort.learners.flatMap((learner) => graded(learner).filter(({ round }) => round === 1));
    for (const id of new Set(firsts.map(({ interaction }) => interaction))) {
      const times = firsts.filter(({ interaction }) => interaction === id).map(({ latencyMs }) => Math.min(300, latencyMs / 1000)); // prettier-ignore
      if (times.length >= 20) medians.set(id, quantile(times, 0.5) ?? 0);
    }
    const pointsOf = ({ id, due, leave }: Line): number => {
      const learner = learnerOf(id);
      if (!learner) return due < TODAY && leave === '' ? 3 : 0;
      const isDone = of(learner, 'completed').length > 0;
      const ended = of(learner, 'round-ended');
      const calls = of(learner, 'call-ended');
      const latest = calls.filter(({ round }) => round === Math.max(...calls.map((c) => c.round)));
      const folded = scope.learners.find((each) => each.id === id);
      const weak = folded ? objectiveScores(scope, folded).filter(({ status }) => status === 'developing').length : 0;
      const rapid = graded(learner).filter(({ interaction, latencyMs }) => latencyMs / 1000 < Math.max(2, (medians.get(interaction) ?? -1) / 10) && medians.has(interaction)); // prettier-ignore
      const rules: [boolean, number][] = [
        [!isDone && due < TODAY, 2],
        [ended.filter(({ passed }) => !passed).length >= 2 && !ended.some(({ passed }) => passed), 2],
        [latest.some(({ criticals, recovered }) => criticals > recovered), 3],
        [of(learner, 'declined').length > 0 && of(learner, 'signed').length === 0, 3],
        [of(learner, 'help-asked').length > 0, 3],
        [weak >= 3, 1],
        [of(learner, 'answered').filter(({ sure, score }) => sure === true && score < 1).length >= 4, 1],
        [rapid.length / Math.max(1, graded(learner).length) > 0.3, 1],
        [!isDone && TODAY - Math.floor((learner.records.at(-1)?.at ?? learner.launchedAt) / DAY) > 7, 1],
      ];
      return rules.reduce((sum, [holds, points]) => sum + (holds ? points : 0), 0);
    };
    const expected = roster.map((line) => [line.id, pointsOf(line)] as const).filter(([, points]) => points >= 3);
    const told = rowsOf('at-risk').map((row) => [String(row['learner_id']), row['points']]);
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(expected));
    expect(told.length).toBeGreaterThan(15);
  });
});
