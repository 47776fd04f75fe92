import type { Desk, Progress } from './desk.ts';

/** What goes over the line: a call, its answer, or news of how far reading has come. */
type Message =
  | { kind: 'call'; n: number; name: keyof Desk; args: unknown[] }
  | { kind: 'answer'; n: number; value: unknown }
  | { kind: 'failure'; n: number; message: string }
  | { kind: 'progress'; progress: Progress };

/** One end of a line between page and worker. */
export interface Port {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

/** Answers what comes in over a port. */
export function serveDesk(desk: Desk, port: Port): void {
  port.addEventListener('message', ({ data }: MessageEvent) => {
    const message = data as Message;
    if (message.kind !== 'call') return;
    const { n, name, args } = message;
    (desk[name] as (...args: unknown[]) => Promise<unknown>).apply(desk, args).then(
      (value) => port.postMessage({ kind: 'answer', n, value }),
      (error: unknown) => port.postMessage({ kind: 'failure', n, message: sentence(error) }),
    );
  });
}

/** The desk at the other end of a port. */
export function remoteDesk(port: Port, progress: (progress: Progress) => void): Desk {
  const waiting = new Map<number, { done: (value: never) => void; failed: (error: Error) => void }>();
  let n = 0;
  port.addEventListener('message', ({ data }: MessageEvent) => {
    const message = data as Message;
    if (message.kind === 'progress') return progress(message.progress);
    if (message.kind === 'call') return;
    const call = waiting.get(message.n);
    waiting.delete(message.n);
    if (message.kind === 'failure') call?.failed(new Error(message.message));
    else call?.done(message.value as never);
  });
  const call =
    (name: keyof Desk) =>
    (...args: unknown[]) =>
      new Promise<never>((done, failed) => {
        n += 1;
        waiting.set(n, { done, failed });
        port.postMessage({ kind: 'call', n, name, args });
      });
  return {
    sort: call('sort'),
    read: call('read'),
    table: call('table'),
    code: call('code'),
    lrs: call('lrs'),
    demo: call('demo'),
    stop: call('stop'),
    clear: call('clear'),
    choices: call('choices'),
    view: call('view'),
    rows: call('rows'),
    files: call('files'),
    csv: call('csv'),
    pack: call('pack'),
  };
}

const sentence = (error: unknown): string => (error instanceof Error ? error.message : String(error));
