import { describe, expect, it, test } from 'vitest';
import { MemoryLrs } from '../../../src/preview/lrs/lrs.ts';
import { refusal } from '../../../src/preview/lrs/statement-schema.ts';

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
    headers: { 'x-experience-api-version': '1.0.3', 'content-type': 'application/json', ...headers },
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
      line = `GET ${page.more}`;
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

  it('need the version header; about does not, and every answer may be read from any origin', () => {
    const lrs = new MemoryLrs();
    expect(ask(lrs, 'GET statements', '', { 'x-experience-api-version': '' }).status).toBe(400);
    const about = ask(lrs, 'GET about', '', { 'x-experience-api-version': '' });
    expect(about.json).toEqual({ version: ['1.0.3'] });
    expect(about.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': expect.stringContaining('ETag') as string,
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

test.each<[what: string, change: object, says: RegExp]>([
  ['an unknown property', { mood: 'good' }, /mood/],
  ['null', { result: null }, /result/],
  ['two identifiers', { actor: { ...actor, mbox: 'mailto:x@example.com' } }, /exactly one of/],
  ['an mbox without mailto', { actor: { mbox: 'x@example.com' } }, /mbox/],
  ['scaled above 1', { result: { score: { scaled: 1.5 } } }, /scaled/],
  ['raw above max', { result: { score: { raw: 3, min: 0, max: 2 } } }, /raw between/],
  [
    'choices with fill-in',
    {
      object: {
        id: 'https://example.com/q1',
        definition: { interactionType: 'fill-in', choices: [{ id: 'a' }] },
      },
    },
    /does not go with fill-in/,
  ],
  ['a zone of -00:00', { timestamp: '2026-11-23T10:00:00-00:00' }, /no zone/],
  ['an extension that is no IRI', { context: { extensions: { build: 1 } } }, /extensions/],
  ['a verb that is no IRI', { verb: { id: 'answered' } }, /absolute IRI/],
  ['a duration that is none', { result: { duration: '12 s' } }, /ISO 8601/],
])('[xAPI 2] %s is refused with the reason', (_what, change, says) => {
  expect(refusal(good)).toBeNull();
  expect(refusal({ ...good, ...change })).toMatch(says);
});
