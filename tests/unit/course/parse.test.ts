import { beforeAll, describe, expect, it } from 'vitest';
import { compile } from '../../../src/course/authoring/compile.ts';
import { didYouMean } from '../../../src/course/authoring/explain.ts';
import { CourseFileError } from '../../../src/course/authoring/mistakes.ts';
import type { ModuleFiles } from '../../../src/course/authoring/files.ts';
import { jsonSchemas, parseModule } from '../../../src/course/authoring/parse.ts';
import { parseBlocks, parseInline } from '../../../src/course/authoring/markdown.ts';
import { fillText } from '../../../src/course/authoring/tokens.ts';
import { seal, unseal } from '../../../src/course/seal.ts';
import { realCourse, realFiles } from '../../support/real-course.ts';

let files: ModuleFiles;
beforeAll(async () => {
  files = await realFiles();
});

/** The module with some texts replaced; fails when a text is not there, so that no test tests nothing. */
function changed(...changes: [file: string, from: string, to: string][]): ModuleFiles {
  return changes.reduce<ModuleFiles>((all, [file, from, to]) => {
    const text = all[file] ?? '';
    if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
    return { ...all, [file]: text.replace(from, to) };
  }, files);
}

function mistakesOf(module: ModuleFiles): string[] {
  try {
    parseModule(module);
    return [];
  } catch (error) {
    if (!(error instanceof CourseFileError)) throw error;
    return error.mistakes.map((m) => `${m.file}:${m.line}:${m.column} ${m.message}`);
  }
}

/** Line and column of a text in a file, counted by hand from its characters. */
function placeOf(module: ModuleFiles, file: string, text: string): string {
  const before = (module[file] ?? '').split(text)[0] ?? '';
  const lines = before.split('\n');
  return `${file}:${lines.length}:${(lines.at(-1) ?? '').length + 1}`;
}

describe('a course file', () => {
  it('with five different mistakes gives five errors with file, line, column, what was expected and what was meant', () => {
    const broken = changed(
      ['organisation.yaml', 'mastery: 80', 'mastery: 800'],
      ['organisation.yaml', 'confidence: true', 'confidence: yes'],
      ['calls/CALL1.yaml', 'next: N2', 'next: N22'],
      ['items/KP01.yaml', 'type: choice', 'type: choise'],
      ['lessons/KP02.yaml', 'example:', 'exampel:'],
    );
    const found = mistakesOf(broken);
    const at = (file: string, text: string) => placeOf(broken, file, text);
    expect(found).toEqual([
      `${at('calls/CALL1.yaml', 'N22')} expected a node of this call such as N2 or R1, or END, found "N22"`,
      `${at('items/KP01.yaml', 'choise')} expected a known type, found "choise"; did you mean "choice"?`,
      `${at('lessons/KP02.yaml', 'exampel')} unknown key "exampel"; did you mean "example"?`,
      `${at('organisation.yaml', '800')} expected at most 100, found 800`,
      `${at('organisation.yaml', 'yes')} expected true or false, found "yes": write true or false`,
    ]);
  });
});

describe('tokens', () => {
  it('that name nothing are errors with a suggestion', () => {
    const [found] = mistakesOf(changed(['lessons/KP08.yaml', '{{org.report.team}}', '{{org.report.taem}}']));
    expect(found).toMatch(
      /^lessons\/KP08\.yaml:\d+:\d+ \{\{org\.report\.taem\}\} names nothing in organisation\.yaml; did you mean "org\.report\.team"\?$/,
    );
  });
  it('are filled, lists as a sentence would name them', () => {
    expect(fillText('Use {{a.b}} or {{list}}.', { a: { b: 'x' }, list: ['p', 'q', 'r'] }, 'en')).toBe(
      'Use x or p, q, and r.',
    );
  });
  it('are filled after Markdown is read: an organisation’s name is never taken for markup', () => {
    const module = changed(['organisation.yaml', 'team: ', 'team: "A *B* <b>C</b>" # ']);
    const course = compile(parseModule(module), () => '', null);
    expect(JSON.stringify(course.lessons.find((l) => l.id === 'KP08')?.idea)).toContain('A *B* <b>C</b>');
  });
});

describe('conditions', () => {
  const with_ = (packs: string, ...more: [string, string, string][]) =>
    compile(
      parseModule(
        changed(
          ['organisation.yaml', (/^packs:.*$/m.exec(files['organisation.yaml'] ?? '') ?? [''])[0], `packs: ${packs}`],
          ...more,
        ),
      ),
      () => '',
      null,
    );
  it('keep a question of a pack out until the pack is on', () => {
    expect(with_('[]').items.map((i) => i.id)).not.toContain('KP08-Q2');
    expect(with_('[uk]').items.map((i) => i.id)).toContain('KP08-Q2');
  });
  it('keep the card call out without the pci pack', () => {
    expect(with_('[]').calls.map((c) => c.id)).not.toContain('CALL3');
    expect(with_('[pci]').calls.map((c) => c.id)).toContain('CALL3');
  });
  it('tell the learner the truth about the self-check, whichever way it is set', () => {
    const said = (setting: string) =>
      JSON.stringify(
        with_('[]', [
          'organisation.yaml',
          (/selfAuditReport: .*/.exec(files['organisation.yaml'] ?? '') ?? [''])[0],
          `selfAuditReport: ${setting}`,
        ]).recorded,
      );
    expect(said('off')).toContain('stay on this page');
    expect(said('named')).not.toContain('stay on this page');
    expect(said('named')).toContain('are sent with your name');
  });
  it('that name no pack are errors', () => {
    expect(mistakesOf(changed(['calls/CALL3.yaml', 'pci', 'pcy']))[0]).toContain(
      'there is no pack or setting "pcy"; did you mean "pci"?',
    );
  });
});

describe('references', () => {
  it.each<[string, [string, string, string], RegExp]>([
    [
      'an id used twice',
      ['items/KP02.yaml', 'KP02-Q1', 'KP01-Q1'],
      /the id "KP01-Q1" is used already in items\/KP01\.yaml:\d+/,
    ],
    [
      'a call that does not exist',
      ['lessons/KP01.yaml', 'meetAgain: CALL', 'meetAgain: CALL9'],
      /there is no call "CALL9\d"/,
    ],
    [
      'a policy nobody can find',
      ['organisation.yaml', 'where: ', 'wher: '],
      /unknown key "wher"; did you mean "where"\?/,
    ],
    [
      'scene flags that differ from the segments',
      ['scenes/SPOT1.yaml', 'label: RF5', 'label: RF4'],
      /each of RF2, RF3, RF5 must stand exactly once/,
    ],
  ])('%s is an error', (_, change, message) => {
    const found = mistakesOf(changed(change));
    expect(found.join('\n')).toMatch(message);
  });

  it('a way that ends nowhere and one that never ends are errors', () => {
    expect(mistakesOf(changed(['calls/CALL1.yaml', 'next: N4', 'next: N7'])).join()).toContain(
      'the call has no node "N7"',
    );
    expect(mistakesOf(changed(['calls/CALL1.yaml', 'next: N3', 'next: N1'])).join()).toContain(
      'this leads back to "N1"',
    );
  });

  it('a missing file is named', () => {
    const { 'promise.yaml': _, ...rest } = files;
    expect(mistakesOf(rest)).toEqual([
      'promise.yaml:1:1 this file is missing; copy it from the module keep-it-confidential and change it',
    ]);
  });

  it('YAML that cannot be read is placed', () => {
    const found = mistakesOf({ ...files, 'closing.yaml': 'questions:\n  - id: [' });
    expect(found).toEqual([expect.stringMatching(/^closing\.yaml:2:\d+ this is not valid YAML/)]);
  });
});

describe('“did you mean”', () => {
  it.each([
    ['scrom12', '; did you mean "scorm12"?'],
    ['keep-it-confidental', '; did you mean "keep-it-confidential"?'],
    ['zzz', ''],
  ])('for “%s” says “%s”', (word, words) => {
    expect(didYouMean(word, ['scorm12', 'keep-it-confidential'])).toBe(words);
  });
});

describe('Markdown', () => {
  it('without markup stays a string', () =>
    expect(parseInline('A plain sentence & more.')).toBe('A plain sentence & more.'));
  it('becomes data, never HTML', () => {
    expect(parseInline('Ask *who* and [why](glossary:need-to-know).')).toEqual([
      'Ask ',
      { kind: 'em', text: 'who' },
      ' and ',
      { kind: 'term', id: 'need-to-know', text: 'why' },
      '.',
    ]);
    expect(parseBlocks('One.\n\n- a\n- b')).toEqual([
      { kind: 'paragraph', text: 'One.' },
      { kind: 'list', ordered: false, items: ['a', 'b'] },
    ]);
  });
  it.each(['<b>x</b>', '![x](y.png)', '[x](javascript:alert(1))', '[x](http://a.example)'])('%s is refused', (text) => {
    expect(() => parseInline(text)).toThrow();
  });
});

describe('the JSON Schema for editors', () => {
  it('is draft 7 and describes every kind of file', () => {
    const schemas = jsonSchemas();
    expect(Object.keys(schemas)).toContain('call');
    for (const schema of Object.values(schemas))
      expect(schema).toMatchObject({ $schema: 'http://json-schema.org/draft-07/schema#' });
  });
  it('in the module is the present one', async () => {
    const { readFile } = await import('node:fs/promises');
    const { moduleDir } = await import('../../support/real-course.ts');
    for (const [kind, schema] of Object.entries(jsonSchemas())) {
      expect(JSON.parse(await readFile(`${moduleDir}/.schema/${kind}.schema.json`, 'utf8'))).toEqual(schema);
    }
  });
});

describe('a sealed course', () => {
  it('comes back whole, and shows no key on the way', async () => {
    const course = await realCourse();
    const text = JSON.stringify(seal(course));
    expect(unseal(JSON.parse(text) as ReturnType<typeof seal>)).toEqual(course);
    for (const key of ['"q":', '"best"', '"critical"', '"poor"']) expect(text.includes(key)).toBe(false);
    for (const item of (JSON.parse(text) as { items: object[] }).items) expect(item).not.toHaveProperty('key');
  });
});
