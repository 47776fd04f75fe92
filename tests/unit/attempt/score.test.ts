import { beforeAll, describe, expect, it } from 'vitest';
import { newAttempt, type CallRun, type Round } from '../../../src/attempt/attempt.ts';
import { partsToRedo } from '../../../src/attempt/retake.ts';
import { pointsOf, scoreCall, scoreRound } from '../../../src/attempt/score.ts';
import type { Call, Course, Quality } from '../../../src/course/course.ts';
import { playRound, rightWith } from '../../../src/package/gates/simulate.ts';
import { realCourse } from '../../support/real-course.ts';

let course: Course;
beforeAll(async () => {
  course = await realCourse();
});

/** A call of six moments in a row, the fifth one a recovery; the options are named after their quality. */
function rowOfSix(): Call {
  const qualities: Quality[] = ['best', 'ok', 'poor', 'critical'];
  const ids = ['N1', 'N2', 'N3', 'N4', 'R1', 'N5'];
  const [model] = course.calls;
  if (!model) throw new Error('no calls');
  return {
    ...model,
    id: 'CALL9',
    start: 'CALL9.N1',
    nodes: ids.map((id, at) => ({
      type: 'node',
      id: `CALL9.${id}`,
      kp: ['KP08'],
      rule: 'r',
      ...(id === 'R1' ? { recovery: true as const } : {}),
      options: qualities.map((q) => ({
        id: q,
        text: q,
        then: '',
        coach: '',
        next: ids[at + 1] ? `CALL9.${ids[at + 1]}` : 'END',
      })),
      key: Object.fromEntries(qualities.map((q) => [q, q])),
    })),
  };
}

function played(...choices: Quality[]) {
  const call = rowOfSix();
  const steps = choices.map((option, at) => ({ node: call.nodes[at]?.id ?? '', option, helped: false }));
  const run: CallRun = { call: 'CALL9', steps, helpOpen: false, ms: 0, carried: false };
  return scoreCall({ ...course, calls: [...course.calls, call] }, run);
}

describe('a call', () => {
  it('scores its points over the best points on the path taken', () => {
    // 2 + 2 + 1 + 0 + 2 + 2 of 12
    expect(played('best', 'best', 'ok', 'poor', 'best', 'best').score).toBeCloseTo(9 / 12);
  });

  it('is not mastered while a critical choice stands open, whatever its score', () => {
    const open = played('best', 'best', 'best', 'critical', 'ok', 'best');
    expect(open.score).toBeCloseTo(9 / 12);
    expect(open).toMatchObject({ criticals: 1, recovered: 0, mastered: false, ending: 'harm' });
  });

  it('is mastered when the critical choice was put right, and then ends mixed, not good', () => {
    expect(played('best', 'best', 'best', 'critical', 'best', 'best')).toMatchObject({
      criticals: 1,
      recovered: 1,
      mastered: true,
      ending: 'mixed',
    });
  });

  it('below 75 % is not mastered', () => {
    expect(played('ok', 'ok', 'ok', 'ok', 'best', 'best')).toMatchObject({
      score: 8 / 12,
      mastered: false,
      ending: 'mixed',
    });
  });

  it('cannot lift a mark at a recovery that was reached without one', () => {
    expect(played('best', 'best', 'best', 'poor', 'best', 'critical')).toMatchObject({
      criticals: 1,
      recovered: 0,
      ending: 'harm',
    });
  });

  it('has no ending before its end', () =>
    expect(played('best', 'best')).toMatchObject({ ending: null, mastered: false }));
});

describe('a round', () => {
  it('weighs calls 50, questions 30 and scenes 20', () => {
    const all = playRound(course, rightWith(1), 5);
    const without = (part: Partial<Round>) => scoreRound(course, { ...all, ...part }).total;
    expect(without({})).toBeCloseTo(1);
    expect(without({ calls: all.calls.map((c) => ({ ...c, steps: [] })) })).toBeCloseTo(0.5);
    expect(without({ items: all.items.map((i) => ({ ...i, response: null })) })).toBeCloseTo(0.7);
    expect(without({ scenes: all.scenes.map((s) => ({ ...s, response: null })) })).toBeCloseTo(0.8);
  });

  it('splits the points of a moment evenly over its key points', () => {
    const scored = scoreRound(course, playRound(course, rightWith(1), 5));
    const points = pointsOf(course, { ...scored, items: [], scenes: [] });
    const nodes = scored.calls.flatMap((c) => c.run.steps);
    expect(points.reduce((sum, p) => sum + p.available, 0)).toBeCloseTo(2 * nodes.length);
  });

  it('an LMS’s mastery score of 0 opens the total gate, and only that one', () => {
    const lenient = { ...course, settings: { ...course.settings, mastery: 0 } };
    const round = playRound(course, rightWith(0), 5);
    expect(scoreRound(course, round).openGates).toContain('total');
    expect(scoreRound(lenient, round).openGates).not.toContain('total');
    expect(scoreRound(lenient, round).openGates.length).toBeGreaterThan(0);
  });
});

describe('what a retake covers', () => {
  it.each([80, 95])(
    'can always reach a pass: everything right in it meets every gate, also where an LMS asks for %d',
    (mastery) => {
      const strict = { ...course, settings: { ...course.settings, mastery } };
      let failed = 0;
      for (let seed = 1; seed <= 300; seed += 1) {
        const round = playRound(strict, rightWith([0.5, 0.6, 0.7, 0.8, 0.85][seed % 5] ?? 0.7), seed * 7919);
        const first = { ...round, result: { scaled: 0, passed: false } };
        if (scoreRound(strict, first).openGates.length === 0) continue;
        failed += 1;
        const drawn = [
          ...first.calls.map((c) => c.call),
          ...first.items.map((i) => i.item),
          ...first.scenes.map((s) => s.scene),
        ];
        const again = playRound(strict, rightWith(1), seed, { ...newAttempt(), seen: drawn.sort(), round: first });
        expect(scoreRound(strict, again).openGates, `seed ${seed}`).toEqual([]);
      }
      expect(failed).toBeGreaterThan(150);
    },
  );

  it('leaves alone what was mastered when only a call went wrong', () => {
    const round = playRound(course, rightWith(1), 3);
    const [call] = round.calls;
    const node = course.calls.find((c) => c.id === call?.call)?.nodes[0];
    const critical = node?.options.find((o) => node.key[o.id] !== 'best');
    const spoiled: Round = {
      ...round,
      calls: round.calls.map((c, at) =>
        at === 0 ? { ...c, steps: [{ node: node?.id ?? '', option: critical?.id ?? '', helped: false }] } : c,
      ),
    };
    const redo = partsToRedo(course, spoiled);
    expect(redo.calls).toEqual([call?.call]);
    expect(redo.scenes).toBe(false);
  });
});
