import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LrsRequest, LrsResponse } from '../../../src/preview/lrs/http.ts';
import type { MemoryLrs } from '../../../src/preview/lrs/lrs.ts';
import { whole, type Arrived } from './site.ts';

/** What happens to one request; whatever is not named happens as usual. */
export interface Chaos {
  /** Answer this instead, without asking the store. */
  status?: number;
  body?: string;
  headers?: Record<string, string>;
  /** Wait before answering, ms. */
  delayMs?: number;
  /** The line breaks, before the store was asked or after. */
  reset?: 'before' | 'after';
  /** The store is asked, and only half of its answer goes out before the line breaks. */
  truncate?: boolean;
  /** Nothing is ever answered. */
  hang?: boolean;
}

/** A request as it was heard, and whether the store took it. */
export interface Heard extends Arrived {
  path: string;
  query: URLSearchParams;
  stored: boolean;
  /** What was answered; 0 for a broken line or none. */
  status: number;
}

/** A strict record store behind a line that does whatever the script says. */
export interface ChaosLrs {
  /** Ends in a slash. */
  endpoint: string;
  port: number;
  store: MemoryLrs;
  /** Every request, in order; nothing is ever taken out. */
  ledger: Heard[];
  /** Decides about the next requests. */
  script(request: Heard): Chaos;
  /** Requests that wait for an answer they will never get. */
  hanging(): number;
  close(): Promise<void>;
}

/** Serves `target`, a store or an LMS around one, over real HTTP. */
export async function openChaosLrs(
  store: MemoryLrs,
  target: { handle(request: LrsRequest): LrsResponse } = store,
): Promise<ChaosLrs> {
  const ledger: Heard[] = [];
  let hanging = 0;
  const server = createServer((request, response) => {
    void whole(request).then((arrived) => answer(arrived, response));
  });
  const answer = (arrived: Arrived, response: ServerResponse): void => {
    const url = new URL(arrived.path, 'http://host');
    const path = url.pathname.slice('/xapi/'.length);
    const heard: Heard = { ...arrived, path, query: url.searchParams, stored: false, status: 0 };
    const preflight = arrived.method === 'OPTIONS';
    const chaos = preflight ? {} : lrs.script(heard);
    if (!preflight) ledger.push(heard);
    if (chaos.reset === 'before') return void response.destroy();
    if (chaos.hang) {
      hanging += 1;
      response.once('close', () => (hanging -= 1));
      return;
    }
    const real = (): LrsResponse => {
      const { method, query, headers, body } = heard;
      const said = target.handle({ method, path, query, headers, body });
      heard.stored = said.status < 300;
      return said;
    };
    const { status, body, headers } =
      chaos.status === undefined ? real() : { status: chaos.status, body: chaos.body ?? '', headers: {} };
    if (chaos.reset === 'after') return void response.destroy();
    const reply = (): void => {
      heard.status = status;
      const cors = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'ETag, Retry-After' };
      response.writeHead(status, { ...cors, ...headers, ...chaos.headers, ...length(chaos, status, body) });
      if (!chaos.truncate) return void response.end(status === 204 ? undefined : body);
      response.write(String(body).slice(0, String(body).length >> 1), () => response.destroy());
    };
    if (chaos.delayMs) setTimeout(reply, chaos.delayMs);
    else reply();
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const lrs: ChaosLrs = {
    endpoint: `http://127.0.0.1:${port}/xapi/`,
    port,
    store,
    ledger,
    script: () => ({}),
    hanging: () => hanging,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return lrs;
}

/** Half an answer is one that promises the whole. */
const length = ({ truncate }: Chaos, status: number, body: string | Uint8Array): Record<string, string> =>
  truncate && status !== 204 ? { 'content-length': String(Buffer.byteLength(body)) } : {};
