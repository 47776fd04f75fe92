import type { Browser, Page } from 'playwright';

/** A page of the report with everything it complains about: errors, breaches of its own policy, requests elsewhere. */
export interface Visit {
  page: Page;
  complaints: string[];
}

/** Opens the report; `allowed` are addresses besides its own that it may ask. */
export async function visit(browser: Browser, address: string, allowed: readonly string[] = []): Promise<Visit> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  const known = [new URL('.', address).href, 'blob:', 'data:', ...allowed];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('request', (request) => {
    if (!known.some((start) => request.url().startsWith(start))) complaints.push(`a request to ${request.url()}`);
  });
  await page.addInitScript(() => {
    const told = globalThis as unknown as { violations: string[] };
    told.violations = [];
    addEventListener('securitypolicyviolation', (event) =>
      told.violations.push(`${event.violatedDirective} ${event.sample}`),
    );
  });
  await page.goto(address);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return { page, complaints };
}

/** Waits for a page of the report by its heading. */
export const headed = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('heading', { level: 1, name, exact: typeof name === 'string' }).waitFor();

/** Goes to a place of the report by its address. */
export const goTo = (page: Page, hash: string): Promise<string> => page.evaluate((to) => (location.hash = to), hash);

/** Hands files to the Data page: names and texts. */
export const hand = (page: Page, files: readonly { name: string; text: string }[]): Promise<void> =>
  page
    .getByLabel('Files', { exact: true })
    .setInputFiles(files.map(({ name, text }) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })));
