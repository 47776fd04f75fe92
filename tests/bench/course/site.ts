import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

/** Files by path, as they lie in a package. */
export type Files = ReadonlyMap<string, Uint8Array>;

export interface BenchSite {
  /** `http://127.0.0.1:…/`, with the folders of `sites` below it. */
  address: string;
  close(): Promise<void>;
}

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript',
  css: 'text/css',
  json: 'application/json',
  svg: 'image/svg+xml',
  txt: 'text/plain',
};

/** Serves each set of files in its own folder, texts gzipped once at level 9, as a well-kept LMS does. HTTP/1.1. */
export async function benchSite(sites: Readonly<Record<string, Files>>): Promise<BenchSite> {
  const packed = new Map<string, { type: string; body: Uint8Array; gzip: boolean }>();
  for (const [folder, files] of Object.entries(sites)) {
    for (const [path, bytes] of files) {
      const known = types[path.slice(path.lastIndexOf('.') + 1)];
      const body = known ? gzipSync(bytes, { level: 9 }) : bytes;
      packed.set(`/${folder}/${path}`, { type: known ?? 'application/octet-stream', body, gzip: known !== undefined });
    }
  }
  const server = createServer((request, response) => {
    const found = packed.get(new URL(request.url ?? '/', 'http://bench').pathname);
    if (!found) return response.writeHead(404).end();
    const { type, body, gzip } = found;
    return response
      .writeHead(200, {
        'content-type': type,
        'content-length': body.length,
        ...(gzip ? { 'content-encoding': 'gzip' } : {}),
      })
      .end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
