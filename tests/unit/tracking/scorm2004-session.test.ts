import { beforeAll, describe, expect, it } from 'vitest';
import type { Course } from '../../../src/course/course.ts';
import type { Elements } from '../../../src/preview/attempts.ts';
import type { Profile } from '../../../src/preview/shell.ts';
import { lms2004, rowIds, rowValue } from '../../support/lms-2004.ts';
import { Play } from '../../support/play.ts';
import { realCourse } from '../../support/real-course.ts';
import { batch, sessionContract } from '../../support/session-contract.ts';

sessionContract('SCORM 2004 (strict)', (course) => lms2004(course, 'strict').fake);
sessionContract('SCORM 2004 (lenient)', (course) => lms2004(course, 'lenient').fake);

describe('SCORM 2004', () => {
  let course: Course;
  beforeAll(async () => {
    course = await realCourse();
  });

  /** Somebody who passes and signs in one session. */
  const whole = async (profile: Profile, before: Elements = {}) => {
    const { fake, saved, calls } = lms2004(course, profile, before);
    const session = fake.launch();
    await session.open();
    const opened = calls.length;
    const play = new Play(course).checks().start();
    await session.save(batch(course, play.attempt, play.records));
    const answered = play.records.length;
    play.round();
    await session.save(batch(course, play.attempt, play.records.slice(answered)));
    const before2 = play.records.length;
    play.sign();
    await session.save(batch(course, play.attempt, play.records.slice(before2)));
    await session.close(90_000);
    return { saved, calls: calls.slice(opened), all: calls };
  };
  const objectives = (saved: Elements) =>
    Object.entries(saved).flatMap(([key, id]) =>
      /^cmi\.objectives\.\d+\.id$/.test(key) ? [{ id, at: key.slice(0, -3) }] : [],
    );

  it.each<Profile>(['strict', 'lenient'])('meets no error at all in the %s profile', async (profile) => {
    const { all } = await whole(profile);
    const reads = ['GetValue', 'GetLastError', 'GetDiagnostic'];
    expect(all.filter(({ call, error }) => error !== '0' && !reads.includes(call))).toEqual([]);
    expect(all.length).toBeGreaterThan(500);
  });

  it('[2004 cmi] says state, rows, progress, statuses and time in this order, commits once, and repeats nothing that has not changed', async () => {
    const { calls } = await whole('strict');
    const lastStep = calls.slice(
      calls.findLastIndex(({ call, args }) => call === 'SetValue' && args[0] === 'cmi.suspend_data'),
    );
    // Its time is that of the step before: these steps take none.
    const order = lastStep
      .filter(({ call }) => call !== 'GetValue')
      .map(({ call, args }) => (call === 'SetValue' ? String(args[0]).replace(/\.\d+.*/, '') : call));
    expect(order.filter((word, at) => word !== order[at - 1])).toEqual([
      'cmi.suspend_data',
      'cmi.interactions',
      'cmi.score.raw',
      'cmi.progress_measure',
      'cmi.completion_status',
      'cmi.success_status',
      'Commit',
      'cmi.session_time',
      'Terminate',
    ]);
  });

  it('[2004 cmi.completion_status, cmi.success_status] says both in every step, and passed only with completed', async () => {
    const { calls } = await whole('strict');
    const said = (element: string) => calls.filter(({ args }) => args[0] === element).map(({ args }) => args[1]);
    expect(said('cmi.completion_status')).toEqual(['incomplete', 'incomplete', 'completed']);
    expect(said('cmi.success_status')).toEqual(['unknown', 'unknown', 'passed']);
  });

  it('[2004 cmi.exit] is suspend, always, and there is no navigation request', async () => {
    const { all } = await whole('strict');
    expect(new Set(all.filter(({ args }) => args[0] === 'cmi.exit').map(({ args }) => args[1]))).toEqual(
      new Set(['suspend']),
    );
    expect(all.filter(({ args }) => String(args[0]).startsWith('adl.'))).toEqual([]);
  });

  it('[2004 cmi.score] sends raw of 100 and scaled of 1, and [2004 cmi.progress_measure] all of it', async () => {
    const { saved } = await whole('strict');
    const of = (name: string) => saved[`cmi.${name}`];
    expect(['score.min', 'score.max', 'score.raw', 'score.scaled', 'progress_measure'].map(of)).toEqual([
      '0',
      '100',
      '100',
      '1',
      '1',
    ]);
    expect(of('total_time')).toBe('PT0H1M30S');
  });

  it('[2004 cmi.objectives] writes ten key points and three motivations with both statuses, score and name', async () => {
    const { saved } = await whole('strict');
    const ids = objectives(saved).map(({ id }) => id);
    expect(ids).toHaveLength(13);
    expect(ids).toEqual(expect.arrayContaining(['KP08_Speak-up-fast', 'M1_Trustworthiness']));
    const one = objectives(saved).find(({ id }) => id === 'M1_Trustworthiness')?.at;
    const part = (name: string) => saved[`${one}.${name}`];
    expect(
      ['score.min', 'score.max', 'score.raw', 'score.scaled', 'success_status', 'completion_status', 'description'].map(
        part,
      ),
    ).toEqual(['0', '100', '100', '1', 'passed', 'completed', 'Trustworthiness']);
  });

  it.each<Profile>(['strict', 'lenient'])('finds its objectives by id when others came first, %s', async (profile) => {
    const others = { 'cmi.exit': 'suspend', 'cmi.objectives.0.id': 'PRIMARY', 'cmi.objectives.1.id': 'KP03_x' };
    const { saved, all } = await whole(profile, { ...others });
    expect(saved).toMatchObject({ 'cmi.objectives.0.id': 'PRIMARY', 'cmi.objectives.1.id': 'KP03_x' });
    expect(objectives(saved)).toHaveLength(15);
    expect(all.filter(({ call, error }) => call === 'SetValue' && error !== '0')).toEqual([]);
  });

  it('[2004 interactions] begins after the rows of earlier sessions', async () => {
    const { fake, saved } = lms2004(course, 'strict');
    const play = new Play(course).checks();
    for (const records of [play.records.slice(0, 4), play.records.slice(4)]) {
      const session = fake.launch();
      await session.open();
      await session.save(batch(course, play.attempt, records));
      await session.close(1000);
    }
    expect(rowIds(saved)).toHaveLength(10);
    expect(new Set(rowIds(saved)).size).toBe(10);
  });

  it('[2004 learner_response] is never empty, and neither is any other value of a row', async () => {
    const { calls } = await whole('strict');
    const empty = calls.filter(({ args }) => String(args[0]).startsWith('cmi.interactions.') && args[1] === '');
    expect(empty).toEqual([]);
  });

  it('[2004 description] tells the question in at most 250 characters', async () => {
    const { saved } = await whole('strict');
    const lesson = course.lessons.find(({ id }) => id === 'KP08');
    expect(rowValue(saved, 'KP08-C_', 'description')?.slice(0, 40)).toBe(lesson?.check.stem.slice(0, 40));
    const all = Object.entries(saved).filter(([key]) => /^cmi\.interactions\.\d+\.description$/.test(key));
    expect(all.length).toBeGreaterThan(30);
    expect(all.filter(([, text]) => text.length > 250)).toEqual([]);
  });

  it('writes the promise with its date, name and hash, a summary of each call and the result of the attempt', async () => {
    const { saved } = await whole('strict');
    const text = (start: string) => rowValue(saved, start, 'learner_response');
    expect(text('99-PROMISE_v1-0')).toMatch(/^signed;2026-11-23T10:\d\d:\d\dZ;typed=Sam Lee;sha256=[0-9a-f]{64}$/);
    expect(rowIds(saved).filter((id) => /^CALL\d_result$/.test(id))).toHaveLength(3);
    expect(text('ATTEMPT1_result')).toBe('score=100;passed=1;open=');
    expect(text('00-META_course-version')).toMatch(/;resp=slug$/);
  });

  /** Somebody who gets everything wrong, once. */
  const wrong = async (maxAttempts: number | null) => {
    const strict: Course = { ...course, settings: { ...course.settings, maxAttempts } };
    const { fake, saved } = lms2004(strict, 'strict');
    const session = fake.launch();
    await session.open();
    const play = new Play(strict)
      .checks()
      .start()
      .round((what) =>
        what.type === 'node' ? [what.options.find((o) => what.key[o.id] !== 'best')?.id ?? ''] : ['x'],
      );
    for (const run of play.attempt.round?.items ?? []) if (!run.response) play.answer(run.item, ['?']);
    play.round();
    expect(play.attempt.results[0]?.passed).toBe(false);
    await session.save(batch(strict, play.attempt, play.records));
    return { saved, scaled: play.attempt.results[0]?.scaled ?? 0 };
  };

  it('reports a failed round as unknown and incomplete, with its true score, while tries remain', async () => {
    const { saved, scaled } = await wrong(null);
    expect(saved).toMatchObject({ 'cmi.success_status': 'unknown', 'cmi.completion_status': 'incomplete' });
    expect(Number(saved['cmi.score.scaled'])).toBeCloseTo(scaled, 4);
  });

  it('reports failed when the tries are used up', async () => {
    expect((await wrong(1)).saved['cmi.success_status']).toBe('failed');
  });

  it('[2004 cmi.exit] an attempt that was not suspended is a new one, and a suspended one resumes after completion too', async () => {
    const { fake, saved } = lms2004(course, 'strict');
    const session = fake.launch();
    await session.open();
    await session.save(batch(course, new Play(course).checks().start().round().sign().attempt));
    await session.close(1000);
    expect((await fake.launch().open()).suspendData).not.toBe('');
    saved['cmi.exit'] = 'normal';
    expect((await fake.launch().open()).suspendData).toBe('');
  });
});
