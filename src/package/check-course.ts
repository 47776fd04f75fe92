import { CourseFileError } from '../course/authoring/mistakes.ts';
import { checkModule, gateLine, writeSchemas } from './check-module.ts';
import { moduleDir, moduleNames } from './project.ts';

// `npm run check`: every module against its quality gates, with the figures.

for (const name of moduleNames()) {
  process.stdout.write(`${name}\n`);
  try {
    await writeSchemas(moduleDir(name));
    const { gates, module } = await checkModule(moduleDir(name));
    for (const warning of module.warnings) process.stderr.write(`warning: ${warning}\n`);
    for (const gate of gates) process.stdout.write(gateLine(gate));
    if (gates.some((gate) => !gate.ok)) process.exitCode = 1;
  } catch (error) {
    if (!(error instanceof CourseFileError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
