import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { newAttempt } from '../../../src/attempt/attempt.ts';
import type { AttemptRecord } from '../../../src/attempt/record.ts';
import { decode } from '../../../src/attempt/suspend-data.ts';
import type { Course } from '../../../src/course/course.ts';
import type { ActionWithoutTime } from '../../../src/player/attempt-controller.ts';
import { Journal } from '../../../src/player/journal.ts';
import { LiveController } from '../../../src/player/live-controller.ts';
import { openCourse } from '../../../src/player/open-course.ts';
import { splitKey } from '../../../src/tracking/outbox.ts';
import type { Batch, TrackingSession } from '../../../src/tracking/session.ts';
import { actionFor, moves } from '../../support/moves.ts';
import { best, T0 } from '../../support/play.ts';
import { realModule } from '../../support/real-course.ts';

let courses: Course[];
let english: Course;
beforeAll(async () => {
  ({ courses, course: english } = await realModule());
});

const load = (language: string): Promise<Course> => {
  const found = courses.find((course) => course.language === language);
  return found ? Promise.resolve(found) : Promise.reject(new Error(`There is no "${language}".`));
};

/** An LMS that keeps everything it is told. */
function lms(suspendData = '', languages: string[] = []) {
  const batches: Batch[] = [];
  const session: TrackingSession = {
    open: () => Promise.resolve({ mode: 'normal', suspendData, mastery: null, languages }),
    check: () => Promise.reject(new Error('not used')),
    save: (batch) => Promise.resolve(void batches.push(batch)),
    close: () => Promise.resolve(),
  };
  return { session, batches };
}

function visit() {
  const { session, batches } = lms();
  let at = T0;
  const controller = new LiveController({
    course: english,
    session,
    launch: { mode: 'normal', suspendData: '', mastery: null, languages: [] },
    trouble: null,
    unsaved: [],
    journal: new Journal(english, null, [], null),
    attempt: newAttempt(),
    notice: null,
    load,
    now: () => at,
  });
  return { controller, batches, pass: () => (at += 1000) };
}

/** A record without what names the language it was made in. */
function inNoLanguage(record: AttemptRecord): object {
  if (record.kind === 'meta') return { ...record, locale: '' };
  return record.kind === 'signed' ? { ...record, sha256: '' } : record;
}

describe('changing the language', () => {
  it('changes no answer, score, draw or record, whenever it is done', async () => {
    const places = fc.array(fc.tuple(fc.nat(140), fc.constantFrom('es', 'en')), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(moves, places, async (list, switches) => {
        const [plain, switching] = [visit(), visit()];
        for (const [n, move] of list.entries()) {
          for (const [at, language] of switches) if (at === n) await switching.controller.speak(language);
          const { at: _, ...action } = actionFor(english, plain.controller.attempt, move, 0);
          for (const { controller, pass } of [plain, switching]) {
            pass();
            controller.act(action as ActionWithoutTime);
          }
        }
        await new Promise((saved) => setTimeout(saved));
        const [one, other] = [plain, switching].map(({ controller: { attempt, outcome }, batches }) => ({
          attempt: { ...attempt, rev: 0 },
          scores: [outcome.scaled, outcome.progress, outcome.success, outcome.completion, outcome.round?.round],
          evidence: [...outcome.objectives, ...outcome.motivations].map((each) => ({ ...each, name: '' })),
          records: batches.flatMap(({ records }) => records.map(inNoLanguage)),
        }));
        expect(other).toEqual(one);
      }),
      { numRuns: Number(process.env['RUNS'] ?? 40), seed: Number(process.env['SEED'] ?? 20261124) },
    );
  });

  it('shows the words of the new language and counts a typed answer of either', async () => {
    const { controller } = visit();
    await controller.speak('es');
    expect(controller.course.language).toBe('es');
    for (const item of english.items.filter((each) => each.type === 'fill-in'))
      for (const course of courses) {
        const mine = course.items.find(({ id }) => id === item.id);
        expect(mine && best(mine)).toEqual(best(item));
      }
  });

  it('is saved with the attempt, and the next launch goes on in it', async () => {
    const { controller, batches } = visit();
    controller.act({ kind: 'open', location: 'lesson/KP03' });
    await controller.speak('es');
    await new Promise((saved) => setTimeout(saved));
    const stored = batches.at(-1)?.snapshot.suspendData ?? '';
    expect(splitKey(stored).language).toBe('es');
    expect(decode(english, splitKey(stored).suspendData)).toMatchObject({ attempt: { location: 'lesson/KP03' } });
    const again = await open(stored, ['en']);
    expect(again.course.language).toBe('es');
    expect(again.attempt.location).toBe('lesson/KP03');
  });

  it('that does not arrive leaves everything as it was', async () => {
    const { controller } = visit();
    await expect(controller.speak('fr')).rejects.toThrow();
    expect(controller.course).toBe(english);
  });
});

const open = (suspendData: string, languages: string[], guess = english) =>
  openCourse({
    content: guess,
    session: lms(suspendData, languages).session,
    load,
    outbox: () => Promise.resolve(null),
    now: () => T0,
  });

describe('the language of a first launch', () => {
  it.each([
    ['what the LMS says first', ['es-MX', 'en'], 'es'],
    ['the next one the course has', ['fr', 'es'], 'es'],
    ['the browser’s where the LMS says nothing', [], 'en'],
    ['the browser’s where the course has none of the LMS’s', ['fr'], 'en'],
  ])('is %s', async (_, languages, chosen) => {
    expect((await open('', languages)).course.language).toBe(chosen);
  });

  it('stays the browser’s where the text of a better one does not arrive', async () => {
    const opening = openCourse({
      content: english,
      session: lms('', ['es']).session,
      load: () => Promise.reject(new Error('404')),
      outbox: () => Promise.resolve(null),
      now: () => T0,
    });
    expect((await opening).course.language).toBe('en');
  });
});
