import { describe, expect, it } from 'vitest';
import { itemStats, type ItemStats } from '../../../src/report/tables/item-stats.ts';
import type { ReportedAttempt } from '../../../src/report/reported-attempt.ts';
import { answered, begun, crowd, ended, reportOf } from '../../support/report-by-hand.ts';

/** Sixty people: 40 pass, 20 fail; what each answers is told by their number. */
const stats = (id: string, answer: (n: number) => readonly string[]): ItemStats | undefined =>
  itemStats(reportOf(crowd(60, (who, n): ReportedAttempt => begun(who, { records: [answered(id, answer(n)), ended(n < 40)] })))).find((item) => item.id === id); // prettier-ignore

describe('the verdict on options', () => {
  // `say-no` is taken often enough to work; `ask-around` by 6 of 40 passers and 2 of 20 others.
  const few = (n: number): readonly string[] => [n < 6 || (n >= 40 && n < 42) ? 'ask-around' : n % 5 === 0 ? 'say-no' : 'never-say']; // prettier-ignore

  it('doubts an option that passers take more than others only when ten took it', () => {
    const item = stats('KP01-Q1', few);
    const option = item?.options.find(({ id }) => id === 'ask-around');
    expect([option?.n, Number(option?.sharePass) > Number(option?.shareFail)]).toEqual([8, true]);
    expect(item?.verdict).toBe('ok');
  });

  it('doubts it then', () => {
    const many = (n: number): readonly string[] => [n < 10 ? 'ask-around' : n % 5 === 0 ? 'say-no' : 'never-say'];
    expect(stats('KP01-Q1', many)?.verdict).toBe('weak option');
  });

  it('doubts an option that nearly nobody takes', () => {
    expect(stats('KP01-Q1', (n) => [n % 5 === 0 ? 'say-no' : 'never-say'])?.verdict).toBe('weak option');
  });

  it('says nothing of pairs: each stands for a place, not for a way to answer the whole', () => {
    const home = (n: number) => (n % 5 === 0 ? ['call-notes.secure-bin', 'used-form.case-notes'] : ['call-notes.case-notes', 'used-form.secure-bin']); // prettier-ignore
    expect(stats('KP02-Q2', home)?.verdict).toBe('ok');
    const seen = (n: number) => ['s1.none', n % 5 === 0 ? 's2.RF4' : 's2.RF2', 's3.none', n % 7 === 0 ? 's4.none' : 's4.RF3', 's5.none', 's6.RF5', n === 3 ? 's7.RF1' : 's7.none']; // prettier-ignore
    expect(stats('SPOT1', seen)?.verdict).toBe('ok');
  });
});
