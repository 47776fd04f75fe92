import { describe, expect, it } from 'vitest';
import type { AttemptRecord } from '../../../src/attempt/record.ts';
import { LmsError } from '../../../src/tracking/errors.ts';
import { SaveQueue } from '../../../src/tracking/queue.ts';
import type { Batch, Health, Snapshot, TrackingSession } from '../../../src/tracking/session.ts';

const asked = (redFlag: 'RF1' | 'RF2' | 'RF3'): AttemptRecord => ({ kind: 'help-asked', at: 0, redFlag });
const answered = { kind: 'answered', at: 0 } as AttemptRecord;
const failed = () => new LmsError('LMSCommit', 101, 'failed', '');

/** An LMS that answers each save when told to, and a clock that is moved by hand. */
function bench() {
  const saves: Batch[] = [];
  const answers: ((error?: Error) => void)[] = [];
  const health: Health[] = [];
  const waits: { ms: number; then: () => void; off: boolean }[] = [];
  const snapshots: boolean[] = [];
  const session: { -readonly [K in keyof TrackingSession]: TrackingSession[K] } = {
    open: () => Promise.reject(new Error('not used')),
    check: () => Promise.reject(new Error('not used')),
    close: () => Promise.resolve(),
    save: (batch) => {
      saves.push(batch);
      return new Promise((resolve, reject) => answers.push((error) => (error ? reject(error) : resolve())));
    },
  };
  const queue = new SaveQueue({
    session,
    snapshot: (afterFailure) => {
      snapshots.push(afterFailure);
      return {} as Snapshot;
    },
    onHealth: (h) => health.push(h),
    wait: (ms, then) => {
      const wait = { ms, then, off: false };
      waits.push(wait);
      return () => {
        wait.off = true;
      };
    },
    random: () => 1,
  });
  const answer = async (error?: Error) => {
    answers.shift()?.(error);
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { queue, session, saves, health, waits, snapshots, answer };
}

describe('the save queue', () => {
  it('says Saved only after the LMS has acknowledged', async () => {
    const { queue, health, answer } = bench();
    queue.add([asked('RF1')]);
    expect(health.map((h) => h.kind)).toEqual(['saving']);
    await answer();
    expect(health.map((h) => h.kind)).toEqual(['saving', 'saved']);
    expect(queue.unsent).toBe(false);
  });

  it('is idle only when every save under way has been answered', async () => {
    const { queue, answer } = bench();
    let idle = false;
    queue.add([asked('RF1')]);
    queue.add([asked('RF2')]);
    void queue.idle().then(() => (idle = true));
    await answer();
    expect(idle).toBe(false);
    await answer();
    expect(idle).toBe(true);
    expect(queue.unsent).toBe(false);
  });

  it('saves one step at a time, in order, and none twice', async () => {
    const { queue, saves, answer } = bench();
    queue.add([asked('RF1')]);
    queue.add([asked('RF2')]);
    queue.add([asked('RF3')]);
    expect(saves).toHaveLength(1);
    await answer();
    await answer();
    expect(saves.map((s) => s.records.map((r) => (r.kind === 'help-asked' ? r.redFlag : '')))).toEqual([
      ['RF1'],
      ['RF2', 'RF3'],
    ]);
  });

  it('keeps what failed, says how many answers wait, and tries again with growing pauses', async () => {
    const { queue, saves, health, waits, snapshots, answer } = bench();
    queue.add([answered, asked('RF1')]);
    await answer(failed());
    expect(health.at(-1)).toEqual({ kind: 'waiting', answers: 1 });
    waits[0]?.then();
    await answer(failed());
    waits[1]?.then();
    await answer(failed());
    expect(waits.map((w) => w.ms)).toEqual([1000, 2000, 4000]);
    waits[2]?.then();
    await answer();
    expect(saves.map((s) => s.records.length)).toEqual([2, 2, 2, 2]);
    expect(snapshots).toEqual([false, true, true, true]);
    expect(health.at(-1)).toEqual({ kind: 'saved' });
  });

  it('never pauses longer than a minute, however often it fails', async () => {
    const { queue, waits, answer } = bench();
    queue.add([answered]);
    for (let n = 0; n < 12; n += 1) {
      await answer(failed());
      waits[n]?.then();
    }
    expect(Math.max(...waits.map((w) => w.ms))).toBe(60_000);
  });

  it('waits as long as the LMS asks, whatever happens meanwhile, and still tells what waits', async () => {
    const { queue, saves, health, waits, answer } = bench();
    queue.add([answered]);
    await answer(new LmsError('POST statements', 429, 'failed', '', 120_000));
    expect(waits.map((w) => w.ms)).toEqual([120_000]);
    queue.add([answered]);
    queue.flush();
    expect(saves).toHaveLength(1);
    expect(health.at(-1)).toEqual({ kind: 'waiting', answers: 2 });
    waits[0]?.then();
    await answer();
    expect(saves[1]?.records).toHaveLength(2);
    expect(health.at(-1)).toEqual({ kind: 'saved' });
  });

  it('says with Saved how many results the LMS will never take', async () => {
    const { queue, health, session, answer } = bench();
    queue.add([answered]);
    session.refused = 2;
    await answer();
    expect(health.at(-1)).toEqual({ kind: 'saved', refused: 2 });
  });

  it('tries at once when told that the network is back', async () => {
    const { queue, saves, waits, answer } = bench();
    queue.add([answered]);
    await answer(failed());
    queue.flush();
    expect(saves).toHaveLength(2);
    expect(waits[0]?.off).toBe(true);
  });

  it('stops when the session has ended: nothing more can be stored in it', async () => {
    const { queue, saves, health, waits, answer } = bench();
    queue.add([answered]);
    await answer(new LmsError('LMSSetValue(cmi.suspend_data)', 301, 'session-ended', ''));
    expect(health.at(-1)).toEqual({ kind: 'cannot-save', answers: 1, advice: 'session-ended' });
    queue.add([answered]);
    expect([saves.length, waits.length, queue.unsent]).toEqual([1, 0, true]);
  });

  it.each([
    ['LMSSetValue(cmi.suspend_data)', 'too-long'],
    ['LMSSetValue(cmi.core.lesson_status)', 'refused'],
  ])(
    'says what is wrong when %s is refused, and tries again with the next step, or in a minute',
    async (call, advice) => {
      const { queue, saves, health, waits, answer } = bench();
      queue.add([answered]);
      await answer(new LmsError(call, 405, 'refused', ''));
      expect(health.at(-1)).toEqual({ kind: 'cannot-save', answers: 1, advice });
      expect(waits.map(({ ms }) => ms)).toEqual([60_000]);
      queue.add([answered]);
      expect(saves[1]?.records).toHaveLength(2);
      expect(waits[0]?.off).toBe(true);
    },
  );
});
