import { beforeAll, describe, expect, it } from 'vitest';
import { newAttempt } from '../../../src/attempt/attempt.ts';
import { drawRound } from '../../../src/attempt/draw.ts';
import { shuffled } from '../../../src/attempt/shuffle.ts';
import type { Course } from '../../../src/course/course.ts';
import { realCourse } from '../../support/real-course.ts';

let course: Course;
beforeAll(async () => {
  course = await realCourse();
});
const draws = () => Array.from({ length: 200 }, (_, n) => drawRound(course, newAttempt(), n * 104_729));
const item = (id: string) => course.items.find((i) => i.id === id);

describe('a draw', () => {
  it('has one call of each stratum and three scenes', () => {
    for (const round of draws()) {
      expect(round.calls.map((c) => course.calls.find((x) => x.id === c.call)?.stratum)).toEqual(['A', 'B', 'C']);
      expect(new Set(round.scenes.map((s) => s.scene)).size).toBe(3);
    }
  });

  it('has a question on every key point, at most two more, and at least three that are not plain choice', () => {
    for (const round of draws()) {
      const kps = round.items.map((i) => item(i.item)?.kp);
      expect(new Set(kps).size).toBe(10);
      expect(kps.length).toBeLessThanOrEqual(12);
      expect(round.items.filter((i) => item(i.item)?.type !== 'choice').length).toBeGreaterThanOrEqual(3);
    }
  });

  it('is the same for the same seed, and another for another', () => {
    expect(drawRound(course, newAttempt(), 5)).toEqual(drawRound(course, newAttempt(), 5));
    expect(new Set(draws().map((r) => JSON.stringify([r.calls, r.items, r.scenes]))).size).toBeGreaterThan(150);
  });

  it('uses the whole pool: every call, question and scene comes up', () => {
    const drawn = new Set(
      draws().flatMap((r) => [
        ...r.calls.map((c) => c.call),
        ...r.items.map((i) => i.item),
        ...r.scenes.map((s) => s.scene),
      ]),
    );
    expect(
      [...course.calls, ...course.items, ...course.scenes].map((x) => x.id).filter((id) => !drawn.has(id)),
    ).toEqual([]);
  });

  it('prefers what has not been seen', () => {
    const first = drawRound(course, newAttempt(), 1);
    const seen = [...first.calls.map((c) => c.call), ...first.items.map((i) => i.item)];
    const second = drawRound(course, { ...newAttempt(), seen }, 2);
    expect(second.calls.filter((c) => seen.includes(c.call))).toEqual([]);
    expect(second.items.filter((i) => seen.includes(i.item))).toEqual([]);
  });

  it('takes a seen call only when no unseen one is left in any stratum', () => {
    const all = course.calls.map((c) => c.id);
    const seen = all.filter((id) => id !== 'CALL8');
    expect(drawRound(course, { ...newAttempt(), seen }, 3).calls.map((c) => c.call)).toContain('CALL8');
    expect(drawRound(course, { ...newAttempt(), seen: all }, 3).calls).toHaveLength(3);
  });
});

describe('shuffling', () => {
  it('keeps every entry and leaves the list alone', () => {
    const list = ['a', 'b', 'c', 'd'];
    expect([...shuffled(list, 9, 'x')].sort()).toEqual(list);
    expect(list).toEqual(['a', 'b', 'c', 'd']);
  });
  it('differs from question to question in the same round', () => {
    const orders = Array.from({ length: 40 }, (_, n) => shuffled(['a', 'b', 'c'], 9, `q${n}`).join(''));
    expect(new Set(orders).size).toBe(6);
  });
});
