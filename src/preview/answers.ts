import type { IncomingMessage, ServerResponse } from 'node:http';

/** What the preview answers: a status with a body. */
export interface Answer {
  status: number;
  type: string;
  body: string | Uint8Array;
  headers?: Record<string, string>;
}

/** A refusal with the reason in a sentence, which goes to whoever asked. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
  }
}

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  htm: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  ico: 'image/x-icon',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  woff: 'font/woff',
  woff2: 'font/woff2',
  pdf: 'application/pdf',
  json: 'application/json',
  xml: 'application/xml',
  xsd: 'application/xml',
  txt: 'text/plain; charset=utf-8',
};

export const json = (data: unknown): Answer => ({
  status: 200,
  type: 'application/json',
  body: JSON.stringify(data),
});

export const text = (status: number, words: string): Answer => ({
  status,
  type: 'text/plain; charset=utf-8',
  body: words,
});

/** A file by its name, looked up in memory: no path leads out. */
export function file(files: ReadonlyMap<string, Uint8Array>, path: string): Answer {
  const body = files.get(path);
  if (!body) return text(404, `There is no file "${path}" here.`);
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  return { status: 200, type: types[ending] ?? 'application/octet-stream', body };
}

export function send(response: ServerResponse, { status, type, body, headers }: Answer): void {
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...headers,
  });
  response.end(body);
}

/** The whole body of a request. @throws Refusal when it holds more than `most` bytes */
export async function bytesOf(request: IncomingMessage, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most)
      throw new Refusal(413, `This holds more than ${Math.round(most / 1_000_000)} MB; that is too much.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const largestBody = 5_000_000;

/** The body of a request as a text of at most 5 MB. @throws Refusal */
export async function textOf(request: IncomingMessage): Promise<string> {
  return (await bytesOf(request, largestBody)).toString('utf8');
}
