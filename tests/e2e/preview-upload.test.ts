import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createRequire } from 'node:module';
import { strToU8, zipSync } from 'fflate';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPreview, type Preview } from '../support/preview-run.ts';
import { launchBrowser } from '../support/unpacked.ts';

/** What a nosy course tries, as it reports it. */
const NOSY = `
  const tried = {};
  const note = (name, what) => what().then((r) => { tried[name] = r; }, () => { tried[name] = 'stopped'; });
  const looking = Promise.all([
    note('api', () => fetch('LMS/api/modules').then((r) => 'status ' + r.status)),
    note('outside', () => fetch('http://127.0.0.1:9/', { mode: 'no-cors' }).then(() => 'sent')),
    note('own', () => fetch('data.txt').then((r) => r.text())),
    note('page', async () => (parent.document ? 'read' : '')),
    note('top', async () => { top.location = 'about:blank'; return 'sent'; }),
  ]);`;

const SCORM = {
  'imsmanifest.xml': `<?xml version="1.0"?>
<manifest identifier="m1" version="1.0" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="o1"><organization identifier="o1"><title>A course of theirs</title>
    <item identifier="i1" identifierref="r1"><title>Part</title></item></organization></organizations>
  <resources><resource identifier="r1" type="webcontent" adlcp:scormtype="sco" href="start/index.html?lang=en">
    <file href="start/index.html"/><file href="start/data.txt"/></resource></resources>
</manifest>`,
  'start/data.txt': 'mine',
  'start/index.html': `<!doctype html><title>x</title><h1>Theirs, ?lang</h1><script>
  document.querySelector('h1').append(location.search);${NOSY.replace('LMS/', "' + location.origin + '/")}
  const API = parent.API;
  API.LMSInitialize('');
  looking.then(() => { API.LMSSetValue('cmi.suspend_data', JSON.stringify(tried)); API.LMSSetValue('cmi.core.lesson_status', 'completed'); API.LMSCommit(''); });
</script>`,
};

const TIN_CAN = {
  'tincan.xml': `<?xml version="1.0"?><tincan xmlns="http://projecttincan.com/tincan.xsd"><activities>
  <activity id="https://theirs.example/unit" type="http://adlnet.gov/expapi/activities/course"><name>Their unit</name>
  <description lang="en">x</description><launch lang="en">index.html</launch></activity></activities></tincan>`,
  'data.txt': 'mine',
  'index.html': `<!doctype html><title>x</title><h1>Their unit</h1><script>
  const asked = new URLSearchParams(location.search);${NOSY.replace('LMS/', "' + new URL(asked.get('endpoint')).origin + '/")}
  localStorage.setItem('x', '1');
  looking.then(() => fetch(asked.get('endpoint') + 'statements', { method: 'POST',
    headers: { authorization: asked.get('auth'), 'x-experience-api-version': '1.0.3', 'content-type': 'application/json' },
    body: JSON.stringify({ actor: JSON.parse(asked.get('actor')), verb: { id: 'https://theirs.example/tried' },
      object: { id: 'https://theirs.example/unit' }, result: { response: JSON.stringify(tried) },
      context: { registration: asked.get('registration') } }) }));
</script>`,
};

const zip = (files: Record<string, string>): Buffer =>
  Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))));

describe('a package of somebody else’s in the preview', () => {
  let preview: Preview;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    preview = await startPreview('0');
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(20_000);
    await page.goto(preview.address);
    await page.getByRole('button', { name: 'Launch', exact: true }).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    preview?.process.kill('SIGTERM');
  });

  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const upload = (name: string, buffer: Buffer) =>
    page.getByLabel('Try a package of your own').setInputFiles({ name, mimeType: 'application/zip', buffer });
  const module = () => page.getByLabel('Module', { exact: true });
  /** What the course could do, as it told its LMS. */
  const tried = async (text: string): Promise<Record<string, string>> =>
    JSON.parse(/\{.*\}/.exec(text)?.[0] ?? '{}') as Record<string, string>;

  test('SCORM 1.2 is recognised and played; it asks nothing but its own folder, and stays in its frame', async () => {
    await upload('theirs.zip', zip(SCORM));
    await page.getByRole('heading', { name: 'Uploaded: SCORM 1.2' }).waitFor();
    expect(await module().locator('option:checked').textContent()).toBe('A course of theirs (uploaded)');
    await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
    expect(await page.evaluate('axe.run(document).then(({ violations }) => violations.map(({ id }) => id))')).toEqual(
      [],
    );
    await press('Launch');
    await page.frameLocator('iframe').getByRole('heading', { name: 'Theirs, ?lang?lang=en' }).waitFor();
    await page
      .getByRole('table', { name: /as the LMS stored it/ })
      .getByText('completed')
      .waitFor();
    const suspendData = await page.locator('record-view .raw').textContent();
    // SCORM puts the LMS into the window above, so the course can read that window, as in any LMS.
    expect(await tried(suspendData ?? '')).toEqual({
      api: 'stopped',
      outside: 'stopped',
      own: 'mine',
      page: 'read',
      top: 'stopped',
    });
    await press('Exit');
  });

  test('Tin Can is played from another origin: neither our page nor what it may ask is in reach', async () => {
    await upload('unit.zip', zip(TIN_CAN));
    await page.getByRole('heading', { name: 'Uploaded: xAPI (Tin Can)' }).waitFor();
    await press('Launch');
    const row = page.getByRole('table', { name: 'What is on record for this registration' }).locator('tbody tr');
    await row.filter({ hasText: 'tried' }).waitFor();
    const told = await row.first().locator('td').nth(3).textContent();
    expect(await tried(told ?? '')).toEqual({
      api: 'stopped',
      outside: 'stopped',
      own: 'mine',
      page: 'stopped',
      top: 'stopped',
    });
    await press('Exit');
    await page.reload();
    await page.getByRole('button', { name: 'Launch', exact: true }).waitFor();
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
  });

  test('removed, it is gone with all its records', async () => {
    await module().selectOption({ label: 'A course of theirs (uploaded)' });
    await press('Remove');
    await expect.poll(() => module().locator('option').count()).toBe(2);
    expect((await fetch(`${preview.address}play/upload-1/scorm12/start/index.html`)).status).toBe(404);
    expect(
      await (await fetch(`${preview.address}api/attempts?module=upload-1&target=scorm12&learner=amina-yusuf`)).json(),
    ).toEqual([]);
  });

  test.each([
    ['no zip', Buffer.from('hello'), 'This is no zip, or only a part of one'],
    ['a slip', zip({ '../evil.txt': 'x' }), 'would write outside its folder'],
    ['nothing to open', zip({ 'notes.txt': 'x' }), 'Nothing in this package can be opened here.'],
  ])('%s is refused with a sentence', async (name, bytes, says) => {
    await upload(`${name}.zip`, bytes);
    await page
      .getByRole('alert')
      .filter({ hasText: `“${name}.zip” was not taken.` })
      .filter({ hasText: says })
      .waitFor();
    expect(await module().locator('option').count()).toBe(2);
  });

  test('one that is too large is refused before it is read', async () => {
    const { hostname, port } = new URL(preview.address);
    const told = await new Promise<string>((resolve, reject) => {
      const headers = { 'content-length': '200000001' };
      const asked = request({ hostname, port, path: '/api/packages', method: 'POST', headers }, (response) => {
        let body = '';
        response.on('data', (part: Buffer) => (body += part.toString()));
        response.on('end', () => {
          asked.destroy();
          resolve(`${response.statusCode} ${body}`);
        });
      });
      asked.on('error', reject);
      asked.write('PK');
    });
    expect(told).toMatch(/^413 The zip is larger than 200 MB/);
  });

  test('the other port serves uploaded packages, and nothing else', async () => {
    const listed = (await (await fetch(`${preview.address}api/modules`)).json()) as { name: string; origin?: string }[];
    const { origin = '', name = '' } = listed.find((each) => each.origin !== undefined) ?? {};
    expect(origin).not.toBe('');
    expect((await fetch(`${origin}/play/${name}/xapi/index.html`)).status).toBe(200);
    for (const path of [
      '/',
      '/api/modules',
      '/play/keep-it-confidential/scorm12/index.html',
      `/play/${name}/xapi/..%2f..%2fpackage.json`,
    ])
      expect((await fetch(origin + path)).status).toBe(404);
  });
});
