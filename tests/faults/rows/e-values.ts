import { mock } from 'node:test';
import { drawRound } from '../../../src/attempt/draw.ts';
import { decode, encode } from '../../../src/attempt/suspend-data.ts';
import { findInteraction, type Course } from '../../../src/course/course.ts';
import { isoDuration } from '../../../src/tracking/xapi/duration.ts';
import { percent } from '../../../src/tracking/scorm/names.ts';
import { cmiTime, cmiTimespan } from '../../../src/tracking/scorm/time.ts';
import { cmiDuration, cmiTimestamp } from '../../../src/tracking/scorm2004/time.ts';
import { readNumber } from '../../../src/course/interactions/numeric.ts';
import { best, Play, T0, type Answerer } from '../../support/play.ts';
import { realCourse } from '../../support/real-course.ts';
import { settled, type Desk } from '../desk.ts';
import { checked, differs, type Row, type Run } from '../fault.ts';
import type { Place } from '../place.ts';
import { inEach, scorm, standards } from './stories.ts';

/** Texts that break programs, by what they are. */
const TEXTS: Record<string, string> = {
  emoji: 'Zoë 👩‍👩‍👧 🏳️‍🌈',
  'right to left': 'שרה אל-ח\u200cמד',
  combining: 'e\u0301\u0323 Nguyễ\u0302n',
  NUL: 'a\u0000b',
  'lone surrogate': 'a\ud83db\udc00',
  markup: '<img src=x onerror=alert(1)>"&\'',
  'line breaks': 'a\r\nb\tc',
};

const SEPARATORS = ['a[,]b', 'a[.]b', 'a[:]b', '{lang=en}a', 'a,b', '{order_matters=true}x', 'a;b=c'];

/** What of a typed text must come back: all of it but control characters and halves of characters. */
const clean = (text: string): string =>
  text
    .replace(/\p{Cs}/gu, '\uFFFD')
    .replace(/\p{Cc}/gu, ' ')
    .trim();

/** A draw with a question that takes typed text, and that question. */
function typedQuestion(course: Course): { seed: number; id: string } {
  for (let seed = 1; seed < 1000; seed += 1) {
    const { items } = drawRound(course, new Play(course).checks().attempt, seed);
    const typed = items.find(({ item }) => findInteraction(course, item)?.type === 'fill-in');
    if (typed) return { seed, id: typed.item };
  }
  throw new Error('No draw of this course has a question that takes typed text.');
}

/** Does the whole course, gives this text where text is typed, and signs with it. */
async function typing(desk: Desk, course: Course, text: string): Promise<string> {
  const { seed, id } = typedQuestion(course);
  const how: Answerer = (what) => (what.id === id ? [text] : best(what));
  await desk.open();
  await desk.answer(course.lessons.length, how);
  desk.controller.act({ kind: 'start-round', seed });
  await desk.answer(100, how);
  desk.controller.act({ kind: 'sign', typedName: text });
  await desk.wait(2000);
  return id;
}

/** What the LMS has of a typed answer and of the name. */
function typedTexts(place: Place, id: string): { answer: string | undefined; name: string | undefined } {
  const { records } = place.reported();
  const answered = records.find((r) => r.kind === 'answered' && r.interaction === id);
  const signed = records.find((r) => r.kind === 'signed');
  return {
    answer: answered?.kind === 'answered' ? answered.response[0] : undefined,
    name: signed?.kind === 'signed' ? signed.typedName : undefined,
  };
}

/** Half a character somewhere in what an LMS or a record store was told. */
const halves = (place: Place): string[] =>
  place.heard.flatMap(({ call, args }) =>
    args.some((text) => /\p{Cs}/u.test(text) || /\\ud[89a-f]/i.test(text) || /\\u0000|\0/.test(text))
      ? [`${call} ${args[0]?.slice(0, 60)} carries half a character or NUL`]
      : [],
  );

/** What can stand in a field of a SCORM remark, where `;` and `=` mean something. */
const asField = (text: string): string => text.replace(/[;=]/g, ' ');

export const rows: Row[] = [
  {
    id: 'E05',
    fault: 'Questions and options removed, added, put in another order between versions',
    priority: 1,
    note: 'an answered question keeps its answer when its wording or key changes, because it was given to the words of its day; the id lock refuses to publish an id with another type or without one of its options, and a changed meaning takes a new id, which is then asked anew.',
    run: async () => {
      const course = await realCourse();
      const attempt = new Play(course).checks().start(5).round().attempt;
      const text = encode(course, attempt);
      const backwards = <T>(list: readonly T[]): T[] => [...list].reverse();
      const versions: Record<string, Course> = {
        'items in another order': { ...course, items: backwards(course.items) },
        'lessons, calls and scenes in another order': {
          ...course,
          lessons: backwards(course.lessons),
          calls: backwards(course.calls),
          scenes: backwards(course.scenes),
        },
        'options in another order': {
          ...course,
          items: course.items.map((item) => ('options' in item ? { ...item, options: backwards(item.options) } : item)),
        },
        'another wording': { ...course, items: course.items.map((item) => ({ ...item, stem: 'Another stem?' })) },
        'one question more': { ...course, slots: { ...course.slots, items: [...course.slots.items, 'KP99-Q9'] } },
      };
      const kept = Object.entries(versions).map(([variant, version]) =>
        checked(variant, differs('what is restored', decode(version, text), { kind: 'attempt', attempt })),
      );
      const gone = attempt.round?.items[0]?.item;
      const smaller = decode({ ...course, items: course.items.filter(({ id }) => id !== gone) }, text);
      const expected = { ...attempt, round: { ...attempt.round, items: attempt.round?.items.slice(1) } };
      return [
        ...kept,
        checked('one question less', differs('what is restored', smaller, { kind: 'attempt', attempt: expected })),
      ];
    },
  },
  {
    id: 'E08',
    fault: 'Emoji, right-to-left, combining marks, NUL, lone surrogates in names and typed answers',
    priority: 1,
    run: async () => {
      const runs: Run[] = [];
      for (const [variant, text] of Object.entries(TEXTS)) {
        const some = await inEach(standards, async (desk, place, course) => {
          const id = await typing(desk, course, text);
          const has = typedTexts(place, id);
          const name = place.standard.startsWith('scorm') ? asField(clean(text)) : clean(text);
          return desk.run(
            variant,
            differs('the answer', clean(has.answer ?? ''), clean(text)),
            differs('the name', has.name, name),
            halves(place).slice(0, 2),
            desk.mustBe('passed'),
            desk.mustEndWith(/^Saved$/),
          );
        });
        runs.push(...some);
      }
      return runs;
    },
  },
  {
    id: 'E09',
    fault: '100,000 characters typed, or HTML pasted',
    priority: 2,
    run: async () => {
      const runs: Run[] = [];
      for (const [variant, text] of Object.entries({
        '100,000 letters': 'x'.repeat(100_000),
        '100,000 emoji': 'x'.concat('😀'.repeat(50_000)),
        HTML: '<b>bold</b>'.repeat(9000),
      })) {
        const some = await inEach(standards, async (desk, place, course) => {
          const { seed, id } = typedQuestion(course);
          await desk.open();
          await desk.answer(course.lessons.length);
          desk.controller.act({ kind: 'start-round', seed });
          desk.controller.act({ kind: 'answer', interaction: id, response: [text], latencyMs: 1 });
          const refused = desk.controller.attempt.round?.items.find(({ item }) => item === id)?.response ?? null;
          await desk.answer(100);
          desk.controller.act({ kind: 'sign', typedName: text });
          await desk.wait(2000);
          const { name = '' } = typedTexts(place, id);
          return desk.run(
            variant,
            differs('the answer that is too long', refused, null),
            name.length > 0 && [...name].length <= 100 ? [] : [`a name of ${[...name].length} characters`],
            text.startsWith(name) ? [] : ['the name is not the beginning of what was typed'],
            halves(place).slice(0, 2),
            desk.mustBe('passed'),
            desk.mustEndWith(/^Saved$/),
          );
        });
        runs.push(...some);
      }
      return runs;
    },
  },
  {
    id: 'E10',
    fault: 'Separators of the standards in ids and answers',
    priority: 2,
    run: async () => {
      const course = await realCourse();
      const ids = [...course.slots.items, ...course.slots.lessons, ...course.slots.calls, ...course.slots.scenes];
      const options = Object.values(course.slots.options).flat();
      const bad = [...ids, ...options].filter((id) => !/^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(id));
      const runs: Run[] = [
        {
          ...checked('ids', differs('ids with separators', bad, [])),
          figure: `${ids.length} ids, ${options.length} options`,
        },
      ];
      for (const text of SEPARATORS) {
        const some = await inEach(standards, async (desk, place, course) => {
          const id = await typing(desk, course, text);
          const { answer = '' } = typedTexts(place, id);
          // 2004 has no way to quote them: `[,]` is written `,`, and a brace in front as `(`.
          const letters = (typed: string): string => typed.replace(/[^\p{L}\p{N}=]/gu, '');
          return desk.run(
            text,
            differs('the answer', letters(answer), letters(text)),
            desk.mustBe('passed'),
            desk.mustEndWith(/^Saved$/),
          );
        });
        runs.push(...some);
      }
      return runs;
    },
  },
  {
    id: 'E11',
    fault: 'Numbers: 85.555, 0/0, −0, “85,5”, a mark just above 1',
    priority: 2,
    run: async () => {
      const runs: Run[] = [
        checked('written', [
          ...differs('0.85555', percent(0.85555), '85.56'),
          ...differs('1', percent(1), '100'),
          ...differs('-0', percent(-0), '0'),
          ...differs('1/3', percent(1 / 3), '33.33'),
        ]),
        checked('typed', [
          ...differs('85,5', readNumber('85,5'), 85.5),
          ...differs('-0', Object.is(readNumber('-0'), 0) || readNumber('-0') === 0, true),
          ...['', 'NaN', '1e9', '0x1f', '1.2.3', 'Infinity'].flatMap((text) =>
            differs(`“${text}”`, Number.isNaN(readNumber(text)), true),
          ),
        ]),
      ];
      for (const [mark, scormMark] of [
        [1.0000001, '100.00001|1.0000001'],
        [0.5555555, '55.55555|0.5555555'],
        [0, '-0|-0'],
        [null, '85,5|0,855'],
        [null, 'NaN|NaN'],
      ] as const) {
        const some = await inEach(standards, async (desk, place) => {
          place.onCall = ({ call, args }, ask) => {
            const asked = call.endsWith('GetValue') && /mastery_score|scaled_passing_score/.test(args[0] ?? '');
            return asked ? scormMark.split('|')[place.standard === 'scorm12' ? 0 : 1] : ask();
          };
          // cmi5 knows no mark above 1: no score could reach it, and its LMS refuses every pass.
          const given = place.standard === 'cmi5' && mark !== null;
          await desk.open(given ? { mastery: Math.min(1, mark) } : {});
          await desk.finish();
          const scores = place.heard.flatMap(({ args: [element = '', value = ''] }) =>
            /score\.(raw|min|max)$/.test(element) && !/^(100|\d{1,2})(\.\d{1,2})?$/.test(value)
              ? [`${element}=${value}`]
              : [],
          );
          const scaled = place.lrs.statements.flatMap((statement) => {
            const { scaled } = (statement as { result?: { score?: { scaled?: number } } }).result?.score ?? {};
            return scaled !== undefined && !(scaled >= -1 && scaled <= 1) ? [`scaled ${scaled}`] : [];
          });
          return desk.run(
            `mark ${mark ?? scormMark}`,
            differs('scores out of form', scores, []),
            differs('scores out of range', scaled, []),
            desk.mustBe('passed'),
            desk.mustEndWith(/^Saved$/),
          );
        });
        runs.push(...some);
      }
      return runs;
    },
  },
  {
    id: 'E12',
    fault: 'Times: none, negative, more than 9,999 hours, a day, other time zones',
    priority: 2,
    run: async () => {
      const hour = 3_600_000;
      const forms: [string, (ms: number) => string, RegExp][] = [
        ['1.2 timespan', cmiTimespan, /^\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?$/],
        ['2004 interval', cmiDuration, /^PT\d+(\.\d{1,2})?S$/],
        ['ISO duration', isoDuration, /^PT\d+(\.\d{1,2})?S$/],
      ];
      const lengths = [0, -0, -1, 1, 4, 5, 999.999, 12_345.678, 26 * hour, 9_999 * hour, 10_001 * hour, -30 * hour];
      const runs: Run[] = forms.map(([what, write, form]) =>
        checked(
          what,
          lengths.flatMap((ms) => (form.test(write(ms)) ? [] : [`${ms} ms is ${write(ms)}`])),
        ),
      );
      const zone = process.env['TZ'];
      for (const tz of ['UTC', 'Pacific/Kiritimati', 'America/St_Johns', 'Asia/Kathmandu', 'Europe/Paris']) {
        process.env['TZ'] = tz;
        const problems = [T0, Date.UTC(2026, 2, 29, 1, 30), Date.UTC(2026, 9, 25, 0, 59, 59)].flatMap((at) => [
          ...(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(cmiTime(at)) ? [] : [`time ${cmiTime(at)}`]),
          ...differs('timestamp', Date.parse(`${cmiTimestamp(at)}Z`), at),
        ]);
        runs.push(checked(tz, problems));
      }
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
      const day = await inEach(scorm, async (desk, place) => {
        await desk.open();
        await desk.answer(2);
        mock.timers.tick(26 * hour);
        await settled();
        await desk.answer(1);
        await desk.leave();
        const spent = place.heard.findLast(({ args }) => /session_time/.test(args[0] ?? ''))?.args[1] ?? '';
        return {
          ...desk.run('open for a day', desk.mustEndWith(/^Saved$/), spent === '' ? ['no time is told'] : []),
          figure: `26 hours at the screen, session time ${spent}: only time in use counts`,
        };
      });
      return [...runs, ...day];
    },
  },
];
