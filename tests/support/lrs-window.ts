import type { LrsRequest, LrsResponse } from '../../src/preview/lrs/http.ts';

export const ENDPOINT = 'https://lrs.example/xapi';

export interface Asked {
  method: string;
  path: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: string;
  init: RequestInit;
}

/** The network as a course sees it: one LRS, which can be made to fail. */
export function network(lrs: { handle(request: LrsRequest): LrsResponse }) {
  const state = {
    failing: false,
    /** Documents are gone, and nobody has noticed. */
    forgetful: false,
    status: 503,
    /** Answers a request in place of the LRS; undefined lets it through. */
    instead: (_request: Asked): Response | undefined => undefined,
    requests: [] as Asked[],
    /** What the LRS answered, but for documents that are not there yet. */
    refusals: [] as string[],
  };
  const fetch = async (input: unknown, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(String(input));
    const path = url.href.slice(ENDPOINT.length + 1).split('?')[0] ?? '';
    const { method = 'GET', headers = {}, body } = init;
    const lower = Object.fromEntries(
      Object.entries(headers as Record<string, string>).map(([k, v]) => [k.toLowerCase(), v]),
    );
    const asked = { method, path, headers: lower, body: String(body ?? ''), init };
    state.requests.push(asked);
    const instead = state.instead(asked);
    if (instead) return instead;
    if (state.failing && method !== 'GET') return new Response('down', { status: state.status });
    if (state.forgetful && path === 'activities/state') return new Response('', { status: 404 });
    const answer = lrs.handle({
      method,
      path,
      query: url.searchParams,
      headers: lower,
      body: typeof body === 'string' ? body : '',
    });
    if (answer.status >= 400 && answer.status !== 404)
      state.refusals.push(`${answer.status} ${method} ${path}: ${answer.body}`);
    return new Response(answer.status === 204 ? null : answer.body, { status: answer.status, headers: answer.headers });
  };
  return { fetch: fetch as typeof globalThis.fetch, state };
}

/** A browser tab: its address, which can be replaced, and its storage, which survives a reload. */
export function tab(search: string, storage = new Map<string, string>()) {
  const location = { search, pathname: '/index.html', hash: '' };
  return {
    storage,
    location,
    navigator: { languages: ['en-GB'] },
    history: {
      replaceState: (_: unknown, __: string, to: string) => (location.search = new URL(to, 'http://x/').search),
    },
    sessionStorage: {
      getItem: (key: string) => storage.get(key) ?? null,
      setItem: (key: string, value: string) => void storage.set(key, value),
      removeItem: (key: string) => void storage.delete(key),
    },
  };
}

export const asWindow = (fake: ReturnType<typeof tab>): Window => fake as unknown as Window;
