import { describe, expect, it } from 'vitest';
import { MemoryLrs } from '../../../src/preview/lrs/lrs.ts';

const actor = { account: { homePage: 'https://lms.example', name: 'u-17' } };
const good = {
  actor,
  verb: { id: 'http://adlnet.gov/expapi/verbs/answered' },
  object: { id: 'https://example.com/q1' },
};
const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

function ask(lrs: MemoryLrs, line: string, body: unknown = '', headers: Record<string, string> = {}) {
  const [method = '', address = ''] = line.split(' ');
  const [path = '', query = ''] = address.split('?');
  const answer = lrs.handle({
    method,
    path,
    query: new URLSearchParams(query),
    headers: {
      'x-experience-api-version': '1.0.3',
      'content-type': 'application/json',
      authorization: 'Basic eDp5',
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { ...answer, json: answer.body === '' ? undefined : (JSON.parse(answer.body) as unknown) };
}

describe('[xAPI 3, 2.1] statements', () => {
  it('are taken by PUT and POST and given back by id', () => {
    const lrs = new MemoryLrs();
    expect(ask(lrs, `PUT statements?statementId=${id(1)}`, good).status).toBe(204);
    expect(ask(lrs, 'POST statements', [{ ...good, id: id(2) }, good]).json).toHaveLength(2);
    expect(ask(lrs, `GET statements?statementId=${id(2)}`).json).toMatchObject({ id: id(2), verb: good.verb });
    expect(ask(lrs, `GET statements?statementId=${id(9)}`).status).toBe(404);
  });

  it('sent again are one; another with the same id is 409, and nothing of its batch is stored', () => {
    const lrs = new MemoryLrs();
    const first = { ...good, id: id(1), timestamp: '2026-11-23T10:00:00.000Z' };
    ask(lrs, 'POST statements', [first]);
    expect(ask(lrs, 'POST statements', [first]).status).toBe(200);
    const other = { ...first, verb: { id: 'http://adlnet.gov/expapi/verbs/liked' } };
    expect(ask(lrs, 'POST statements', [{ ...good, id: id(2) }, other]).status).toBe(409);
    expect(lrs.statements).toHaveLength(1);
  });

  it('come in pages, newest first, with the address of the rest', () => {
    const lrs = new MemoryLrs();
    for (let n = 1; n <= 60; n += 1) ask(lrs, 'POST statements', { ...good, id: id(n) });
    const seen: string[] = [];
    for (let line = 'GET statements?limit=0'; line !== 'GET ';) {
      const page = ask(lrs, line).json as { statements: { id: string }[]; more: string };
      seen.push(...page.statements.map((s) => s.id));
      line = `GET ${page.more.replace(/^\/xapi\//, '')}`;
    }
    expect(seen).toEqual(Array.from({ length: 60 }, (_, at) => id(60 - at)));
  });

  it('are found by verb, activity, registration and agent', () => {
    const lrs = new MemoryLrs();
    ask(lrs, 'POST statements', [{ ...good, context: { registration: id(7) } }, good]);
    const found = (query: Record<string, string>) =>
      (ask(lrs, `GET statements?${new URLSearchParams(query)}`).json as { statements: [] }).statements.length;
    expect(found({ registration: id(7) })).toBe(1);
    expect(found({ verb: good.verb.id, activity: good.object.id, agent: JSON.stringify(actor) })).toBe(2);
    expect(found({ agent: JSON.stringify({ mbox: 'mailto:x@example.com' }) })).toBe(0);
  });

  it('are found by when they were stored, in either order, and by what they name in passing', () => {
    let second = 0;
    const lrs = new MemoryLrs({ now: () => new Date(Date.UTC(2026, 10, 23, 10, 0, second++)) });
    const parent = { id: 'https://example.com/call' };
    const team = { objectType: 'Group', member: [{ mbox: 'mailto:t@example.com' }] };
    ask(lrs, 'POST statements', [
      { ...good, id: id(1) },
      { ...good, id: id(2), context: { contextActivities: { parent: [parent] }, team } },
      { ...good, id: id(3) },
    ]);
    const found = (query: Record<string, string>) =>
      (
        ask(lrs, `GET statements?${new URLSearchParams(query)}`).json as { statements: { id: string }[] }
      ).statements.map((s) => s.id);
    expect(found({ since: '2026-11-23T10:00:00Z' })).toEqual([id(3), id(2)]);
    expect(found({ until: '2026-11-23T10:00:01Z', ascending: 'true' })).toEqual([id(1), id(2)]);
    expect(found({ limit: '1', ascending: 'true' })).toEqual([id(1)]);
    expect(found({ activity: parent.id })).toEqual([]);
    expect(found({ activity: parent.id, related_activities: 'true' })).toEqual([id(2)]);
    expect(found({ agent: JSON.stringify(team.member[0]), related_agents: 'true' })).toEqual([id(2)]);
  });

  it.each([
    'verbs=x',
    'since=yesterday',
    'limit=-1',
    'ascending=1',
    'agent=nobody',
    'agent={}',
    `statementId=${id(1)}&limit=1`,
  ])('asked for by ?%s are refused with 400', (query) =>
    expect(ask(new MemoryLrs(), `GET statements?${query}`).status).toBe(400),
  );

  it('[xAPI 2, 2.3.2] that are voided are found by voidedStatementId only', () => {
    const lrs = new MemoryLrs();
    const voided = 'http://adlnet.gov/expapi/verbs/voided';
    ask(lrs, 'POST statements', { ...good, id: id(1) });
    ask(lrs, 'POST statements', { actor, verb: { id: voided }, object: { objectType: 'StatementRef', id: id(1) } });
    expect(ask(lrs, `GET statements?statementId=${id(1)}`).status).toBe(404);
    expect(ask(lrs, `GET statements?voidedStatementId=${id(1)}`).json).toMatchObject({ id: id(1) });
    expect((ask(lrs, 'GET statements').json as { statements: [] }).statements).toHaveLength(1);
  });

  it('are refused with the reason and 400, and with 401 from nobody', () => {
    const lrs = new MemoryLrs({ admits: (authorization) => authorization === 'Basic eDp5' });
    const refused = ask(lrs, 'POST statements', { ...good, verb: { id: 'answered' } });
    expect(refused).toMatchObject({
      status: 400,
      json: { error: expect.stringMatching(/verb\.id: expected .*IRI/) as string },
    });
    expect(ask(lrs, 'POST statements', '{').status).toBe(400);
    expect(
      ask(lrs, 'POST statements', [
        { ...good, id: id(1) },
        { ...good, id: id(1) },
      ]).status,
    ).toBe(400);
    for (const authorization of ['', 'Basic other'])
      expect(ask(lrs, 'GET statements', '', { authorization }).status).toBe(401);
    expect(lrs.statements).toEqual([]);
  });

  it('need the version header; about does not, and every answer may be read from any origin', () => {
    const lrs = new MemoryLrs();
    expect(ask(lrs, 'GET statements', '', { 'x-experience-api-version': '' }).status).toBe(400);
    const about = ask(lrs, 'GET about', '', { 'x-experience-api-version': '' });
    expect(about.json).toEqual({ version: ['1.0.3'] });
    expect(about.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': expect.stringContaining('ETag') as string,
      'x-experience-api-version': '1.0.3',
      'x-experience-api-consistent-through': expect.stringMatching(/Z$/) as string,
    });
    expect(ask(lrs, 'OPTIONS statements').status).toBe(204);
  });
});

describe('[xAPI 3, 2.3] documents', () => {
  const agent = encodeURIComponent(JSON.stringify(actor));
  const state = `activities/state?activityId=https://example.com/a&agent=${agent}&stateId=s`;
  const profile = `agents/profile?agent=${agent}&profileId=p`;

  it('have a tag, and If-Match and If-None-Match are honoured with 412', () => {
    const lrs = new MemoryLrs();
    expect(ask(lrs, `GET ${state}`).status).toBe(404);
    const { headers } = ask(lrs, `PUT ${state}`, { a: 1 });
    expect(ask(lrs, `GET ${state}`)).toMatchObject({ json: { a: 1 }, headers: { etag: headers['etag'] } });
    expect(ask(lrs, `PUT ${state}`, { a: 2 }, { 'if-match': '"other"' }).status).toBe(412);
    expect(ask(lrs, `PUT ${state}`, { a: 2 }, { 'if-none-match': '*' }).status).toBe(412);
    expect(ask(lrs, `PUT ${state}`, { a: 2 }, { 'if-match': headers['etag'] ?? '' }).status).toBe(204);
  });

  it('are merged by POST, and gone after DELETE', () => {
    const lrs = new MemoryLrs();
    ask(lrs, `PUT ${state}`, { a: 1, b: 1 });
    ask(lrs, `POST ${state}`, { b: 2 });
    expect(ask(lrs, `GET ${state}`).json).toEqual({ a: 1, b: 2 });
    ask(lrs, `DELETE ${state}`);
    expect(ask(lrs, `GET ${state}`).status).toBe(404);
  });

  it('are listed without an id, those since a time too; and a state can be deleted whole', () => {
    const lrs = new MemoryLrs();
    const list = state.replace('&stateId=s', '');
    for (const name of ['s', 't']) ask(lrs, `PUT ${list}&stateId=${name}`, { a: 1 });
    expect(ask(lrs, `GET ${list}`).json).toEqual(['s', 't']);
    expect(ask(lrs, `GET ${list}&since=2999-01-01T00:00:00Z`).json).toEqual([]);
    expect(ask(lrs, `DELETE ${list}`).status).toBe(204);
    expect(ask(lrs, `GET ${list}`).json).toEqual([]);
  });

  it('are refused without what they belong to, and merged only with JSON objects', () => {
    const lrs = new MemoryLrs();
    expect(ask(lrs, 'GET activities/state?stateId=s').status).toBe(400);
    expect(ask(lrs, `GET agents/profile?profileId=p`).status).toBe(400);
    expect(ask(lrs, `PUT ${state.replace('&stateId=s', '')}`, {}).status).toBe(400);
    ask(lrs, `PUT ${state}`, 'plain', { 'content-type': 'text/plain' });
    expect(ask(lrs, `POST ${state}`, { a: 1 }).status).toBe(400);
  });

  it('of a registration are not those of another', () => {
    const lrs = new MemoryLrs();
    ask(lrs, `PUT ${state}&registration=${id(1)}`, { a: 1 });
    expect(ask(lrs, `GET ${state}&registration=${id(2)}`).status).toBe(404);
  });

  it.each([profile, 'activities/profile?activityId=https://example.com/a&profileId=p'])(
    'profiles are written with a precondition only: %s',
    (address) => {
      const lrs = new MemoryLrs();
      expect(ask(lrs, `PUT ${address}`, {}).status).toBe(400);
      expect(ask(lrs, `PUT ${address}`, {}, { 'if-none-match': '*' }).status).toBe(204);
      expect(ask(lrs, `PUT ${address}`, {}).status).toBe(409);
    },
  );
});
