import { expect, it, onTestFinished } from 'vitest';
import { OneWindow } from '../../../src/player/one-window.ts';

/** The channels opened last, one for each window. */
let channels: BroadcastChannel[] = [];
const { BroadcastChannel: Real } = globalThis;
globalThis.BroadcastChannel = class extends Real {
  constructor(name: string) {
    super(name);
    channels.push(this);
  }
};

let n = 0;
const windows = (count: number): OneWindow[] => {
  n += 1;
  channels = [];
  return Array.from({ length: count }, () => new OneWindow(`course ${n}`));
};

it('the first window has the course, the second does not, and another course is none of theirs', async () => {
  const [first, second] = windows(2) as [OneWindow, OneWindow];
  const [other] = windows(1) as [OneWindow];
  expect(await first.claim()).toBe(true);
  expect(await second.claim()).toBe(false);
  expect(await other.claim()).toBe(true);
});

it('of two that open at the same moment exactly one has it', async () => {
  const both = windows(2);
  expect((await Promise.all(both.map((each) => each.claim()))).filter(Boolean)).toHaveLength(1);
});

it('a window that takes it waits until the other has ended its session', async () => {
  const [first, second, third] = windows(3) as [OneWindow, OneWindow, OneWindow];
  await first.claim();
  let ended = false;
  first.whenTaken(async () => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    ended = true;
  });
  await second.claim();
  await second.take();
  expect(ended).toBe(true);
  expect(await third.claim()).toBe(false);
});

it('a window that is taken while it is still opening hears of it as soon as it listens', async () => {
  const [first, second] = windows(2) as [OneWindow, OneWindow];
  await first.claim();
  await second.claim();
  await second.take();
  let told = 0;
  first.whenTaken(async () => void (told += 1));
  expect(told).toBe(1);
});

it('without channels, as in a sandboxed frame, every window has it', async () => {
  const real = globalThis.BroadcastChannel;
  onTestFinished(() => {
    globalThis.BroadcastChannel = real;
  });
  delete (globalThis as { BroadcastChannel?: unknown }).BroadcastChannel;
  const [only] = windows(1) as [OneWindow];
  expect(await only.claim()).toBe(true);
  await only.take();
});

/** Locks as browsers keep them, for one test: each name has one holder, and who steals it throws that one out. */
function withLocks(): void {
  const holders = new Map<string, (reason: Error) => void>();
  const request = async (
    name: string,
    options: LockOptions,
    then: (lock: object | null) => unknown,
  ): Promise<unknown> => {
    if (holders.has(name) && options.steal !== true) return then(null);
    holders.get(name)?.(new Error('stolen'));
    return new Promise((resolve, reject) => {
      holders.set(name, reject);
      Promise.resolve(then({})).then(resolve, reject);
    });
  };
  const real = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  Object.defineProperty(globalThis, 'navigator', { configurable: true, value: { locks: { request } } });
  onTestFinished(() => {
    if (real) Object.defineProperty(globalThis, 'navigator', real);
    else delete (globalThis as { navigator?: unknown }).navigator;
  });
}

it('with locks the first window need not wait for answers, and the second still finds it', async () => {
  withLocks();
  const [first, second, third] = windows(3) as [OneWindow, OneWindow, OneWindow];
  const before = performance.now();
  expect(await first.claim()).toBe(true);
  // The answers would have 200 ms.
  expect(performance.now() - before).toBeLessThan(150);
  expect(await second.claim()).toBe(false);
  await second.take();
  expect(await third.claim()).toBe(false);
});

it('a lock that a page just left still holds keeps nobody out', async () => {
  withLocks();
  const [left, next] = windows(2) as [OneWindow, OneWindow];
  // Its page is gone: it hears nobody.
  channels[0]?.close();
  expect(await left.claim()).toBe(true);
  expect(await next.claim()).toBe(true);
});

it('a page that was frozen when it was asked learns from its lost lock that another has the course', async () => {
  withLocks();
  const [frozen, next] = windows(2) as [OneWindow, OneWindow];
  let told = 0;
  frozen.whenTaken(async () => void (told += 1));
  await frozen.claim();
  channels[0]?.close();
  expect(await next.claim()).toBe(true);
  await new Promise((resolve) => setTimeout(resolve));
  expect(told).toBe(1);
});

it('of two that open at the same moment exactly one has it, with locks, too', async () => {
  withLocks();
  const both = windows(2);
  expect((await Promise.all(both.map((each) => each.claim()))).filter(Boolean)).toHaveLength(1);
});
