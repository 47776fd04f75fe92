import { beforeAll, describe, expect, it } from 'vitest';
import type { ModuleFiles } from '../../../src/course/authoring/files.ts';
import { parseModule } from '../../../src/course/authoring/parse.ts';
import type { Course, Question } from '../../../src/course/course.ts';
import {
  bothTrueAndFalse,
  exampleIsNoAnswer,
  lengthBalance,
  positionBalance,
  rankOf,
} from '../../../src/package/gates/balance.ts';
import { anyThreeScenes, coverage, drawableWithout, everyWhy } from '../../../src/package/gates/coverage.ts';
import { requireGates, runGates } from '../../../src/package/gates/gates.ts';
import { localeParity } from '../../../src/package/gates/locales.ts';
import { grade, readingGrade, sentenceLength } from '../../../src/package/gates/reading.ts';
import { clickersFail, passRates } from '../../../src/package/gates/simulate.ts';
import { expiredPacks } from '../../../src/package/load-module.ts';
import { suspendDataFits } from '../../../src/package/gates/worst-case.ts';
import { realCourse, realFiles, realModule } from '../../support/real-course.ts';

let files: ModuleFiles;
let course: Course;
beforeAll(async () => {
  files = await realFiles();
  course = await realCourse();
});

const withItems = (change: (item: Question) => Question): Course => ({ ...course, items: course.items.map(change) });

describe('the course we ship', () => {
  it('holds every gate', async () => {
    const broken = runGates(files, await realModule()).filter((g) => !g.ok);
    expect(broken).toEqual([]);
  });
});

describe('each gate, broken once', () => {
  it('1: an option that leads nowhere is no course', () => {
    const broken = { ...files, 'calls/CALL1.yaml': (files['calls/CALL1.yaml'] ?? '').replace('next: END', 'next: N9') };
    expect(() => parseModule(broken)).toThrow(/no node "N9"/);
  });
  it('2: a key point with three questions is too thin', () => {
    const [, ...rest] = course.items.filter((i) => i.kp === 'KP01');
    const thin = { ...course, items: [...course.items.filter((i) => i.kp !== 'KP01'), ...rest] };
    expect(coverage(thin)).toMatchObject({ ok: false, figures: 'KP01 has 3 questions, 1 lesson, 6 call nodes' });
  });
  it('3: a scene with another’s flags leaves a draw without one of them', () => {
    const [first, second, ...rest] = course.scenes;
    if (!first || !second) throw new Error('no scenes');
    const alike = {
      ...course,
      scenes: [first, { ...second, flags: first.flags }, ...rest.map((s) => ({ ...s, flags: first.flags }))],
    };
    expect(anyThreeScenes(alike).ok).toBe(false);
  });
  it('4: an option without a why is named', () => {
    const silent = withItems((i) =>
      i.type === 'choice' && i.id === 'KP01-Q1' ? { ...i, options: i.options.map((o) => ({ ...o, why: '' })) } : i,
    );
    expect(everyWhy(silent)).toMatchObject({ ok: false, figures: expect.stringContaining('KP01-Q1') });
  });
  it('5: keys that are always the longest are found', () => {
    const long = withItems((i) =>
      i.type === 'choice'
        ? { ...i, options: i.options.map((o) => (o.id === i.key ? { ...o, text: o.text.padEnd(200, '.') } : o)) }
        : i,
    );
    expect(lengthBalance(long)[1]?.ok).toBe(false);
  });
  it('5: a right answer that always stands first is found', () => {
    expect(positionBalance(course).ok).toBe(true);
    const first = {
      ...course,
      calls: course.calls.map((c) => ({
        ...c,
        nodes: c.nodes.map((n) => ({ ...n, key: Object.fromEntries(n.options.map((o) => [o.id, 'best' as const])) })),
      })),
    };
    expect(positionBalance(first)).toMatchObject({ ok: false, figures: 'first 100 %, second 0 %, third 0 %' });
  });
  it('5: true-or-false questions with one answer for all are found', () => {
    const fixes = course.fixes.map((fix) =>
      fix.practice.type === 'true-false' ? { ...fix, practice: { ...fix.practice, key: false } } : fix,
    );
    expect(bothTrueAndFalse({ ...course, fixes })).toMatchObject({ ok: false, figures: 'true 0, false 3' });
  });
  it('5: an example of a number that is an answer is found, in every language of the interface', () => {
    const asked = withItems((i) => (i.type === 'numeric' ? { ...i, key: 15 } : i));
    for (const language of ['en', 'es', 'ar']) {
      expect(exampleIsNoAnswer({ ...course, language }).ok).toBe(true);
      expect(exampleIsNoAnswer({ ...asked, language })).toMatchObject({
        ok: false,
        figures: expect.stringContaining('KP04-Q2'),
      });
    }
  });
  it('5: a translation whose right options have one length is found', async () => {
    const { courses, texts } = await realModule();
    const spanish = courses.find(({ language }) => language === 'es');
    if (!spanish) throw new Error('no Spanish');
    const items = spanish.items.map((i) =>
      i.type === 'choice'
        ? { ...i, options: i.options.map((o) => (o.id === i.key ? { ...o, text: o.text.padEnd(200, '.') } : o)) }
        : i,
    );
    const gates = runGates(files, { course, courses: [course, { ...spanish, items }], texts }, 1);
    expect(gates.filter((g) => g.id === '5' && !g.ok).map((g) => g.claim)).toEqual([
      expect.stringMatching(/^in es the right option is the longest in at most 45 % of choice questions/),
    ]);
  });
  it('6: a token that only one setting fills is found', () => {
    const broken = {
      ...files,
      'lessons/KP05.yaml': (files['lessons/KP05.yaml'] ?? '')
        .replace(/^example: .*\n/m, 'example: "Use {{org.pay.method}}."\n')
        .replace(/(example: "Use [^\n]*\n)(?: {2}[^\n]*\n)*/, '$1'),
    };
    const gate = runGates(broken, { course, courses: [course], texts: new Map() }, 1).find((g) => g.id === '6');
    expect(gate).toMatchObject({ ok: false, figures: expect.stringContaining('with no payments') });
  });
  it('6: a key point with two questions left is found', () => {
    const bare = {
      ...course,
      items: course.items
        .filter((i) => i.kp !== 'KP03')
        .concat(course.items.filter((i) => i.kp === 'KP03').slice(0, 2)),
    };
    expect(drawableWithout(bare)).toMatchObject({ ok: false, figures: 'KP03 has 2' });
  });
  it('7: a lesson for lawyers and an endless sentence are found', () => {
    const hard =
      'Notwithstanding the aforementioned organisational confidentiality obligations, unauthorised dissemination constitutes gross professional misconduct.';
    const lawyers = {
      ...course,
      lessons: course.lessons.map((l) => ({ ...l, idea: [{ kind: 'paragraph' as const, text: hard }], example: hard })),
    };
    expect(readingGrade(lawyers).ok).toBe(false);
    expect(sentenceLength(withItems((i) => ({ ...i, stem: Array(26).fill('word').join(' ') })))).toMatchObject({
      ok: false,
    });
  });
  it('8: a language in which another answer is right is found', () => {
    const spanish = { ...course, language: 'es' };
    const other = {
      ...spanish,
      items: course.items.map((i) =>
        i.type === 'choice' ? { ...i, key: i.options.find((o) => o.id !== i.key)?.id ?? '' } : i,
      ),
    };
    const texts = new Map();
    expect(localeParity({ courses: [course, spanish], texts }).ok).toBe(true);
    expect(localeParity({ courses: [course, other], texts }).figures).toContain('locales/es');
    expect(localeParity({ courses: [course, { ...spanish, build: '0000000' }], texts }).ok).toBe(false);
  });
  it('9: a pass mark of 60 lets too many through', () => {
    const easy = { ...course, settings: { ...course.settings, mastery: 55, groupMinimum: 40 } };
    expect(passRates(easy, 150).ok).toBe(false);
  });
  it('9: keys that a clicker can find are found', () => {
    const obvious: Course = {
      ...course,
      settings: { ...course.settings, mastery: 10, groupMinimum: 0 },
      calls: course.calls.map((c) => ({
        ...c,
        nodes: c.nodes.map((n) => ({ ...n, key: Object.fromEntries(n.options.map((o) => [o.id, 'best' as const])) })),
      })),
      scenes: course.scenes.map((s) => ({
        ...s,
        key: Object.fromEntries(s.segments.map((x) => [x.id, 'RF1' as const])),
      })),
    };
    expect(clickersFail(obvious, 20).ok).toBe(false);
  });
  it('10: a state that outgrows SCORM 1.2 is found', () => {
    const items = Array.from({ length: 900 }, (_, n) => `KP01-Q${n}`);
    expect(
      suspendDataFits({ ...course, slots: { ...course.slots, items: [...course.slots.items, ...items] } }).ok,
    ).toBe(true);
    const lessons = course.lessons.map((l) => ({
      ...l,
      check: { ...l.check, type: 'fill-in' as const, key: ['x'], why: '' } as Question,
    }));
    const options = Object.fromEntries(course.lessons.map((l) => [l.check.id, []]));
    expect(
      suspendDataFits({
        ...course,
        lessons,
        slots: { ...course.slots, options: { ...course.slots.options, ...options } },
      }).ok,
    ).toBe(false);
  });

  it('stops the build and names the gate', () => {
    expect(() =>
      requireGates([{ id: '7', claim: 'each lesson reads well', ok: false, figures: 'KP01 reads at grade 14' }]),
    ).toThrow(/gate 7.*KP01 reads at grade 14/s);
  });
});

describe('notes of a pack', () => {
  it('are reported when their day to be looked at again has passed, and only while the pack is in use', () => {
    const parsed = parseModule(files);
    expect(expiredPacks(parsed, ['pci'], '2030-01-01')).toEqual([
      expect.stringMatching(/^packs\.yaml: the notes of "pci" were to be looked at again by \d{4}-\d\d-\d\d/),
    ]);
    expect(expiredPacks(parsed, ['pci'], '2026-11-23')).toEqual([]);
    expect(expiredPacks(parsed, [], '2030-01-01')).toEqual([]);
  });
});

describe('measures', () => {
  it('rank a length as short, middle, long or none, a tie being middle only when the two others differ', () => {
    expect([
      rankOf(5, [9, 9]),
      rankOf(9, [5, 5]),
      rankOf(7, [5, 9]),
      rankOf(5, [5, 9]),
      rankOf(5, [5, 5]),
      rankOf(9, [5, 9]),
    ]).toEqual(['short', 'long', 'middle', 'middle', 'none', 'middle']);
  });
  it('give a short plain sentence a low grade', () => {
    // 6 words, 1 sentence, 6 syllables: 0.39 × 6 + 11.8 × 1 − 15.59 = −1.45
    expect(grade('The cat sat on the mat.')).toBeCloseTo(-1.45, 2);
  });
});
