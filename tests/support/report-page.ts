import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportPage } from '../../src/app/report-page.ts';
import { realCourse } from './real-course.ts';

const types: Record<string, string> = { html: 'text/html', js: 'text/javascript', css: 'text/css' };

/** The report page in a folder, and on a web host. */
export interface HostedReport {
  folder: string;
  /** Opened from the folder, and from the host. */
  file: string;
  address: string;
  close(): Promise<void>;
}

export async function hostReport(): Promise<HostedReport> {
  const folder = await mkdtemp(join(tmpdir(), 'report-page-'));
  for (const [name, bytes] of await reportPage(await realCourse())) await writeFile(join(folder, name), bytes);
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://host').pathname.slice(1);
    readFile(join(folder, name)).then(
      (body) =>
        response.writeHead(200, { 'content-type': types[name.split('.').at(-1) ?? ''] ?? 'text/plain' }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    folder,
    file: `file://${join(folder, 'report.html')}`,
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/report.html`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
