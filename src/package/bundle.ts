import { join } from 'node:path';
import { build } from 'vite';
import { projectDir } from './project.ts';

const encoder = new TextEncoder();

/**
 * Bundles one page of `src/app` in memory: file name to bytes.
 * `mode` is a page name of vite.config.ts: a standard's name for the player, or `preview`.
 * @throws Error from vite when a source does not compile
 */
export async function bundle(mode: string): Promise<Map<string, Uint8Array>> {
  // Under a test runner NODE_ENV says "test", and libraries would ship their development builds.
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    const result = await build({
      configFile: join(projectDir, 'vite.config.ts'),
      mode,
      logLevel: 'warn',
      build: { write: false },
    });
    const outputs = (Array.isArray(result) ? result : [result]).flatMap((each) =>
      'output' in each ? each.output : [],
    );
    return new Map(
      outputs.map((file): [string, Uint8Array] => {
        const source = file.type === 'chunk' ? file.code : file.source;
        return [file.fileName, typeof source === 'string' ? encoder.encode(source) : source];
      }),
    );
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
}
