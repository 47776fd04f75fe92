import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { criteria } from '../support/criteria.ts';

const tests = fileURLToPath(new URL('..', import.meta.url));
const page = fileURLToPath(new URL('../../docs/accessibility.md', import.meta.url));

/** Criterion to the names of the tests that carry it, in the order of the files. */
const tested = new Map<string, string[]>();
for (const file of readdirSync(tests, { recursive: true, encoding: 'utf8' }).sort()) {
  if (!file.endsWith('.test.ts')) continue;
  const text = readFileSync(join(tests, file), 'utf8');
  for (const [, title = ''] of text.matchAll(
    /^\s*(?:it|test)(?:\.for\([^\n]*\))?\(\s*'((?:\[WCAG [\d.]+\] )+[^'\n]*)'/gm,
  )) {
    const words = title.replace(/\[WCAG [\d.]+\] /g, '').replaceAll('%s', '…');
    for (const [, id = ''] of title.matchAll(/\[WCAG ([\d.]+)\]/g)) tested.set(id, [...(tested.get(id) ?? []), words]);
  }
}

/** Rules of axe for a criterion. */
const rules = (id: string): string[] =>
  axe
    .getRules([`wcag${id.replaceAll('.', '')}`])
    .map(({ ruleId }) => ruleId)
    .sort();

it('has a line for each criterion of levels A and AA, and none that nothing is said about', () => {
  expect(criteria.filter(([, , level]) => level === 'A')).toHaveLength(31);
  expect(criteria.filter(([, , level]) => level === 'AA')).toHaveLength(24);
  const silent = criteria.filter(([id, , , remark]) => !remark && !tested.has(id) && rules(id).length === 0);
  expect(silent.map(([id]) => id)).toEqual([]);
  expect([...tested.keys()].filter((id) => !criteria.some(([known]) => known === id))).toEqual([]);
});

it('is what docs/accessibility.md shows: run this file with -u to write it', async () => {
  const rows = criteria.map(([id, name, level, remark]) => {
    const axeRules = rules(id).length;
    const proofs = [
      ...(axeRules > 0 ? [`axe: ${axeRules} ${axeRules === 1 ? 'rule' : 'rules'}.`] : []),
      ...(tested.get(id) ?? []).map((words) => `Test: ${words}.`),
    ];
    return `| ${id} ${name} | ${level} | ${proofs.join('<br>') || 'No test.'} | ${remark ?? ''} |`;
  });
  const [before = '', after = ''] = readFileSync(page, 'utf8').split(/\| Criterion[\s\S]*?\n(?!\|)/);
  const table = ['| Criterion | Level | Proof | Remark |', '| --- | --- | --- | --- |', ...rows].join('\n');
  const wanted = await format(`${before}${table}\n${after}`, { ...(await resolveConfig(page)), filepath: page });
  await expect(wanted).toMatchFileSnapshot(page);
});
