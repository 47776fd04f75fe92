import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { answerApi, summary } from './api.ts';
import { file, Refusal, send, text, textOf, type Answer } from './answers.ts';
import type { AddressInfo } from 'node:net';
import { AttemptStore } from './attempts.ts';
import { isThisMachine } from './loopback.ts';
import { RecordStores } from './lrs/record-stores.ts';
import type { ModuleState } from './modules.ts';
import { foreignPolicy, isApart, play } from './play.ts';
import { report, type Reports } from './reports.ts';
import { Uploads, type PackageReader } from './uploads.ts';

/** The modules as the server sees them: `state` is the newest build, `onChange` hears of each rebuild. */
export interface Modules {
  list(): readonly ModuleState[];
  onChange(listener: (module: ModuleState) => void): void;
}

export interface PreviewOptions {
  modules: Modules;
  /** The LMS page: file name to bytes; `preview.html` is what `/` shows. */
  page: ReadonlyMap<string, Uint8Array>;
  /** Content-Security-Policy header of everything the package for a target serves. */
  contentPolicy(target: string): string;
  /** Unpacks a package that is tried out. */
  readPackage: PackageReader;
  /** The trainers' report on what was played here. */
  reports: Reports;
}

/** Where a cmi5 course sends the learner when it is done. In the LMS page's frame, the page notices and closes it. */
const back = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Preview LMS</title>
<meta name="color-scheme" content="light dark"><h1>Preview LMS</h1>
<p>The course has ended. <a href="/">Go back to the preview LMS</a>.</p></html>`;

/** The LMS page runs its own script only; it frames courses, from its own origin or from the one for foreign packages. */
const pagePolicy = [
  "default-src 'self'",
  "img-src 'self' data:",
  "frame-src 'self' http://127.0.0.1:* http://localhost:*",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The preview LMS over HTTP: its page, each module's unpacked package under `/play/<module>/<target>/`, what the page
 * asks for under `/api/`, record stores under `/lrs/<module>/<target>/`, the trainers' report on them under `/reports/<module>/`, and a stream of what has changed. Uploaded
 * packages that need nothing of the page are served from a port of their own, which is another origin.
 */
export function previewServer({ modules, page, contentPolicy, readPackage, reports }: PreviewOptions): Server {
  const attempts = new AttemptStore();
  const stores = new RecordStores();
  const listeners = new Set<ServerResponse>();
  const tell = (event: string, data: unknown): void => {
    for (const listener of listeners) listener.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const uploads = new Uploads(readPackage);
  const all = (): readonly ModuleState[] => [...modules.list(), ...uploads.list()];
  const apart = (): string => originsOf(foreign)[0] ?? '';
  modules.onChange((module) => tell('module', summary(module, apart())));
  const api = { modules: all, attempts, stores, uploads, apart };

  const server = createServer((request, response) => {
    void respond(request, response).catch((error: unknown) => {
      const [status, words] = error instanceof Refusal ? [error.status, error.message] : [500, failure(error)];
      send(response, text(status, words));
    });
  });
  const foreign = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const parts = pathname.slice(1).split('/').map(decode);
    const known = isThisMachine(request.headers.host) && parts[0] === 'play';
    send(response, known ? play(all().filter(isApart), parts, policy) : text(404, 'Only uploaded packages are here.'));
  });
  server.on('listening', () => foreign.listen(0, '127.0.0.1'));
  server.on('close', () => {
    foreign.close();
    foreign.closeAllConnections();
    for (const listener of listeners) listener.end();
  });
  return server;

  function policy(module: ModuleState, target: string): string {
    if (module.kind === 'broken' || !module.foreign) return contentPolicy(target);
    const lms = originsOf(server);
    return foreignPolicy(module.name, isApart(module) ? originsOf(foreign) : lms, lms);
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { host, origin } = request.headers;
    if (!isThisMachine(host)) throw new Refusal(403, 'The preview answers to localhost and 127.0.0.1 only.');
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const parts = url.pathname.slice(1).split('/').map(decode);
    switch (parts[0]) {
      case 'play':
        return send(
          response,
          play(
            all().filter((module) => !isApart(module)),
            parts,
            policy,
          ),
        );
      case 'lrs':
        return send(response, await recorded(request, parts, url));
      case 'reports': {
        const [, module = '', ...name] = parts;
        const known = modules.list().some((each) => each.name === module && each.kind === 'built');
        if (!known) throw new Refusal(404, `There is no module "${module}" to report on.`);
        const asked = { module, name: name.join('/'), stores: stores.forReport(module, `http://${host}`) };
        const answer = await report(reports, asked);
        return send(response, { ...answer, headers: { 'content-security-policy': pagePolicy } });
      }
      case 'back':
        return send(response, { status: 200, type: 'text/html; charset=utf-8', body: back });
      case 'api':
        // Browsers say where a request comes from: a page elsewhere may not launch, store or forget.
        if (origin !== undefined && origin !== `http://${host}`)
          throw new Refusal(403, 'Only the preview’s own page may ask this.');
        if (parts[1] === 'events') return listen(request, response);
        return send(response, await answerApi(api, request, parts.slice(1), url));
      default:
        return send(response, {
          ...file(page, parts[0] === '' ? 'preview.html' : parts.join('/')),
          headers: { 'content-security-policy': pagePolicy },
        });
    }
  }

  async function recorded(request: IncomingMessage, parts: string[], url: URL): Promise<Answer> {
    const [, module = '', target = '', ...path] = parts;
    const { response, registration } = await stores.handle(module, target, {
      method: request.method ?? 'GET',
      path: path.join('/'),
      query: url.searchParams,
      headers: request.headers as Record<string, string>,
      body: await textOf(request),
    });
    if (registration !== undefined) tell('record', { module, target });
    const { status, headers, body } = response;
    return { status, type: headers['content-type'] ?? 'text/plain', body, headers };
  }

  function listen(request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': changes follow\n\n');
    listeners.add(response);
    request.on('close', () => listeners.delete(response));
  }
}

/** What a browser calls a server of this machine; nothing while it does not listen. */
function originsOf(server: Server): string[] {
  const address = server.address() as AddressInfo | null;
  return address ? ['127.0.0.1', 'localhost'].map((host) => `http://${host}:${address.port}`) : [];
}

const failure = (error: unknown): string =>
  `The preview failed: ${error instanceof Error ? error.message : String(error)}`;

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a stray "%" names no file of ours: the look-up says 404
  }
}
