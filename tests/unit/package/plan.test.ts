import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { planBuild, reasons, type BuildWords } from '../../../src/package/cli/plan.ts';
import { loadModule, type LoadedModule } from '../../../src/package/load-module.ts';
import { guideOf, presetNames, presetOf } from '../../../src/package/presets.ts';
import { moduleDir, projectDir } from '../../../src/package/project.ts';
import { targetNames } from '../../../src/package/targets.ts';

let module: LoadedModule;
beforeAll(async () => {
  module = await loadModule(moduleDir('keep-it-confidential'));
});

const plan = (words: Partial<BuildWords> = {}) =>
  planBuild({ module: undefined, targets: [], ...words }, ['fire-safety', 'keep-it-confidential']);

test('without words every module is built in every standard, with the settings of its files', () => {
  expect(plan()).toMatchObject({
    modules: ['fire-safety', 'keep-it-confidential'],
    targets: targetNames,
    preset: undefined,
    overrides: {},
  });
});

test('several targets may be named, each is built once', () => {
  expect(plan({ module: 'fire-safety', targets: ['web', 'cmi5', 'web'] })).toMatchObject({
    modules: ['fire-safety'],
    targets: ['web', 'cmi5'],
  });
});

test('0 is a pass mark', () => expect(plan({ mastery: '0' }).overrides).toEqual({ mastery: 0 }));

describe.each(presetNames)('the preset %s', (name) => {
  test('chooses a standard, a status and no pass mark in the manifest, and says why, one line each', () => {
    const chosen = plan({ lms: name });
    expect(chosen.targets).toHaveLength(1);
    const lines = reasons(chosen, module);
    expect(lines.map((line) => line.split(':')[0])).toEqual(['preset', 'standard', 'status', 'pass mark']);
    for (const line of lines) expect(line).not.toContain('\n');
    expect(lines.slice(1).join('\n')).toMatch(/because [^]*(because|apart)[^]*the manifest carries none/);
  });

  test('has an upload guide, and never a standard that its LMS refuses', () => {
    const preset = presetOf(name);
    expect(existsSync(join(projectDir, guideOf(preset)))).toBe(true);
    expect(preset?.refuses?.targets ?? []).not.toContain(preset?.target);
  });
});

test('flags win over a preset, and that is said', () => {
  const chosen = plan({ lms: 'talentlms', targets: ['scorm2004-4', 'cmi5'], mastery: '75' });
  expect(chosen).toMatchObject({ targets: ['scorm2004-4', 'cmi5'], overrides: { mastery: 75 } });
  const lines = reasons(chosen, module).join('\n');
  expect(lines).toContain('SCORM 2004 4th Edition, cmi5, as asked; the preset would take SCORM 1.2, because');
  expect(lines).toContain('warning: scorm2004-4 will not work in TalentLMS: its documentation says');
  expect(lines).toContain('pass mark: 75 %, as asked with --mastery');
});

test('only an LMS that counts completion gets a package that reports nothing else', () => {
  const completing = presetNames.filter((name) => plan({ lms: name }).overrides.status === 'completed');
  expect(completing).toEqual(['cornerstone']);
});

test('a record store is built into the web package alone', () => {
  const endpoint = 'https://lrs.example/xapi/';
  const words = { module: 'fire-safety', endpoint };
  expect(plan({ ...words, targets: ['web'] }).target('web')).toMatchObject({ name: 'web', endpoint, online: true });
  const alone = /for packages without an LMS: name the module and the target web alone/;
  for (const targets of [[], ['cmi5'], ['web', 'cmi5']]) expect(() => plan({ ...words, targets })).toThrow(alone);
  for (const wrong of ['lrs.example', 'javascript:alert(1)', 'https://lrs.example/"x', '']) {
    expect(() => plan({ ...words, targets: ['web'], endpoint: wrong })).toThrow(/takes the address of a record store/);
  }
});
