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
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => preview.kill(signal));
preview.on('error', (error) => {
  process.stderr.write(`The preview could not be started: ${error.message}\n`);
  process.exitCode = 1;
});
preview.on('exit', (code, signal) => {
  if (code !== 0)
    process.stderr.write(`The preview stopped${signal ? ` (${signal})` : ''}. The lines above say why.\n`);
  process.exitCode = code ?? 1;
});
