import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { MemoryLrs } from '../../src/preview/lrs/lrs.ts';
import type { LrsRequest, LrsResponse } from '../../src/preview/lrs/http.ts';

const types: Record<string, string> = {
  html: 'text/html',
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
};

/** A folder with an unpacked course on one port and an LRS on another, so that the browser holds us to CORS. */
export interface LrsHost {
  course: string;
  /** Where requests go; ends in a slash. */
  endpoint: string;
  close(): Promise<void>;
}

/** Serves a course and what answers its requests: an LRS, or an LMS with one inside. */
export async function lrsHost(
  folder: string,
  lms: { handle(request: LrsRequest): LrsResponse } = new MemoryLrs(),
): Promise<LrsHost> {
  const files = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname.slice(1);
    readFile(join(folder, path)).then(
      (body) => {
        response.writeHead(200, { 'content-type': types[path.split('.').at(-1) ?? ''] ?? 'text/plain' });
        response.end(body);
      },
      () => response.writeHead(404).end(),
    );
  });
  const store = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://host');
      const answer = lms.handle({
        method: request.method ?? 'GET',
        path: url.pathname.slice('/xapi/'.length),
        query: url.searchParams,
        headers: request.headers as Record<string, string>,
        body: Buffer.concat(chunks).toString(),
      });
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  return {
    course: `http://127.0.0.1:${await listen(files)}/index.html`,
    endpoint: `http://127.0.0.1:${await listen(store)}/xapi/`,
    close: async () => {
      for (const server of [files, store]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
