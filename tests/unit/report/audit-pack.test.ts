import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { auditPack } from '../../../src/report/audit-pack.ts';
import { ALL } from '../../../src/report/filters.ts';
import { pseudonymised } from '../../../src/report/pseudonyms.ts';
import { scopeOf, type Scope } from '../../../src/report/scope.ts';
import { answered, complete, course, crowd, ended, reportOf, right } from '../../support/report-by-hand.ts';

describe('the audit pack', () => {
  const scope = reportOf([complete('ann', { records: [right(), answered('CALL1.N1', ['offer-route']), ended(true)] }), complete('bo')], 'id,name,team\nann,Ann,Alder\nbo,Bo,Alder'); // prettier-ignore
  const packed = async (of: Scope, order: object): Promise<Record<string, string>> => {
    const facts = { filters: ALL, names: 'shown' as const, by: '', records: true, now: 0, inputs: ['ann-smith.json', 'people.csv'], itemKey: 'id\n' }; // prettier-ignore
    const files = unzipSync(await auditPack(of, { ...facts, ...order }));
    return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]));
  };

  it('has each call as it went', async () => {
    const { 'records.html': records = '' } = await packed(scope, {});
    expect(records).toContain('CALL1 Call story 1, attempt 1');
    expect(records).toContain(course.calls[0]?.nodes[0]?.options.find(({ id }) => id === 'offer-route')?.text ?? '?');
  });

  it('names no file that could name a person where names are hidden', async () => {
    const files = await packed(scopeOf(pseudonymised(scope)), { names: 'hidden' });
    for (const [name, content] of Object.entries(files)) expect({ name, named: content.includes('ann-smith') }).toEqual({ name, named: false }); // prettier-ignore
    expect(JSON.parse(files['manifest.json'] ?? '')).toMatchObject({ generatedFrom: ['.json', '.csv'] });
    expect(JSON.parse((await packed(scope, {}))['manifest.json'] ?? '')).toMatchObject({ generatedFrom: ['ann-smith.json', 'people.csv'] }); // prettier-ignore
  });

  it('may be of chosen learners alone', async () => {
    const files = await packed(scope, { learners: ['bo'] });
    expect(files['register.csv']).toContain('"bo"');
    for (const [name, content] of Object.entries(files)) expect({ name, other: /\bann\b/i.test(content.replaceAll('ann-smith', '')) }).toEqual({ name, other: false }); // prettier-ignore
    expect(JSON.parse(files['manifest.json'] ?? '')).toMatchObject({ learners: ['bo'] });
  });

  it('is not made where somebody who was chosen is not there', async () => {
    await expect(packed(scope, { learners: ['bo', 'bob', 'an'] })).rejects.toThrow('Nobody in scope has the id bob, an:'); // prettier-ignore
  });

  it('holds the records of 500 people at most, once they are chosen', async () => {
    const many = reportOf(crowd(501, (id) => complete(id)));
    await expect(packed(many, {})).rejects.toThrow('up to 500 people, not of 501');
    expect((await packed(many, { learners: ['p001', 'p002'] }))['records.html']).toContain('p002');
    expect(await packed(many, { records: false })).not.toHaveProperty('records.html');
  });
});
