// `npm start`: installs what is missing, then runs the preview LMS. Plain Node, no dependencies.
import { spawn } from 'node:child_process';
import { installIfNeeded, projectDir } from './install.mjs';

try {
  installIfNeeded();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

const preview = spawn(process.execPath, ['--import', 'tsx', 'src/app/preview-server.ts'], {
  cwd: projectDir,
  stdio: 'inherit',
});
let stopping = false;
const stop = (signal) => {
  stopping = true;
  preview.kill(signal);
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
// npm starts us through a shell and, told to stop, ends only that shell; without a parent we stop as well.
if (process.env.npm_lifecycle_event === 'start') {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop('SIGTERM'), 250).unref();
}
preview.on('error', (error) => {
  process.stderr.write(`The preview could not be started: ${error.message}\n`);
  process.exitCode = 1;
});
preview.on('exit', (code, signal) => {
  const failed = code !== 0 && !stopping;
  if (failed) process.stderr.write(`The preview stopped${signal ? ` (${signal})` : ''}. The lines above say why.\n`);
  process.exitCode = failed ? (code ?? 1) : 0;
});
