import { describe, expect, test } from 'vitest';
import { LaunchError } from '../../src/tracking/errors.ts';
import { runRow } from '../faults/bench.ts';
import { broken } from '../faults/fault.ts';
import { Desk, onOwnTime } from '../faults/desk.ts';
import { placeFor, standards } from '../faults/place.ts';
import { rows as calls } from '../faults/rows/a-scorm-calls.ts';
import { rows as answers } from '../faults/rows/c-answers.ts';
import { rows as line } from '../faults/rows/c-line.ts';
import { rows as state } from '../faults/rows/c-state.ts';
import { randomSchedules } from '../faults/rows/e-sessions.ts';
import { play, type Happening } from '../faults/schedule.ts';
import { realCourse } from '../support/real-course.ts';

/** The quickest rows of the fault bench, one for each way of failing; `npm run faults` runs all of them. */
const QUICK = ['A05', 'A09', 'A12', 'C02', 'C03', 'C04', 'C11', 'C15', 'C16', 'C17'];

test.each([...calls, ...answers, ...line, ...state].filter(({ id }) => QUICK.includes(id)))(
  'fault $id: $fault',
  async (row) => {
    const { problems } = await runRow(row);
    expect(problems).toEqual([]);
  },
);

describe('whatever happens, in whatever order, no answer is lost, stored twice or wrongly called saved', () => {
  // `npm run faults -- E13` plays 2,000 schedules in each standard.
  test.each(standards)('%s', { timeout: 60_000 }, async (standard) => {
    const { problems } = await randomSchedules(standard, 40, 4);
    expect(problems).toEqual([]);
  });
});

describe('schedules that once lost an answer', () => {
  const offline: Happening = { kind: 'offline' };
  const online: Happening = { kind: 'online' };
  const answer: Happening = { kind: 'answer', count: 1, right: false };
  test.each<[string, Happening[]]>([
    [
      'the first call of a resend breaks',
      [offline, answer, { kind: 'fault', after: 0, how: 'late' }, online, { kind: 'close' }],
    ],
    [
      'the API throws within a row of a resend',
      [offline, { kind: 'go', to: 0 }, { kind: 'fault', after: 28, how: 'throws' }, answer, online, { kind: 'close' }],
    ],
    [
      'the page dies between the two halves of a resend',
      [
        { kind: 'leave' },
        answer,
        offline,
        { kind: 'go', to: 0 },
        { kind: 'fault', after: 27, how: 'late' },
        answer,
        online,
        { kind: 'crash' },
      ],
    ],
  ])('%s', async (_, schedule) => {
    const course = await realCourse();
    const run = await onOwnTime(() => play('scorm12', course, schedule));
    expect([...run.problems, ...broken(run)]).toEqual([]);
  });
});

describe.each(['scorm12', 'scorm2004'] as const)('%s', (standard) => {
  test('a call that breaks while the course opens is tried again; one that always does is told', async () => {
    const course = await realCourse();
    const place = placeFor(standard, course);
    await onOwnTime(async () => {
      const desk = new Desk(place, course);
      let broken = 0;
      place.onCall = ({ call }, ask) => {
        if (!call.endsWith('GetValue') || broken++ > 1) return ask();
        throw new TypeError('no such frame');
      };
      await desk.open();
      expect(desk.controller.trouble).toBeNull();
      desk.crash();
      broken = Number.NEGATIVE_INFINITY;
      await desk.open();
      expect(desk.controller.trouble).toBeInstanceOf(LaunchError);
    });
  });

  test('what was set before a commit failed is whole when the end of the session stores it after all', async () => {
    const course = await realCourse();
    const place = placeFor(standard, course);
    await onOwnTime(async () => {
      const desk = new Desk(place, course);
      await desk.open();
      place.onCall = ({ call }, ask) => (call.endsWith('Commit') ? 'false' : ask());
      await desk.answer(3);
      await desk.windowGone();
      expect(place.reported().records.map((r) => r.kind === 'answered' && r.interaction)).toEqual([
        'KP01-C',
        'KP02-C',
        'KP03-C',
      ]);
    });
  });
});
