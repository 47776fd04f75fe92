import { readdir, readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { newAttempt, type Attempt } from '../../../src/attempt/attempt.ts';
import { random } from '../../../src/attempt/random.ts';
import { decode, encode, FORMAT_VERSION, LONGEST, seal } from '../../../src/attempt/suspend-data.ts';
import { fromBase64Url } from '../../../src/course/base64url.ts';
import type { Course } from '../../../src/course/course.ts';
import { rightWith } from '../../../src/package/gates/simulate.ts';
import { worstCase } from '../../../src/package/gates/worst-case.ts';
import { withKey } from '../../../src/tracking/outbox.ts';
import { Play } from '../../support/play.ts';
import { realCourse } from '../../support/real-course.ts';
import { checked, differs, type Row, type Run } from '../fault.ts';
import type { Place } from '../place.ts';
import { inEach, scorm, standards } from './stories.ts';

const GOLDEN = new URL('../../unit/golden/', import.meta.url);
const SEED = 20261124;

/** What the LMS gives back of the saved attempt from now on, in every standard. */
function givesBack(place: Place, alter: (text: string) => string): void {
  place.onCall = ({ call, args }, ask) => {
    const answer = ask();
    return call.endsWith('GetValue') && args[0] === 'cmi.suspend_data' ? alter(String(answer)) : answer;
  };
  place.onRequest = async ({ call, args }, ask) => {
    const answer = await ask();
    if (call !== 'GET activities/state' || !args[0]?.includes('stateId=suspendData') || !answer.ok) return answer;
    const document = (await answer.json()) as { suspendData: string };
    const altered = { ...document, suspendData: alter(document.suspendData) };
    return new Response(JSON.stringify(altered), { status: 200, headers: answer.headers });
  };
}

/** A learner in the middle of a second draw. */
function played(course: Course, seed = 11): Attempt {
  const next = random(seed);
  const how = rightWith(0.7);
  return new Play(course)
    .checks()
    .start(seed)
    .round((what) => how(what, next, 5))
    .start(seed + 1)
    .calls().attempt;
}

/** Every state of a learner who answers at random, one after the other. */
function* states(course: Course, seed: number): Generator<Attempt> {
  const next = random(seed);
  const how = rightWith(0.6);
  const play = new Play(course);
  for (const lesson of course.lessons) {
    play.answer(lesson.check.id, how(lesson.check, next, 5));
    yield play.attempt;
  }
  for (let round = 0; round < 3; round += 1) {
    const answers: Attempt[] = [];
    play.start(Math.floor(next() * 2 ** 32));
    play.round((what) => {
      answers.push(play.attempt);
      return how(what, next, 5);
    });
    yield* answers;
  }
  yield play.sign().attempt;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** One small change of a text: a character, two swapped, cut off, put in, taken out. */
function mutated(text: string, kind: number, next: () => number): string {
  const at = Math.floor(next() * text.length);
  const other = Math.floor(next() * text.length);
  const letter = ALPHABET[Math.floor(next() * 64)] ?? '';
  const characters = [...text];
  switch (kind) {
    case 0:
      return text.slice(0, at) + letter + text.slice(at + 1);
    case 1:
      [characters[at], characters[other]] = [characters[other] ?? '', characters[at] ?? ''];
      return characters.join('');
    case 2:
      return text.slice(0, at);
    case 3:
      return text.slice(0, at) + letter + text.slice(at);
    case 4:
      return text.slice(0, at) + text.slice(at + 1);
    default:
      return text.slice(at) + text.slice(0, at);
  }
}

export const rows: Row[] = [
  {
    id: 'E01',
    fault: 'Saved by an older version of the course',
    priority: 1,
    run: async () => {
      const course = await realCourse();
      const runs: Run[] = [];
      for (const file of await readdir(GOLDEN)) {
        const golden = JSON.parse(await readFile(new URL(file, GOLDEN), 'utf8')) as { text: string; attempt: Attempt };
        runs.push(
          checked(
            file,
            differs('what is read', decode(course, golden.text), { kind: 'attempt', attempt: golden.attempt }),
          ),
        );
        const some = await inEach(scorm, async (desk, place) => {
          await desk.open();
          await desk.leave();
          place.kill();
          place.elements['cmi.suspend_data'] = golden.text;
          await desk.open();
          const answers = differs('checks', desk.controller.attempt.checks, golden.attempt.checks);
          await desk.finish();
          return desk.run(`${file}, gone on with`, answers, desk.mustBe('passed'), desk.mustEndWith(/^Saved$/));
        });
        runs.push(...some);
      }
      return runs;
    },
  },
  {
    id: 'E02',
    fault: 'Saved by a newer version of the course',
    priority: 2,
    run: () =>
      inEach(standards, async (desk, place, course) => {
        await desk.open();
        await desk.answer(5);
        const before = place.reported();
        await desk.leave();
        place.kill();
        const bytes = [...(fromBase64Url(encode(course, desk.controller.attempt)) ?? [])];
        const newer = seal(course, FORMAT_VERSION + 1, bytes.slice(5, -4));
        if (place.standard.startsWith('scorm')) place.elements['cmi.suspend_data'] = newer;
        givesBack(place, () => newer);
        await desk.open();
        const writes = place.heard.length;
        await desk.answer(3);
        await desk.leave();
        const set = place.heard
          .slice(writes)
          .filter(({ call, args }) => /suspend_data/.test(args[0] ?? '') || call === 'PUT activities/state');
        return desk.run(
          '',
          differs('notice', desk.controller.notice, 'newer'),
          differs('writes over it', set, []),
          differs('completion', place.reported().completion, before.completion),
          desk.mustSay(/not connected|Nothing is being recorded|nothing/i),
        );
      }),
  },
  {
    id: 'E03',
    fault: 'Saved text of another course, empty, “null”, 64,000 random characters',
    priority: 1,
    run: async () => {
      const course = await realCourse();
      let tried = 0;
      const anything = fc.oneof(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.string({ unit: fc.constantFrom(...ALPHABET), maxLength: 5000 }),
        fc.json(),
      );
      fc.assert(
        fc.property(anything, (text) => {
          tried += 1;
          return decode(course, text).kind === (text === '' ? 'empty' : 'damaged');
        }),
        { numRuns: 5000, seed: SEED },
      );
      const runs: Run[] = [
        { ...checked('any text', []), figure: `${tried} texts, seed ${SEED}: none accepted, none threw` },
      ];
      const next = random(SEED);
      const long = Array.from({ length: 64_000 }, () => ALPHABET[Math.floor(next() * 64)]).join('');
      const foreign = encode({ ...course, id: 'another-course' }, played(course));
      const texts = { empty: '', blank: ' ', null: 'null', long, foreign, 'key only': `-${'A'.repeat(43)}` };
      for (const [variant, text] of Object.entries(texts)) {
        const some = await inEach(standards, async (desk, place) => {
          await desk.open();
          await desk.leave();
          place.kill();
          givesBack(place, () => text);
          await desk.open();
          givesBack(place, (real) => real);
          const told = variant === 'foreign' ? differs('notice', desk.controller.notice, 'damaged') : [];
          await desk.finish();
          return desk.run(variant, told, desk.mustBe('passed'), desk.mustEndWith(/^Saved$/));
        });
        runs.push(...some);
      }
      return runs;
    },
  },
  {
    id: 'E04',
    fault: 'Saved text cut, one character changed, two swapped',
    priority: 1,
    run: async () => {
      const course = await realCourse();
      const next = random(SEED);
      const originals = [newAttempt(), played(course), worstCase(course)].map((attempt) => encode(course, attempt));
      let [tried, silent] = [0, 0];
      while (tried < 10_000) {
        const text = originals[tried % originals.length] ?? '';
        const other = mutated(text, Math.floor(next() * 6), next);
        if (other === text || other === '') continue;
        tried += 1;
        if (decode(course, other).kind !== 'damaged') silent += 1;
      }
      return [
        { ...checked('', differs('silently accepted', silent, 0)), figure: `${tried} changes, ${silent} not noticed` },
      ];
    },
  },
  {
    id: 'E06',
    fault: 'The longest attempt that can be saved',
    priority: 1,
    run: async () => {
      const course = await realCourse();
      const attempt = worstCase(course);
      const text = encode(course, attempt);
      const stored = withKey('A'.repeat(43), text);
      const back = decode(course, text);
      return [
        {
          ...checked('', [
            ...(text.length <= LONGEST ? [] : [`${text.length} characters`]),
            ...(stored.length <= 4096 ? [] : [`${stored.length} characters with the key: SCORM 1.2 keeps 4,096`]),
            ...differs('checks read back', back.kind === 'attempt' && back.attempt.checks, attempt.checks),
          ]),
          figure: `${text.length} characters, ${stored.length} with the key; at most ${LONGEST} and 4,096`,
        },
      ];
    },
  },
  {
    id: 'E07',
    fault: 'Any attempt, saved and read again',
    priority: 1,
    run: async () => {
      const course = await realCourse();
      let tried = 0;
      const problems = new Set<string>();
      for (let seed = SEED; tried < 10_000; seed += 1) {
        for (const attempt of states(course, seed)) {
          tried += 1;
          const text = encode(course, attempt);
          const back = decode(course, text);
          if (back.kind !== 'attempt') problems.add(`seed ${seed}: ${JSON.stringify(back)}`);
          else {
            for (const problem of differs(`seed ${seed}: attempt`, back.attempt, attempt)) problems.add(problem);
            if (encode(course, back.attempt) !== text) problems.add(`seed ${seed}: two texts of one attempt`);
          }
        }
      }
      return [{ ...checked('', [...problems]), figure: `${tried} attempts, seeds from ${SEED}` }];
    },
  },
];
