import { beforeAll, describe, expect, it } from 'vitest';
import { compile } from '../../../src/course/authoring/compile.ts';
import { CourseFileError } from '../../../src/course/authoring/mistakes.ts';
import type { ModuleFiles } from '../../../src/course/authoring/files.ts';
import { parseModule } from '../../../src/course/authoring/parse.ts';
import { isTranslatable } from '../../../src/course/authoring/translatable.ts';
import { findInteraction } from '../../../src/course/course.ts';
import { realFiles } from '../../support/real-course.ts';

let files: ModuleFiles;
beforeAll(async () => {
  // Only the module's own files: each test brings its own translation.
  files = Object.fromEntries(Object.entries(await realFiles()).filter(([path]) => !path.startsWith('locales/')));
});

const read = (path: string, text: string) => parseModule({ ...files, [`locales/xx/${path}`]: text }, 'xx');

/** The mistakes of a translation, as `line:column path: message`. */
function mistakes(path: string, text: string): string[] {
  try {
    read(path, text);
    return [];
  } catch (error) {
    if (!(error instanceof CourseFileError)) throw error;
    expect(error.mistakes.map((m) => m.file)).toEqual(error.mistakes.map(() => `locales/xx/${path}`));
    return error.mistakes.map((m) => `${m.line}:${m.column} ${m.message}`);
  }
}

describe('a translation', () => {
  it('holds ids and texts only, in any order, and what it leaves out stays as it is', () => {
    const parsed = read(
      'items/KP02.yaml',
      'items:\n  - id: KP02-Q2\n    stem: Zwei\n  - id: KP02-Q1\n    options:\n      - id: skip-on-order\n        text: Ja\n',
    );
    const course = compile(parsed, () => '', null);
    const original = compile(parseModule(files), () => '', null);
    expect(course.language).toBe('xx');
    expect(findInteraction(course, 'KP02-Q2')).toMatchObject({ stem: 'Zwei', key: 'bigger-check' });
    const first = findInteraction(course, 'KP02-Q1') as { options: { id: string; text: string }[]; stem: string };
    expect(first.options.find((o) => o.id === 'skip-on-order')?.text).toBe('Ja');
    expect(first.stem).toBe((findInteraction(original, 'KP02-Q1') as { stem: string }).stem);
    expect(course.slots).toEqual(original.slots);
  });

  it('matches paragraphs and lines by their place, and keeps the conditions of the original', () => {
    const course = compile(read('lessons/KP02.yaml', 'dos: [Eins, Zwei, Drei]\n'), () => '', null);
    expect(course.lessons.find((l) => l.id === 'KP02')?.dos).toEqual(['Eins', 'Zwei', 'Drei']);
    expect(mistakes('lessons/KP02.yaml', 'dos: [Eins, Zwei]\n')).toEqual([
      '1:6 expected 3 entries as in the original, found 2',
    ]);
  });

  it('matches variants that share an id in their order', () => {
    const text =
      'statements:\n  - { id: SELF5, text: A {{org.verify.cardName}} }\n  - { id: SELF5, text: "B {{org.verify.cardName}}" }\n';
    const { all, active } = read(
      'self-check.yaml',
      text.replace('A {{org.verify.cardName}}', "'A {{org.verify.cardName}}'"),
    );
    expect(all['self-check'][0]?.statements.slice(4).map((s) => s.text[0])).toEqual(['A', 'B']);
    expect(active['self-check'][0]?.statements[4]?.text).toBe('A Caller Check card');
  });

  it('has what the expert says in the model call', () => {
    const said = ['Eins', 'Zwei', 'Drei', 'Vier'].map((answer) => `  - answer: ${answer}\n`).join('');
    const { modelCall } = compile(read('model-call.yaml', `turns:\n${said}`), () => '', null);
    expect(modelCall.turns.map((turn) => turn.answer)).toEqual(['Eins', 'Zwei', 'Drei', 'Vier']);
  });

  it('has no words for the conditions of an entry', () => {
    const condition = ['items', 1, 'needs', 0, 'anyOf', 0];
    expect(isTranslatable('items', condition)).toBe(false);
  });

  it('has its own accepted answers, names of teams and signed text', () => {
    const course = compile(
      read('organisation.yaml', 'org:\n  report:\n    team: Datenschutz\n    accept: [Datenschutz, DSB]\n'),
      (text) => `sha of ${text.length}`,
      null,
    );
    expect(findInteraction(course, 'KP08-Q2') ?? findInteraction(course, 'KP08-Q3')).toBeDefined();
    const typed = course.items.find((i) => i.type === 'fill-in' && i.id.startsWith('KP08'));
    expect(typed?.key).toEqual(['Datenschutz', 'DSB']);
    expect(course.promise.text).toContain('to the Datenschutz at once');
  });
});

describe('a mistake in a translation is told with its place', () => {
  it.each([
    [
      'an unknown id',
      'items:\n  - id: KP02-Q22\n    stem: Was?\n',
      '2:9 the original has no id "KP02-Q22" here; did you mean "KP02-Q2"?',
    ],
    ['an entry twice', 'items:\n  - id: KP02-Q2\n  - id: KP02-Q2\n', '3:9 id "KP02-Q2" is translated already, above'],
    [
      'an entry without an id',
      'items:\n  - stem: Was?\n',
      '2:5 missing: expected `id`, which tells what this translates',
    ],
    [
      'an unknown key',
      'items:\n  - id: KP02-Q2\n    steem: Was?\n',
      '3:5 the original has no "steem" here; did you mean "stem"?',
    ],
    [
      'a changed key',
      'items:\n  - id: KP02-Q2\n    type: multiple\n',
      '3:11 this is the same in every language: leave it out; expected "choice", found "multiple"',
    ],
    [
      'a changed answer key',
      'items:\n  - id: KP02-Q2\n    options:\n      - id: same-call-ok\n        key: true\n',
      '5:9 the original has no "key" here; did you mean "why"?',
    ],
    [
      'a text that is none',
      'items:\n  - id: KP02-Q2\n    stem: 7\n',
      '3:11 expected the translation of "A caller passed the basic check to ask a…", found 7',
    ],
  ])('%s', (_, text, message) => {
    expect(mistakes('items/KP02.yaml', text)).toEqual([message]);
  });

  it.each([
    ['a lost token', 'rule: Ohne Karte.\n', '1:7 expected {{org.verify.cardName}} as in the original'],
    [
      'a misspelt token',
      "rule: 'Nimm die {{org.verify.cardname}}.'\n",
      '1:7 the original has no {{org.verify.cardname}} here; did you mean "{{org.verify.cardName}}"?',
    ],
  ])('%s', (_, text, message) => {
    expect(mistakes('lessons/KP02.yaml', text)).toEqual([message]);
  });

  it('a glossary link that leads elsewhere, and markup the course does not use', () => {
    const example = (words: string) => `example: ${words}\n`;
    expect(mistakes('lessons/KP02.yaml', example('Marco fragt nach der [Kennung](glossary:kennung).'))).toEqual([
      expect.stringMatching(/^1:10 the original has no ]\(glossary:kennung\) here/),
    ]);
    expect(mistakes('lessons/KP02.yaml', example("'<b>Marco</b> [x](glossary:phone-passcode)'"))).toEqual([
      expect.stringMatching(/^1:10 .*html/),
    ]);
  });

  it('a file that translates nothing, and another language than the folder’s', () => {
    expect(mistakes('lessons/KP2.yaml', 'rule: x\n')).toEqual([
      '1:1 this translates a file that the course does not have; did you mean "lessons/KP02.yaml"?',
    ]);
    expect(mistakes('course.yaml', 'language: de\n')).toEqual([
      '1:11 expected "xx", as the folder is called, found "de"',
    ]);
  });

  it('a setting, which holds in every language', () => {
    expect(mistakes('organisation.yaml', 'course:\n  mastery: 60\n')).toEqual([
      '2:12 this is the same in every language: leave it out; expected 80, found 60',
    ]);
  });
});
