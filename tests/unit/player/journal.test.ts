import { expect, it } from 'vitest';
import { Journal } from '../../../src/player/journal.ts';

it('keeps the key of another device, where this one can keep no copy', () => {
  expect(new Journal({ id: 'a' }, null, [], 'key-of-another-device').key).toBe('key-of-another-device');
  expect(new Journal({ id: 'a' }, null, [], null).key).toBeNull();
});

it('promises nothing without a copy on this device', () => {
  expect(new Journal({ id: 'a' }, null, [], 'key-of-another-device').promises).toBe(false);
});
