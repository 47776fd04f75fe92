import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AttemptStore, type Commit, type Whose } from './attempts.ts';
import { RecordStores } from './lrs/record-stores.ts';
import type { ModuleState } from './modules.ts';

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
}

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  json: 'application/json',
  xml: 'application/xml',
  xsd: 'application/xml',
  txt: 'text/plain; charset=utf-8',
};

const largestBody = 5_000_000;

/** An answer: a status with a body, or nothing when the handler has answered by itself. */
type Answer = { status: number; type: string; body: string | Uint8Array; headers?: Record<string, string> };

/**
 * The preview LMS over HTTP: its page, each module's unpacked package under `/play/<module>/<target>/`, attempts
 * under `/api/`, record stores under `/lrs/<module>/<target>/`, which `/launch` opens, and a stream of rebuilds. It answers to names of this machine only, so that a web page elsewhere
 * cannot reach it through a name of its own.
 */
export function previewServer({ modules, page, contentPolicy }: PreviewOptions): Server {
  const attempts = new AttemptStore();
  const stores = new RecordStores();
  const listeners = new Set<ServerResponse>();
  modules.onChange((module) => {
    for (const listener of listeners) listener.write(`data: ${JSON.stringify(summary(module))}\n\n`);
  });

  const server = createServer((request, response) => {
    void respond(request, response).catch((error: unknown) => {
      send(response, text(500, `The preview failed: ${error instanceof Error ? error.message : String(error)}`));
    });
  });
  server.on('close', () => {
    for (const listener of listeners) listener.end();
  });
  return server;

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isThisMachine(request.headers.host)) {
      return send(response, text(403, 'The preview answers to localhost and 127.0.0.1 only.'));
    }
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const parts = url.pathname.slice(1).split('/').map(decode);
    if (parts[0] === 'play') return send(response, played(parts));
    if (parts[0] === 'lrs') return send(response, await recorded(request, parts, url));
    if (parts[0] === 'launch') return send(response, launched(request, url));
    if (parts[0] !== 'api') return send(response, file(page, parts[0] === '' ? 'preview.html' : parts.join('/')));
    if (parts[1] === 'events') return listen(request, response);
    send(response, await api(request, parts.slice(1), url));
  }

  function played([, name, target, ...path]: string[]): Answer {
    const module = modules.list().find((each) => each.name === name);
    const files = module?.kind === 'built' ? module.packages.get(target ?? '') : undefined;
    if (!files) return text(404, `There is no package "${name ?? ''}" for "${target ?? ''}" to play.`);
    // Looked up by name in memory: no path leads out of the package.
    return { ...file(files, path.join('/')), headers: { 'content-security-policy': contentPolicy(target ?? '') } };
  }

  async function recorded(request: IncomingMessage, [, module, target, ...path]: string[], url: URL): Promise<Answer> {
    const { status, headers, body } = stores.handle(module ?? '', target ?? '', {
      method: request.method ?? 'GET',
      path: path.join('/'),
      query: url.searchParams,
      headers: request.headers as Record<string, string>,
      body: await raw(request),
    });
    return { status, type: headers['content-type'] ?? 'text/plain', body, headers };
  }

  function launched(request: IncomingMessage, { searchParams }: URL): Answer {
    const asked = (name: string) => searchParams.get(name) ?? '';
    const mastery = Number(searchParams.get('mastery') ?? Number.NaN);
    const address = stores.launch({
      module: asked('module'),
      target: asked('target'),
      learner: asked('learner') || 'somebody',
      mode: asked('mode') || 'normal',
      mastery: Number.isNaN(mastery) ? null : mastery,
      origin: `http://${request.headers.host ?? ''}`,
    });
    if (address === null)
      return text(404, `“${asked('target')}” is not launched with a record store: use cmi5 or xapi.`);
    return { ...text(302, 'The course opens.'), headers: { location: address } };
  }

  async function api(request: IncomingMessage, [what, id, action]: string[], url: URL): Promise<Answer> {
    const asked = (name: keyof Whose) => url.searchParams.get(name) ?? '';
    const whose: Whose = { learner: asked('learner'), module: asked('module'), target: asked('target') };
    switch (`${request.method} ${what}${action ? `/${action}` : ''}`) {
      case 'GET modules':
        return json(modules.list().map(summary));
      case 'GET statements':
        return json(stores.statements(whose.module, whose.target));
      case 'GET attempts':
        return json(attempts.list(whose));
      case 'POST attempts':
        return json(attempts.begin((await body(request)) as Whose));
      case 'POST attempts/commit': {
        const attempt = attempts.commit(id ?? '', (await body(request)) as Commit);
        return attempt ? json(attempt) : text(404, `There is no attempt "${id ?? ''}" any more.`);
      }
      case 'DELETE attempts':
        attempts.reset(whose);
        return json([]);
      default:
        return text(404, `The preview has no ${request.method ?? ''} ${url.pathname}.`);
    }
  }

  function listen(request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': rebuilds follow\n\n');
    listeners.add(response);
    request.on('close', () => listeners.delete(response));
  }
}

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

function isThisMachine(host: string | undefined): boolean {
  return /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(host ?? '');
}

function summary(module: ModuleState) {
  const { name } = module;
  if (module.kind === 'broken') return { kind: module.kind, name, what: module.what, problems: module.problems };
  const { title, language, version, packages } = module;
  return { kind: module.kind, name, title, language, version, targets: [...packages.keys()] };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a stray "%" names no file of ours: the look-up says 404
  }
}

function file(files: ReadonlyMap<string, Uint8Array>, path: string): Answer {
  const body = files.get(path);
  if (!body) return text(404, `There is no file "${path}" here.`);
  return { status: 200, type: types[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream', body };
}

async function body(request: IncomingMessage): Promise<unknown> {
  return JSON.parse(await raw(request));
}

async function raw(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) throw new Error(`A request may hold ${largestBody} bytes at most.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const json = (data: unknown): Answer => ({ status: 200, type: 'application/json', body: JSON.stringify(data) });
const text = (status: number, words: string): Answer => ({ status, type: 'text/plain; charset=utf-8', body: words });

function send(response: ServerResponse, { status, type, body, headers }: Answer): void {
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...headers,
  });
  response.end(body);
}
