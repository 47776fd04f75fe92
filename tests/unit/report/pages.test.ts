import { beforeAll, describe, expect, it } from 'vitest';
import { ALL } from '../../../src/report/filters.ts';
import { callFlow } from '../../../src/report/pages/call-flow.ts';
import { pages } from '../../../src/report/pages/pages.ts';
import type { Block, TableBlock } from '../../../src/report/pages/view.ts';
import { pseudonymised } from '../../../src/report/pseudonyms.ts';
import { scopeOf, type Scope } from '../../../src/report/scope.ts';
import { calls } from '../../../src/report/tables/calls.ts';
import { confusion } from '../../../src/report/tables/red-flags.ts';
import { register } from '../../../src/report/tables/register.ts';
import { cohortOf, reportOn } from '../../support/report-cohort.ts';

let scope: Scope;
beforeAll(async () => {
  const { course, statements, roster } = await cohortOf(60);
  scope = reportOn(course, statements, roster);
}, 60_000);

const table = (blocks: readonly Block[] | undefined, id: string): TableBlock => {
  const found = blocks?.find((block) => block.kind === 'table' && block.id === id);
  if (found?.kind !== 'table') throw new Error(`There is no table "${id}".`);
  return found;
};
const nowhere = { learner: 0, show: '' };
const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);

/** Where in some values there is a number that is none, nothing where something should be, or a text that says so. */
function oddIn(value: unknown, at = ''): string[] {
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, each]) => oddIn(each, `${at}.${key}`));
  const isOdd =
    typeof value === 'number' ? !Number.isFinite(value) : value === undefined || /NaN|Infinity|undefined/.test(String(value)); // prettier-ignore
  return isOdd ? [at] : [];
}

describe('the pages', () => {
  it('say of every figure how it is computed', () => {
    for (const [name, page] of Object.entries(pages))
      for (const { label, how } of page(scope, nowhere).figures) expect({ name, label, how }).not.toEqual({ name, label, how: '' }); // prettier-ignore
  });

  it('never say NaN, Infinity or undefined, with data or without', () => {
    const nobody = scopeOf(scope, { ...ALL, team: 'Nobody' });
    for (const each of [scope, nobody])
      for (const [name, page] of Object.entries(pages))
        expect({ name, odd: oddIn(page(each, nowhere)) }).toEqual({ name, odd: [] });
  });

  it('would be caught saying so', () => {
    expect(oddIn({ a: [1, Number.NaN], b: { c: undefined }, d: 'n = NaN', e: [-Infinity], f: [''] })).toEqual(['.a.1', '.b.c', '.d', '.e.0']); // prettier-ignore
  });
});

describe('the ways through a call', () => {
  it('lose nobody: who comes to a moment has come from somewhere, and goes on or has not finished', () => {
    for (const { id } of scope.course.calls) {
      const { stops, ways } = callFlow(scope, id);
      const [begun] = stops;
      for (const stop of stops) {
        const came = sum(ways.filter(({ to }) => to === stop.id).map(({ n }) => n));
        const left = sum(ways.filter(({ from }) => from === stop.id).map(({ n }) => n));
        if (stop !== begun) expect({ stop: stop.id, came }).toEqual({ stop: stop.id, came: stop.n });
        expect(left).toBeLessThanOrEqual(stop.n);
      }
    }
  });

  it('end as often as calls.csv says', () => {
    for (const row of calls.rows(scope).filter(({ node_id }) => node_id === null)) {
      const { stops } = callFlow(scope, String(row.call_id));
      const n = (kind: string) => stops.find((stop) => stop.kind === kind)?.n;
      expect([n('good'), n('mixed'), n('harm')]).toEqual([row.ending_good, row.ending_mixed, row.ending_harm]);
    }
  });
});

describe('places in scenes', () => {
  it('are as many marks as the matrix has', () => {
    const { rows } = table(pages['red-flags']?.(scope, nowhere).blocks, 'segments');
    const { signals, noise } = confusion(scope, scope.learners).totals();
    expect(sum(rows.map(({ n }) => Number(n)))).toBe(signals + noise);
    expect(sum(rows.filter(({ truth }) => truth === 'fine').map(({ n }) => Number(n)))).toBe(noise);
  });
});

describe('first attempts only', () => {
  it('take the first round of each learner and nothing that came after', () => {
    const first = scopeOf(scope, { ...ALL, attempt: 'first' });
    expect(first.learners.some((learner, n) => learner.answers.length < (scope.learners[n]?.answers.length ?? 0))).toBe(true); // prettier-ignore
    for (const { counting, answers, first: n } of first.learners) {
      expect(counting?.n ?? null).toBe(n);
      expect(answers.every(({ round }) => round === 0 || round === n)).toBe(true);
    }
  });
});

describe('the register', () => {
  it('has everybody once: not begun, begun, or complete', () => {
    const { choices } = table(pages['register']?.(scope, nowhere).blocks, 'register');
    const n = (show: string) => choices?.of.find((each) => each.show === show)?.n ?? 0;
    const complete = scope.learners.filter((learner) => learner.complete).length;
    expect(n('missing') + n('open') + complete).toBe(n(''));
  });
});

describe('hidden names', () => {
  it('stand in no file, and each person keeps one pseudonym', () => {
    const hidden = scopeOf(pseudonymised(scope));
    const text = JSON.stringify([
      ...register.rows(hidden),
      ...Object.values(pages).map((page) => page(hidden, nowhere)),
    ]);
    for (const { id, name } of scope.learners) {
      expect(text).not.toContain(`"${id}"`);
      expect(text).not.toContain(name);
    }
    expect(new Set(hidden.learners.map(({ id }) => id)).size).toBe(new Set(scope.learners.map(({ id }) => id)).size);
    expect(hidden.learners.map(({ register: { score } }) => score)).toEqual(scope.learners.map(({ register: { score } }) => score)); // prettier-ignore
  });
});
