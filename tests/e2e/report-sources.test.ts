import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { createHash } from 'node:crypto';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unitIri } from '../../src/course/iri.ts';
import { axeProblems } from '../support/course-run.ts';
import { realCourse } from '../support/real-course.ts';
import { cohortOf, type Cohort } from '../support/report-cohort.ts';
import { hostReport, type HostedReport } from '../support/report-page.ts';
import { goTo, hand, headed, visit } from '../support/report-visitor.ts';
import { launchBrowser } from '../support/unpacked.ts';

let report: HostedReport;
let browser: Browser;
let cohort: Cohort;
let lines: string;
beforeAll(async () => {
  [report, cohort] = [await hostReport(), await cohortOf(12)];
  browser = await launchBrowser();
  lines = cohort.statements.map((s) => JSON.stringify(s)).join('\n');
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await report?.close();
});

type Answer = 'give' | 'fail' | 'wait';

/** A record store of pages with 50 statements; `answer` may do something else with a page. */
async function store(
  answer: (page: number) => Answer | Promise<Answer>,
): Promise<{ server: Server; endpoint: string; asked: string[]; about: Set<string> }> {
  const asked: string[] = [];
  const about = new Set<string>();
  const server = createServer(async (request, response) => {
    const cors = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };
    const { searchParams } = new URL(request.url ?? '/', 'http://store');
    if (request.method === 'OPTIONS') return response.writeHead(204, cors).end();
    asked.push(`${request.method} ${request.headers.authorization}`);
    if (!searchParams.has('page'))
      about.add(`${searchParams.get('activity')} ${searchParams.get('related_activities')}`);
    const page = Number(searchParams.get('page') ?? 0);
    const what = await answer(page);
    if (what === 'wait') return response;
    if (what === 'fail') return response.writeHead(403, cors).end();
    const statements = cohort.statements.slice(page * 50, page * 50 + 50);
    const more = (page + 1) * 50 < cohort.statements.length ? `/xapi/statements?page=${page + 1}` : '';
    return response
      .writeHead(200, { ...cors, 'content-type': 'application/json' })
      .end(JSON.stringify({ statements, more }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/xapi`, asked, about };
}

async function fillStore(page: Page, endpoint: string): Promise<void> {
  await page.getByLabel('Address').fill(endpoint);
  await page.getByLabel('Key', { exact: true }).fill('trainer');
  await page.getByLabel('Secret').fill('only-to-read');
  await page.getByRole('button', { name: 'Read the record store' }).click();
}

describe('a record store', () => {
  it('is only read, its key is kept nowhere, and what it tells twice counts once', async () => {
    const { server, endpoint, asked, about } = await store(() => 'give');
    const { page } = await visit(browser, report.address, [endpoint]);
    await page.getByText('a key that may only read').waitFor();
    await fillStore(page, endpoint);
    await headed(page, 'Overview');
    await goTo(page, 'data');
    await fillStore(page, `${endpoint}/`); // Read again: the same statements are told twice and counted once.
    await page.getByText(`${cohort.statements.length} statements read.`).waitFor();
    await goTo(page, 'register');
    await page.getByText('12 people in scope').waitFor();
    expect(new Set(asked)).toEqual(new Set([`GET Basic ${btoa('trainer:only-to-read')}`]));
    // Only what is about this course: nobody else's data travels.
    expect(about).toEqual(new Set([`${unitIri(await realCourse())} true`]));
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href]),
    );
    expect(kept).not.toContain('only-to-read');
    server.close();
    await page.close();
  });

  it('goes on from the page that failed, and can be stopped', async () => {
    let state: 'fail' | 'give' | 'wait' = 'fail';
    const { server, endpoint, asked } = await store((page) => (page === 2 ? state : 'give'));
    const { page } = await visit(browser, report.address, [endpoint]);
    // With something loaded, the Data page stays after a reading.
    await hand(page, [{ name: 'roster.csv', text: cohort.roster }]);
    await headed(page, 'Overview');
    await goTo(page, 'data');
    await fillStore(page, endpoint);
    await page.getByText(/refuses this key.*100 statements were read and are kept/).waitFor();
    expect(await page.getByLabel('Secret').inputValue()).toBe('');
    state = 'wait';
    await page.getByRole('button', { name: 'Go on from statement 101' }).click();
    await page.getByRole('button', { name: 'Stop reading' }).click();
    await page.getByText('Stopped after 100 statements; they are kept.').waitFor();
    // Whoever looks elsewhere and comes back still finds where to go on.
    await goTo(page, 'register');
    await headed(page, 'Register');
    await goTo(page, 'data');
    state = 'give';
    const before = asked.length;
    await page.getByRole('button', { name: 'Go on from statement 101' }).click();
    await page.getByText(`${cohort.statements.length} statements read.`).waitFor();
    expect(asked.length - before).toBe(Math.ceil(cohort.statements.length / 50) - 2);
    server.closeAllConnections();
    server.close();
    await page.close();
  });

  it('is read on while somebody looks at another page, which then shows all of it', async () => {
    let release: (what: 'give') => void = () => undefined;
    const held = new Promise<'give'>((resolve) => (release = resolve));
    const { server, endpoint } = await store((page) => (page === 2 ? held : 'give'));
    const { page } = await visit(browser, report.address, [endpoint]);
    await hand(page, [{ name: 'a.ndjson', text: lines.split('\n').slice(0, 10).join('\n') }]);
    await headed(page, 'Overview');
    await goTo(page, 'data');
    await fillStore(page, endpoint);
    await page.getByText('100 statements read').waitFor();
    await goTo(page, 'register');
    await headed(page, 'Register');
    await page.getByText(/^[1-5] (people|person) in scope/).waitFor();
    release('give');
    await page.getByText('12 people in scope').waitFor();
    await goTo(page, 'data');
    await page.getByText(`${cohort.statements.length} statements read.`).waitFor();
    await page.getByLabel('Key', { exact: true }).fill('other');
    await page.getByRole('button', { name: 'Forget all data' }).click();
    await page.getByText('people, ').waitFor({ state: 'detached' });
    expect(await page.getByLabel('Key', { exact: true }).inputValue()).toBe('');
    server.close();
    await page.close();
  });
});

describe('files', () => {
  it('are sorted by what stands in them: statements, roster, receipt, export; and refused with a reason', async () => {
    const { page, complaints } = await visit(browser, report.address);
    await hand(page, [
      { name: 'a.txt', text: `${lines}\nthis is no JSON\n` },
      { name: 'people.csv', text: cohort.roster },
      { name: 'empty.json', text: '' },
      { name: 'letter.doc', text: 'Dear trainer' },
    ]);
    await page.getByText('empty.json was not read: it is empty.').waitFor();
    await page.getByText('letter.doc was not read: it holds neither statements nor a table with a header.').waitFor();
    // The first data opens the overview, but not over a problem nobody has read.
    await page.getByText(/people\.csv: read as a roster/).waitFor();
    expect(await page.getByText('empty.json was not read: it is empty.').isVisible()).toBe(true);
    await headed(page, 'Data');
    await goTo(page, 'quality');
    await headed(page, 'Data quality');
    const refused = page.getByRole('table', { name: 'What was left out, one by one' });
    await refused.getByText(`a.txt, statement ${cohort.statements.length + 1}`).waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('of an LMS are read through a screen that guesses the columns and can be corrected', async () => {
    const { page } = await visit(browser, report.address);
    const header = 'Learner,Wort 7,Question,Response,Result';
    const row = `ana,x,KP01-Q1_why-small-facts-matter,${cohort.course.items[0]?.id ?? ''},correct`;
    await hand(page, [{ name: 'export.csv', text: `${header}\n${row}\n` }]);
    await page.getByRole('heading', { name: 'What do the columns of export.csv hold?' }).waitFor();
    await page.getByText('This can be read.').waitFor();
    expect(await axeProblems(page.mainFrame())).toEqual([]);
    const question = page.getByLabel('Question holds');
    expect(await question.inputValue()).toBe('interaction');
    await question.selectOption('');
    await page.getByText('Say which column is “Question (interaction id)”.').waitFor();
    expect(await page.getByRole('button', { name: 'Read this export' }).isDisabled()).toBe(true);
    await question.selectOption('interaction');
    await page.getByRole('button', { name: 'Read this export' }).click();
    await headed(page, 'Overview');
    await goTo(page, 'register');
    await page.getByRole('link', { name: 'ana' }).waitFor();
    await page.close();
  });
});

describe('people’s data', () => {
  it('is forgotten after half an hour without anybody, two minutes of it with a warning', async () => {
    const page = await browser.newPage();
    await page.clock.install();
    await page.goto(report.address);
    await hand(page, [{ name: 'a.ndjson', text: lines }]);
    await headed(page, 'Overview');
    await page.clock.fastForward('28:30');
    await page.getByRole('button', { name: 'Keep the data' }).click();
    await page.clock.fastForward('27:00');
    await headed(page, 'Overview');
    await page.clock.fastForward('01:30');
    await page.getByText('it forgets everything it has read').waitFor();
    await page.clock.fastForward('02:00');
    await page.getByText('so it has forgotten everything').waitFor();
    await page.getByRole('button', { name: 'Load a demo cohort' }).waitFor();
    expect(await page.getByText('Amber Heron').count()).toBe(0);
    await page.close();
  });

  it('is shown without names where that is wanted, in files, too, and small teams are not told apart', async () => {
    const { page } = await visit(browser, report.address);
    await hand(page, [
      { name: 'a.ndjson', text: lines },
      { name: 'people.csv', text: cohort.roster },
    ]);
    await headed(page, 'Overview');
    await goTo(page, 'register');
    await page.getByRole('link', { name: 'demo-001' }).waitFor();
    await page.getByLabel('Hide names').check();
    await page.getByRole('link', { name: 'person-0001' }).waitFor();
    expect(page.url()).toContain('names=hidden');
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save register.csv' }).click();
    const text = await readFile(await (await saved).path(), 'utf8');
    for (const word of ['demo-001', 'Amber', 'Team Alder']) expect(text).not.toContain(word);
    expect(text).toContain('small teams');
    await page.close();
  });

  it('goes into an audit pack whose manifest has the checksum of each file', async () => {
    const { page } = await visit(browser, report.address);
    await hand(page, [{ name: 'a.ndjson', text: lines }]);
    await headed(page, 'Overview');
    await goTo(page, 'files');
    await page.getByLabel('Made by').fill('Ana Trainer');
    await page.getByLabel('With each learner’s record').check();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save the audit pack' }).click();
    const files = unzipSync(await readFile(await (await saved).path()));
    const text = (name: string): string => new TextDecoder().decode(files[name]);
    const manifest = JSON.parse(text('manifest.json')) as {
      generatedBy: string;
      generatedFrom: string[];
      files: { name: string; sha256: string; bytes: number }[];
    };
    expect(manifest).toMatchObject({ generatedBy: 'Ana Trainer', generatedFrom: ['a.ndjson'] });
    expect(manifest.files.map(({ name }) => name).sort()).toEqual(
      Object.keys(files)
        .filter((name) => name !== 'manifest.json')
        .sort(),
    );
    for (const { name, sha256, bytes } of manifest.files) {
      expect(
        createHash('sha256')
          .update(files[name] ?? '')
          .digest('hex'),
      ).toBe(sha256);
      expect(files[name]?.length).toBe(bytes);
    }
    expect(manifest.files).toHaveLength(15);
    expect(text('records.html')).toContain('Record of Amber Heron');
    expect(text('item-key.csv')).toContain('KP01');
    await page.close();
  });
});
