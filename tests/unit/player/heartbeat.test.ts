import { beforeEach, describe, expect, it } from 'vitest';
import { Heartbeat, pageHeartbeat, type Contact } from '../../../src/player/heartbeat.ts';
import { LmsError } from '../../../src/tracking/errors.ts';

let told: Contact[];
let pings: boolean | Error;
let closed: boolean;
let text: string | null;
let beats: number;
let asked: number;

const heart = async (): Promise<Heartbeat> => {
  const heartbeat = new Heartbeat({
    ping: () => {
      if (pings !== true) throw pings || new Error('no');
    },
    openerClosed: () => closed,
    alive: () => {
      asked += 1;
      return Promise.resolve(text);
    },
    every: (ms) => {
      beats = ms;
      return () => (beats = 0);
    },
    onContact: (contact) => told.push(contact),
  });
  await Promise.resolve();
  await Promise.resolve();
  return heartbeat;
};

beforeEach(() => {
  told = [];
  pings = true;
  closed = false;
  text = 'alive\n';
  asked = 0;
});

describe('the heartbeat', () => {
  it('looks once a minute, and says nothing while all is well', async () => {
    const heartbeat = await heart();
    expect(beats).toBe(60_000);
    await heartbeat.beat();
    expect(told).toEqual([]);
    heartbeat.end();
    expect(beats).toBe(0);
  });

  it('[reliability 3.4] tells another page than ours at once, and when it is over', async () => {
    const heartbeat = await heart();
    text = '<html>Please sign in</html>';
    await heartbeat.beat();
    await heartbeat.beat();
    expect(told).toEqual(['signed-out']);
    text = 'alive\n';
    await heartbeat.beat();
    expect(told).toEqual(['signed-out', 'fine']);
  });

  it('tells a session that has ended at once: it never comes back', async () => {
    const heartbeat = await heart();
    pings = new LmsError('LMSGetValue(cmi.suspend_data)', 301, 'session-ended', 'not initialised');
    await heartbeat.beat();
    expect(told).toEqual(['signed-out']);
  });

  it('tells a closed LMS window at once: no event does', async () => {
    const heartbeat = await heart();
    closed = true;
    await heartbeat.beat();
    expect(told).toEqual(['lms-closed']);
  });

  it.each([
    ['an LMS that does not answer', () => (pings = false)],
    ['a line that is down', () => (text = null)],
  ])('%s is no answer, told when it happens twice', async (_, fault) => {
    const heartbeat = await heart();
    fault();
    await heartbeat.beat();
    expect(told).toEqual([]);
    await heartbeat.beat();
    expect(told).toEqual(['no-answer']);
  });

  it('believes no server that hid the file from the beginning', async () => {
    text = '<html>not found</html>';
    const heartbeat = await heart();
    await heartbeat.beat();
    await heartbeat.beat();
    expect(told).toEqual([]);
    expect(asked).toBe(1);
  });
});

describe('[reliability 3.4] what the server beside the course answers', () => {
  it.each([
    [502, ['no-answer']],
    [503, ['no-answer']],
    [429, ['no-answer']],
    [403, ['signed-out']],
    [404, ['signed-out']],
  ])('%d, twice', async (status, heard) => {
    let answer = new Response('alive\n');
    const page = {
      document: { hidden: false },
      fetch: () => Promise.resolve(answer.clone()),
      setInterval: () => 0,
      clearInterval: () => undefined,
      opener: null,
    };
    const reached: Contact[] = [];
    const heartbeat = pageHeartbeat({ ...page, parent: null } as unknown as Window, {
      closed: null,
      ping: () => undefined,
      reached: (contact) => reached.push(contact),
    });
    await new Promise((resolve) => setTimeout(resolve));
    answer = new Response('', { status });
    await heartbeat.beat();
    expect(reached).toEqual(heard[0] === 'no-answer' ? [] : heard);
    await heartbeat.beat();
    expect(reached).toEqual(heard);
  });
});
