/** Marks an opening of the page as the second one; in the tab's history, where it ends with the tab. */
const AFRESH = 'afresh';

/**
 * Asks the server for every file of the page again, past all caches, and opens the page anew: after an update a cache may
 * hold some files of the package before. Once; the second time there is no use in it.
 * @throws what went wrong, when this is the second time, or the server cannot be reached
 */
export async function startAfresh(error: unknown): Promise<never> {
  if (window.history.state === AFRESH) throw error;
  const parts = [...document.querySelectorAll<HTMLScriptElement & HTMLLinkElement>('script[src], link[href]')];
  const files = parts.map(({ src, href }) => src || href);
  // Whatever does not come now is missing in the page, too, and told there.
  const come = await Promise.allSettled(
    [window.location.href, ...files].map((file) => fetch(file, { cache: 'reload' })),
  );
  // Nothing comes: the browser's own page for that would take the place of ours.
  if (come.every(({ status }) => status === 'rejected')) throw error;
  window.history.replaceState(AFRESH, '');
  window.location.reload();
  return new Promise(() => undefined);
}
