import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The tests that hold the codec, the queue and the status rules, and nothing slow. */
export default defineConfig({
  root,
  test: {
    environment: 'node',
    testTimeout: 60_000,
    include: [
      'tests/unit/attempt/{suspend-data,attempt-layout,bits,outcome,replay}.test.ts',
      'tests/unit/tracking/{queue,outbox,status,batches,state-document}.test.ts',
    ],
  },
});
