import { afterEach, expect, test, vi } from 'vitest';
import { startAfresh } from '../../../src/player/start-afresh.ts';

const wrong = new Error('content.en.js is not of this build');
const base = 'https://lms.example/course/';

/** A page with a script and a style, opened as its tab's history says, on a line that answers for some files. */
function page(state: unknown, answers: (file: string) => boolean) {
  const asked: [string, RequestCache | undefined][] = [];
  const reload = vi.fn<() => void>();
  const replaceState = vi.fn<(state: unknown, unused: string) => void>();
  vi.stubGlobal('window', { history: { state, replaceState }, location: { href: `${base}index.html?x`, reload } });
  vi.stubGlobal('document', { querySelectorAll: () => [{ src: `${base}course.js` }, { href: `${base}course.css` }] });
  vi.stubGlobal('fetch', async (file: string, init: RequestInit) => {
    asked.push([file, init.cache]);
    if (!answers(file)) throw new TypeError('Failed to fetch');
    return new Response('');
  });
  return { asked, reload, replaceState };
}
afterEach(() => vi.unstubAllGlobals());

test('without a line the page stays and says what went wrong: the browser’s own page would take its place', async () => {
  const { asked, reload, replaceState } = page(null, () => false);
  await expect(startAfresh(wrong)).rejects.toBe(wrong);
  expect(asked).toHaveLength(3);
  expect(reload).not.toHaveBeenCalled();
  expect(replaceState).not.toHaveBeenCalled();
});

test('every file is asked for past the caches, then the page is opened anew, though one of them does not come', async () => {
  const { asked, reload, replaceState } = page(null, (file) => !file.endsWith('.css'));
  const settled = vi.fn<() => void>();
  startAfresh(wrong).then(settled, settled);
  await vi.waitFor(() => expect(reload).toHaveBeenCalledOnce());
  expect(asked).toEqual([
    [`${base}index.html?x`, 'reload'],
    [`${base}course.js`, 'reload'],
    [`${base}course.css`, 'reload'],
  ]);
  // Nothing goes on in the page that is about to go.
  expect(replaceState).toHaveBeenCalledBefore(reload);
  expect(settled).not.toHaveBeenCalled();
});

test('a page that was opened anew says what went wrong, and asks for nothing', async () => {
  const { asked, reload, replaceState } = page(null, () => true);
  startAfresh(wrong).catch(() => undefined);
  await vi.waitFor(() => expect(reload).toHaveBeenCalled());
  const [mark] = replaceState.mock.calls[0] ?? [];
  expect(asked.length).toBe(3);
  const second = page(mark, () => true);
  await expect(startAfresh(wrong)).rejects.toBe(wrong);
  expect(second.asked).toEqual([]);
  expect(second.reload).not.toHaveBeenCalled();
});
