import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { unzipSync } from 'fflate';
import { PLAIN_HOST_PAGE, PLAIN_HOST_SCRIPT, PLAIN_HOST_SCRIPT_2004 } from './plain-host-page.ts';

/** Where the package lies: deep below the root, so that an absolute address in it leads outside. */
export const UNDER = '/some/where/';

/** A server that knows nothing of the course, and a small SCORM host of its own, for 1.2 or 2004. No code of ours is in it. */
export interface PlainHost {
  /** The host page, which opens the course in a frame named `course`. */
  address: string;
  /** The course itself, with no LMS around it. */
  courseAddress: string;
  /** Requests that left the package's folder, the host page's own files left out. */
  outside: readonly string[];
  /** What the browser reported against the policy, as `directive blocked-address`. */
  violations: readonly string[];
  /** Changes what the server answers for `alive.txt` and every other file: `false` answers 503. */
  online(answering: boolean): void;
  close(): Promise<void>;
}

const policy =
  "default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; report-uri /report";
const types: Record<string, string> = {
  html: 'text/html',
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
  txt: 'text/plain',
};

/** Serves the unpacked zip under a sub-path with the strict policy, on a free port. */
export async function plainHost(zipFile: string, edition: '1.2' | '2004' = '1.2'): Promise<PlainHost> {
  const files = unzipSync(new Uint8Array(await readFile(zipFile)));
  const host: Record<string, { type: string; body: string }> = {
    '/': { type: 'text/html', body: PLAIN_HOST_PAGE },
    '/host.js': { type: 'text/javascript', body: edition === '1.2' ? PLAIN_HOST_SCRIPT : PLAIN_HOST_SCRIPT_2004 },
  };
  const outside: string[] = [];
  const violations: string[] = [];
  let answering = true;

  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname;
    const answer = (status: number, type: string, body: string | Uint8Array, headers = {}) => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', ...headers });
      response.end(body);
    };
    if (path === '/report') {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { 'csp-report': report } = JSON.parse(Buffer.concat(chunks).toString()) as {
          'csp-report': Record<string, string>;
        };
        violations.push(`${report['effective-directive']} ${report['blocked-uri']}`);
        answer(204, 'text/plain', '');
      });
      return;
    }
    const own = host[path];
    if (own) return answer(200, own.type, own.body);
    // Browsers ask for a page's icon by themselves.
    if (!path.startsWith(UNDER) && path !== '/favicon.ico') outside.push(path);
    const body = files[path.slice(UNDER.length)];
    if (!answering) return answer(503, 'text/plain', 'The server is down.');
    if (!path.startsWith(UNDER) || !body) return answer(404, 'text/plain', 'not here');
    const type = types[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
    answer(200, type, body, { 'content-security-policy': policy });
  });
  const port = await listen(server);
  return {
    address: `http://127.0.0.1:${port}/`,
    courseAddress: `http://127.0.0.1:${port}${UNDER}index.html`,
    outside,
    violations,
    online: (now) => (answering = now),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
