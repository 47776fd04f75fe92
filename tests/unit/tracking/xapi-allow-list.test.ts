import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { fixesFor } from '../../../src/attempt/remediation.ts';
import { random } from '../../../src/attempt/random.ts';
import type { Course } from '../../../src/course/course.ts';
import { rightWith } from '../../../src/package/gates/simulate.ts';
import { refusal, type LrsStatement } from '../../../src/preview/lrs/statement-schema.ts';
import type { TrackingSession } from '../../../src/tracking/session.ts';
import { lmsCmi5 } from '../../support/lms-cmi5.ts';
import { lmsXapi } from '../../support/lms-xapi.ts';
import { best, Play } from '../../support/play.ts';
import { realCourse } from '../../support/real-course.ts';
import { batch } from '../../support/session-contract.ts';

/** The course with everything switched on that an organisation may have recorded. */
let course: Course;
let readme = '';
beforeAll(async () => {
  const real = await realCourse();
  course = { ...real, settings: { ...real.settings, selfAuditReport: 'named' } };
  readme = await readFile(new URL('../../../src/tracking/README.md', import.meta.url), 'utf8');
});

/** The table of src/tracking/README.md: paths, and those that cmi5 alone has. */
function allowed(standard: 'xapi' | 'cmi5'): string[] {
  const section = readme.split('## What a statement may hold')[1]?.split('\n## ')[0] ?? '';
  const rows = [...section.matchAll(/^\| `([^`]+)` *\|([^|]*)\|/gm)].map(([, path = '', why = '']) => ({ path, why }));
  return rows
    .filter(({ why }) => standard === 'cmi5' || !why.includes('cmi5 only'))
    .map(({ path }) => path)
    .sort();
}

/** JSON paths of a statement: list places as `[]`, our extensions by their short name, languages and policies as `*`. */
function pathsOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null || path === 'actor') return [path];
  if (Array.isArray(value))
    return value.length === 0 ? [`${path}[]`] : value.flatMap((each) => pathsOf(each, `${path}[]`));
  const open = /\.(name|description|display|ext\/policyVersions)$/.test(path);
  return Object.entries(value).flatMap(([key, each]) => {
    const name = open ? '*' : key.startsWith('http') ? key.split('/').slice(-2).join('/') : key;
    return pathsOf(each, `${path}${path === '' ? '' : '.'}${name}`);
  });
}

/** Somebody who is right in all and signs. */
const bestRun = (): Play => new Play(course).checks().start().round().sign();

/** Somebody who does everything else a course can record: fails, asks for help, fixes, practises, retakes, declines. */
function otherRun(): Play {
  const play = new Play(course).checks().start(3);
  const node = play.attempt.round?.calls[0]?.call;
  const first = course.calls.find((c) => c.id === node)?.nodes[0];
  if (first) play.act({ kind: 'help', node: first.id });
  const next = random(3);
  for (const run of play.attempt.round?.items ?? []) {
    const question = course.items.find((i) => i.id === run.item);
    if (question) play.answer(question.id, rightWith(0)(question, next, 3), true);
  }
  play.round((what) => rightWith(0)(what, next, 3));
  for (const { fix } of fixesFor(course, play.attempt)) {
    play.act({ kind: 'open-fix', fix });
    const practice = course.fixes.find((each) => each.kp === fix)?.practice;
    if (practice) play.answer(practice.id, best(practice));
  }
  play.start(4).round().round();
  play.act({
    kind: 'self-check',
    answers: course.selfCheck.statements.map(({ id }) => ({ statement: id, answer: 'will' })),
  });
  for (const { id, options } of course.closing)
    play.act({ kind: 'close-question', question: id, option: options[0]?.id ?? '' });
  for (const redFlag of course.redFlags) play.act({ kind: 'ask-trainer', redFlag: redFlag.id });
  play.act({ kind: 'decline', reason: course.promise.reasons[0]?.id ?? '' });
  return play;
}

async function say(session: TrackingSession, play: Play): Promise<void> {
  await session.open();
  await session.save(batch(course, play.attempt, play.records));
  await session.close(90_000);
}

const runs: Record<'xapi' | 'cmi5', () => Promise<LrsStatement[]>> = {
  xapi: async () => {
    const lms = [lmsXapi(course), lmsXapi(course)] as const;
    await say(lms[0].fake.launch(), bestRun());
    await say(lms[1].fake.launch(), otherRun());
    return lms.flatMap(({ lrs }) => lrs.statements);
  },
  cmi5: async () => {
    const lms = [lmsCmi5(course), lmsCmi5(course)] as const;
    await say(lms[0].fake.launch({ mastery: 0.8 }), bestRun());
    await say(lms[1].fake.launch({ mastery: 0.8 }), otherRun());
    return lms.flatMap(({ lms: { lrs } }) => lrs.statements);
  },
};

describe.each(['xapi', 'cmi5'] as const)('[reliability 5.4] the statements of %s', (standard) => {
  it('hold the paths of the list in src/tracking/README.md, all of them and no other', async () => {
    const statements = await runs[standard]();
    const found = new Set(statements.flatMap(({ stored: _stored, ...statement }) => pathsOf(statement)));
    const list = allowed(standard);
    process.stdout.write(`${standard}: ${list.length} paths a statement may hold\n  ${list.join('\n  ')}\n`);
    expect([...found].sort()).toEqual(list);
  });

  it('are all taken by a validator that is not ours, and cover every verb and kind of question', async () => {
    const statements = await runs[standard]();
    expect(statements.flatMap(({ stored: _stored, ...statement }) => refusal(statement) ?? [])).toEqual([]);
    const verbs = new Set(statements.map((s) => s.verb.id.split('/').at(-1)));
    for (const verb of ['answered', 'attempted', 'scored', 'experienced', 'asked', 'agree', 'disagree', 'progressed'])
      expect(verbs).toContain(verb);
    const parts = new Set(statements.flatMap((s) => /\/test\/([^/]+)\/question\//.exec(s.object.id)?.[1] ?? []));
    // The practice of a fix is not recorded, whoever takes it.
    expect([...parts].sort()).toEqual(['call', 'check', 'closing', 'question', 'scene', 'self-check']);
  });
});
