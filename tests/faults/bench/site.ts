import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Files } from './packages.ts';

/** A request as it arrived. */
export interface Arrived {
  at: number;
  method: string;
  /** With its query. */
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** What is sent back; with `bytes` for a file. */
export interface Sent {
  status?: number;
  type?: string;
  body?: string | Uint8Array;
  headers?: Record<string, string>;
}

export interface SiteOptions {
  files: Files;
  /** Where the package lies; begins and ends in a slash. */
  under?: string;
  /** A second place with the same package. */
  also?: string;
  /** Sent with every page and file. */
  headers?: Record<string, string>;
  /** Media type by file name ending, in place of the usual. */
  types?: Record<string, string>;
  /** Pages and endpoints of the LMS itself, by path; undefined lets the package answer. */
  own?(request: Arrived): Sent | undefined | Promise<Sent | undefined>;
}

/** A web server with an unpacked course and whatever an LMS puts round it, on a free port of this machine. */
export interface Site {
  port: number;
  /** `http://127.0.0.1:…`, no slash at the end. */
  origin: string;
  /** The same server under a name that is no secure context. */
  intranet: string;
  /** Path of the course's first page. */
  entry: string;
  /** Every request, in order. Nothing is ever taken out. */
  arrived: Arrived[];
  close(): Promise<void>;
}

const usual: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
  txt: 'text/plain',
};

export async function openSite({ files, under = '/some/where/', also, headers = {}, types = {}, own }: SiteOptions) {
  const arrived: Arrived[] = [];
  const server = createServer((request, response) => {
    void whole(request).then(async (seen) => {
      arrived.push(seen);
      const path = decodeURIComponent(seen.path.split('?')[0] ?? '');
      const sent = (await own?.(seen)) ?? file(path);
      send(response, { ...sent, headers: { ...headers, ...sent.headers } });
    });
  });
  const file = (path: string): Sent => {
    const folder = [under, also].find((each) => each !== undefined && path.startsWith(each));
    const body = folder === undefined ? undefined : files[path.slice(folder.length)];
    if (!body) return { status: 404, body: 'not here' };
    const ending = path.slice(path.lastIndexOf('.') + 1);
    return { type: types[ending] ?? usual[ending] ?? 'application/octet-stream', body };
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const site: Site = {
    port,
    origin: `http://127.0.0.1:${port}`,
    intranet: `http://lms.test:${port}`,
    entry: `${under}index.html`,
    arrived,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return site;
}

/** Reads a request to its end. */
export async function whole(request: IncomingMessage): Promise<Arrived> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    // The page went before all of it was sent: what arrived is what counts.
  }
  return {
    at: Date.now(),
    method: request.method ?? 'GET',
    path: request.url ?? '/',
    headers: request.headers as Record<string, string>,
    body: Buffer.concat(chunks).toString(),
  };
}

function send(response: ServerResponse, { status = 200, type = 'text/plain', body = '', headers = {} }: Sent): void {
  response.writeHead(status, { 'content-type': type, ...headers }).end(status === 204 ? '' : body);
}
