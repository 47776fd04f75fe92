import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { answer, type LrsRequest } from '../../../src/preview/lrs/http.ts';
import { MemoryLrs } from '../../../src/preview/lrs/lrs.ts';
import { relay, type Front, type OtherStore } from '../../../src/preview/lrs/relay.ts';

const actor = { account: { homePage: 'https://lms.example', name: 'u-17' } };
const statement = {
  actor,
  verb: { id: 'http://adlnet.gov/expapi/verbs/answered' },
  object: { id: 'https://example.com/q1' },
};
const state = new URLSearchParams({ activityId: 'https://example.com/a', agent: JSON.stringify(actor), stateId: 's' });

let other: Server | undefined;
afterEach(() => other?.close());

/** Another store that answers everything alike, and keeps what it was asked. */
async function store(status: number, body = '', headers: Record<string, string> = {}) {
  const asked: { line: string; headers: Record<string, unknown>; body: string }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const line = `${request.method} ${request.url?.split('?')[0]}`;
      asked.push({ line, headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(status, headers).end(body);
    });
  });
  other = server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/xapi/`;
  const access: OtherStore = { endpoint, key: 'k', secret: 's' };
  return { asked, access };
}

function front(refuses = false): Front & { lrs: MemoryLrs } {
  const lrs = new MemoryLrs();
  return { lrs, handle: (request) => (refuses ? answer(403, { error: 'a rule' }) : lrs.handle(request)) };
}

const request = (method: string, path: string, body: unknown = '', more: Partial<LrsRequest> = {}): LrsRequest => ({
  method,
  path,
  query: new URLSearchParams(),
  headers: { 'x-experience-api-version': '1.0.3', authorization: 'Basic course', 'content-type': 'application/json' },
  body: JSON.stringify(body),
  ...more,
});

describe('between a course and a record store of somebody else’s', () => {
  it('what our rules refuse never gets there', async () => {
    const { asked, access } = await store(200, '[]');
    expect((await relay(request('POST', 'statements', statement), front(true), access)).status).toBe(403);
    expect(asked).toEqual([]);
  });

  it('its key stands in for the course’s', async () => {
    const { asked, access } = await store(200, '["an id"]');
    const at = front();
    expect(await relay(request('POST', 'statements', statement), at, access)).toMatchObject({ body: '["an id"]' });
    expect(asked[0]?.headers).toMatchObject({ authorization: 'Basic azpz', 'x-experience-api-version': '1.0.3' });
    expect(at.lrs.statements).toHaveLength(1);
  });

  it.each([400, 409, 503])('what it refuses with %d is taken back here, and nothing else is', async (status) => {
    const { access } = await store(status, '{}');
    const at = front();
    at.lrs.tell(statement);
    expect((await relay(request('POST', 'statements', statement), at, access)).status).toBe(status);
    expect(at.lrs.statements).toHaveLength(1);
  });

  it('its tags and preconditions are the ones that count', async () => {
    const { asked, access } = await store(204, '', { etag: '"theirs"' });
    const headers = { ...request('PUT', '').headers, 'if-match': '"theirs"' };
    const told = await relay(request('PUT', 'activities/state', { a: 1 }, { query: state, headers }), front(), access);
    expect(told).toMatchObject({ status: 204, headers: { etag: '"theirs"' } });
    expect(asked[0]?.headers).toMatchObject({ 'if-match': '"theirs"' });
  });

  it('launch data, preferences and about are the LMS’s own', async () => {
    const { asked, access } = await store(200, 'theirs');
    const query = new URLSearchParams(state);
    query.set('stateId', 'LMS.LaunchData');
    expect((await relay(request('GET', 'activities/state', '', { query }), front(), access)).status).toBe(404);
    expect((await relay(request('GET', 'about'), front(), access)).body).toContain('1.0.3');
    expect(asked).toEqual([]);
  });

  it('a redirect is not followed: the key goes nowhere else', async () => {
    const { access } = await store(302, '', { location: 'http://127.0.0.1:9/' });
    const told = await relay(request('POST', 'statements', statement), front(), access);
    expect(told).toMatchObject({ status: 502, body: expect.stringContaining('does not answer') as string });
  });
});
