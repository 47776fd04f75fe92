import { beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { Action } from '../../../src/attempt/action.ts';
import { newAttempt, type Attempt } from '../../../src/attempt/attempt.ts';
import { pair } from '../../../src/course/interactions/rules.ts';
import { journalled, replay, type Journalled } from '../../../src/attempt/replay.ts';
import { step } from '../../../src/attempt/step.ts';
import type { Course } from '../../../src/course/course.ts';
import { fixesFor } from '../../../src/attempt/remediation.ts';
import { best, Play, T0, type Answerer } from '../../support/play.ts';
import { realCourse } from '../../support/real-course.ts';

let course: Course;
/** A learner who fails, retakes and passes, with a journal of everything and the state after each step. */
let journal: Journalled[];
let states: Attempt[];

/** Wrong wherever it can be. */
const worst: Answerer = (what) => {
  const key = best(what);
  if (what.type === 'node') return [what.options.find(({ id }) => !key.includes(id))?.id ?? ''];
  if (what.type === 'scene') return what.segments.map(({ id }) => pair(id, 'none'));
  return what.type === 'choice' ? [what.options.find((o) => o.id !== what.key)?.id ?? ''] : key;
};

beforeAll(async () => {
  course = await realCourse();
  journal = [];
  states = [newAttempt()];
  let at = T0;
  const play = new Play(course);
  const act = play.act.bind(play);
  play.act = (action) => {
    at += 1000;
    const records = act(action);
    const kept = journalled({ ...action, at } as Action, play.attempt);
    if (kept) journal.push(kept);
    states.push(play.attempt);
    return records;
  };
  play.checks().start(7);
  play.answer('KP01-C', best(course.lessons[0]?.check ?? course.lessons[1]!.check));
  play.round(worst);
  for (const { fix } of fixesFor(course, play.attempt)) play.act({ kind: 'open-fix', fix });
  play.start(8).round().sign();
});

const whole = (): Attempt => states.at(-1) as Attempt;
/** What counts: the clock and the number of steps aside. */
const gist = ({ rev: _rev, activeMs: _ms, location: _place, ...rest }: Attempt): unknown => rest;

describe('a journal done again', () => {
  it('is that of a learner who failed and took a second round', () => {
    expect(whole().results.map(({ passed }) => passed)).toEqual([false, true]);
    expect(journal.filter(({ kind }) => kind === 'open-fix').length).toBeGreaterThan(0);
  });

  it('on an empty attempt gives the same attempt and the same records', () => {
    const { attempt, records } = replay(course, newAttempt(), journal);
    expect(gist(attempt)).toEqual(gist(whole()));
    let now = newAttempt();
    const direct = journal.flatMap((action) => {
      const next = step(course, now, action);
      now = next.attempt;
      return next.records;
    });
    expect(records).toEqual(direct);
    expect(attempt.passed).toBe(true);
  });

  it('changes nothing of what is all there', () => {
    const { attempt, records } = replay(course, whole(), journal);
    expect(attempt).toBe(whole());
    expect(records).toEqual([]);
  });

  it('from whatever was saved last, ends where the learner was, and tells only what is missing', () => {
    fc.assert(
      fc.property(fc.nat(states.length - 1), (n) => {
        const saved = states[n] as Attempt;
        const { attempt, records } = replay(course, saved, journal);
        expect(gist(attempt)).toEqual(gist(whole()));
        const all = replay(course, newAttempt(), journal).records.length;
        const before = replay(course, newAttempt(), journal.slice(0, n)).records.length;
        expect(records.length).toBeLessThanOrEqual(all - before + 1);
      }),
      { numRuns: 200, seed: 42 },
    );
  });

  it('never begins a round again that another device has ended', () => {
    const ended = states.find(({ results }) => results.length === 1) as Attempt;
    const start = journal.filter(({ kind }) => kind === 'start-round').slice(0, 1);
    expect(replay(course, ended, start).records).toEqual([]);
    // As kept by versions that did not number rounds.
    expect(
      replay(
        course,
        ended,
        start.map(({ round: _, ...older }) => older as Journalled),
      ).records,
    ).toEqual([]);
  });

  it('gives no answer of an ended round to a later one that asks the same again', () => {
    const drawn = states.find(({ round }) => round?.n === 2) as Attempt;
    const first = journal.filter(({ kind, round }) => kind === 'answer' && round === 1);
    expect(first.length).toBeGreaterThan(5);
    expect(replay(course, drawn, first)).toEqual({ attempt: drawn, records: [] });
  });

  it('on an attempt that was reset, leaves out what belongs to a later round', () => {
    const later = journal.filter(({ round = 0 }) => round > 1);
    expect(later.map(({ kind }) => kind)).toContain('start-round');
    expect(later.map(({ kind }) => kind)).toContain('answer');
    expect(replay(course, newAttempt(), later)).toEqual({ attempt: newAttempt(), records: [] });
    const { attempt } = replay(course, newAttempt(), journal.filter(({ kind, round = 0 }) => kind === 'start-round' || round > 1)); // prettier-ignore
    expect(attempt.round?.n).toBe(1);
    expect(attempt.round?.items.every(({ response }) => response === null)).toBe(true);
  });
});
