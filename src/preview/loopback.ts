import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Listens on 127.0.0.1 only and gives the port. With `port` undefined: 4173, or the next free one.
 * @throws Error when the given port is taken
 */
export async function listenOnLoopback(server: Server, port: number | undefined): Promise<number> {
  const first = port ?? 4173;
  const last = port ?? first + 50;
  for (let candidate = first; candidate <= last; candidate++) {
    if (await tryPort(server, candidate)) return (server.address() as AddressInfo).port;
  }
  const fix =
    port === undefined ? 'Stop a program that uses one of them.' : 'Stop that program, or set PORT to another number.';
  throw new Error(`Port ${first === last ? first : `${first} to ${last}`} is in use by another program. ${fix}`);
}

function tryPort(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error));
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', failed);
      resolve(true);
    });
  });
}

/** Whether a Host header names this machine: a web page elsewhere could reach us through a name of its own. */
export function isThisMachine(host: string | undefined): boolean {
  return /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(host ?? '');
}
