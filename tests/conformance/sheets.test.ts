import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { handOverHtml, releaseSentence } from '../../src/package/hand-over.ts';
import { itemKey, itemKeyHtml } from '../../src/package/item-key.ts';
import { presetOf } from '../../src/package/presets.ts';
import { targetNames, targets, type TargetName } from '../../src/package/targets.ts';
import { realCourse } from '../support/real-course.ts';
import { launchBrowser } from '../support/unpacked.ts';

// The pages that lie beside a zip, as the people who get them see them.
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const first = { version: '1.0.0', since: null, kind: 'first', changes: [] } as const;

async function handOver(name: TargetName, course = { shortTitle: 'Keep It Confidential' }): Promise<string> {
  return handOverHtml({
    course: { ...(await realCourse()), ...course },
    courses: [await realCourse()],
    target: targets[name],
    release: { ...first, changes: [] },
    preset: name === 'scorm12' ? presetOf('moodle') : undefined,
    zipName: `keep-it-confidential-1-0-0-${name}.zip`,
    sizeBytes: 123_456,
    sha256: 'a'.repeat(64),
  });
}

/** What axe finds in a page, and what the page asked for over the network. */
async function look(html: string, scheme: 'light' | 'dark') {
  const page = await browser.newPage({ colorScheme: scheme, viewport: { width: 900, height: 1100 } });
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.setContent(html);
  await page.addScriptTag({ content: await readFile(axe, 'utf8') });
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: { id: string; help: string }[] }> } };
    return (await axe.run()).violations.map(({ id, help }) => `${id}: ${help}`);
  });
  const wider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  await page.close();
  return { found, requests, wider };
}

describe.each(['light', 'dark'] as const)('in %s', (scheme) => {
  test('the hand-over sheet has no fault that axe finds, loads nothing and fits its window', async () => {
    expect(await look(await handOver('scorm12'), scheme)).toEqual({ found: [], requests: [], wider: false });
  });
  test('the item key has no fault that axe finds, loads nothing and fits its window', async () => {
    expect(await look(itemKeyHtml(await realCourse()), scheme)).toEqual({ found: [], requests: [], wider: false });
  });
});

test('the hand-over sheet prints on one page', async () => {
  const page = await browser.newPage();
  await page.setContent(await handOver('cmi5'));
  const pdf = (
    await page.pdf({ format: 'A4', margin: { top: '12mm', bottom: '12mm', left: '14mm', right: '14mm' } })
  ).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
  await page.close();
});

test.each(targetNames)('the sheet for %s says what is stored where, and what leaves the LMS', async (name) => {
  const html = await handOver(name);
  const online = name === 'cmi5' || name === 'xapi';
  expect(html.includes('What leaves the LMS: nothing.')).toBe(name.startsWith('scorm'));
  expect(html.includes('only what goes to that record store')).toBe(online);
  expect(html.includes('Nothing is sent to anyone.')).toBe(name === 'web');
  expect(html).toContain('a'.repeat(64));
  expect(html).toContain('123,456 bytes');
});

test('titles are text, never markup', async () => {
  expect(await handOver('web', { shortTitle: '<script>x</script> & "co"' })).toContain(
    '&lt;script&gt;x&lt;/script&gt; &amp; &quot;co&quot;',
  );
});

test('the item key page has the rows and columns of the CSV', async () => {
  const course = await realCourse();
  const html = itemKeyHtml(course);
  expect(html.match(/<tr><th scope="row">/g)).toHaveLength(itemKey(course).length);
  expect(html.match(/<th scope="col">/g)).toHaveLength(11);
  expect(html).toContain('<caption>');
  expect(html).not.toContain('<script');
});

test('a release is told as one sentence with what to do', () => {
  expect(releaseSentence({ ...first, changes: [] })).toBe('First release: make a new activity.');
  expect(releaseSentence({ version: '1.1.0', since: '1.0.0', kind: 'text', changes: [] })).toBe(
    'Text: only wording differs from version 1.0.0, so replace the package in place.',
  );
  expect(
    releaseSentence({ version: '1.1.0', since: '1.0.0', kind: 'structure', changes: ['KP01-Q9 is new.'] }),
  ).toMatch(/^Structure: make a new activity and retire the old one, .* version 1\.0\.0 .* KP01-Q9 is new\.$/);
});
