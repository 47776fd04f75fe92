import { z } from 'zod';
import { Refusal } from './answers.ts';
import { moveOns } from './lrs/move-on.ts';
import type { LaunchRequest } from './lrs/record-types.ts';

const Store = z.strictObject({
  endpoint: z
    .string()
    .trim()
    .regex(/^https?:\/\/[^\s/]+\S*$/, { error: 'expected an address that begins with https:// or http://' })
    .transform((address) => (address.endsWith('/') ? address : `${address}/`)),
  key: z.string().min(1, { error: 'is missing' }),
  secret: z.string().min(1, { error: 'is missing' }),
});

const Schema: z.ZodType<LaunchRequest> = z.strictObject({
  module: z.string(),
  target: z.string(),
  learner: z.string().min(1),
  mode: z.enum(['normal', 'browse', 'review']),
  mastery: z.number({ error: 'expected a number from 0 to 1' }).min(0).max(1).nullable(),
  moveOn: z.enum(moveOns),
  languagePreference: z
    .string()
    .trim()
    .regex(/^$|^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*(, ?[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*)*$/, {
      error: 'expected language tags, as in es-MX,en',
    }),
  audioPreference: z.enum(['', 'on', 'off']),
  fresh: z.boolean(),
  store: Store.nullable(),
});

const names: Record<string, string> = {
  mastery: 'Mastery score',
  languagePreference: 'Languages',
  endpoint: 'Endpoint',
  key: 'Key',
  secret: 'Secret',
};

/** Reads how a launch is asked for. @throws Refusal that names the field, never what stood in it */
export function readLaunchRequest(text: string): LaunchRequest {
  const { data, error } = Schema.safeParse(JSON.parse(text));
  if (data) return data;
  const says = error.issues.map(({ path, message }) => {
    const field = String(path.at(-1) ?? '');
    return `${names[field] ?? field}: ${message}`;
  });
  throw new Refusal(400, `The launch cannot be made. ${says.join('; ')}.`);
}
