import { createServer, type Server } from 'node:http';
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

/** The port somebody asks for in the environment; undefined for none. @throws Error when it is no port */
export function portNamed(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new Error(`PORT is “${text}”; it must be a whole number from 0 to 65535.`);
  return Number(text);
}

/** Looks whether `listenOnLoopback` will find a port, before anything is made for it. @throws Error when the given port is taken */
export async function findPort(port: number | undefined): Promise<void> {
  const probe = createServer();
  await listenOnLoopback(probe, port);
  await new Promise((closed) => probe.close(closed));
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
