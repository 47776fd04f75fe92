import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { projectDir } from '../../src/package/project.ts';

/** A running preview LMS. */
export interface Preview {
  process: ChildProcessWithoutNullStreams;
  address: string;
  /** Everything the preview has written to standard output. */
  out(): string;
}

/** Starts the preview as a person would; resolves at its ready line. */
export async function startPreview(port: string): Promise<Preview> {
  const preview = spawn(process.execPath, ['src/setup/start.mjs'], {
    cwd: projectDir,
    env: { ...process.env, PORT: port },
  });
  let out = '';
  let errors = '';
  preview.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const address = await new Promise<string>((resolve, reject) => {
    preview.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      const ready = /^ready (http:\/\/127\.0\.0\.1:\d+\/)$/m.exec(out);
      if (ready?.[1]) resolve(ready[1]);
    });
    preview.once('exit', (code) => reject(new Error(`The preview stopped with code ${code}:\n${errors}`)));
  });
  return { process: preview, address, out: () => out };
}
