import type { IncomingMessage } from 'node:http';
import { bytesOf, json, Refusal, text, textOf, type Answer } from './answers.ts';
import type { AttemptStore, Commit, Whose } from './attempts.ts';
import { readLaunchRequest } from './launch-request.ts';
import { largestZip } from './limits.ts';
import type { RecordStores } from './lrs/record-stores.ts';
import type { ModuleState } from './modules.ts';
import { isApart } from './play.ts';
import type { Uploads } from './uploads.ts';

/** What the page may ask of the preview. */
export interface Api {
  modules(): readonly ModuleState[];
  attempts: AttemptStore;
  stores: RecordStores;
  uploads: Uploads;
  /** Scheme, host and port from which foreign packages are served that need nothing of our page. */
  apart(): string;
}

/** Answers `/api/<what>/<id>/<action>`. @throws Refusal */
export async function answerApi(api: Api, request: IncomingMessage, parts: string[], url: URL): Promise<Answer> {
  const [what, id, action] = parts;
  const asked = (name: keyof Whose) => url.searchParams.get(name) ?? '';
  const whose: Whose = { learner: asked('learner'), module: asked('module'), target: asked('target') };
  switch (`${request.method} ${what}${action ? `/${action}` : ''}`) {
    case 'GET modules':
      return json(api.modules().map((module) => summary(module, api.apart())));
    case 'GET attempts':
      return json(api.attempts.list(whose));
    case 'POST attempts':
      return json(api.attempts.begin(JSON.parse(await textOf(request)) as Whose));
    case 'POST attempts/commit': {
      const attempt = api.attempts.commit(id ?? '', JSON.parse(await textOf(request)) as Commit);
      return attempt ? json(attempt) : text(404, `There is no attempt "${id ?? ''}" any more.`);
    }
    case 'DELETE attempts':
      api.attempts.reset(whose);
      return json([]);
    case 'POST launches':
      return json({ address: await launch(api, request) });
    case 'POST packages':
      return json(summary(await upload(api, request), api.apart()));
    case 'DELETE packages':
      if (!api.uploads.remove(id ?? '')) return text(404, `There is no package "${id ?? ''}" any more.`);
      api.attempts.forget(id ?? '');
      api.stores.remove(id ?? '');
      return json([]);
    case 'GET record':
      return json(await api.stores.record(whose));
    case 'DELETE record':
      api.stores.reset(whose);
      return json([]);
    default:
      return text(404, `The preview has no ${request.method ?? ''} ${url.pathname}.`);
  }
}

async function upload({ uploads }: Api, request: IncomingMessage): Promise<ModuleState> {
  // Said before the first byte is read: whoever sends too much need not send it all.
  if (Number(request.headers['content-length'] ?? 0) > largestZip)
    throw new Refusal(413, `The zip is larger than ${largestZip / 1_000_000} MB: that is too much for the preview.`);
  return uploads.add(await bytesOf(request, largestZip));
}

async function launch({ modules, stores, apart }: Api, request: IncomingMessage): Promise<string> {
  const asked = readLaunchRequest(await textOf(request));
  const module = modules().find(({ name }) => name === asked.module);
  if (module?.kind !== 'built' || !module.packages.has(asked.target))
    throw new Refusal(404, `There is no package of “${asked.module}” for ${asked.target}.`);
  const origin = `http://${request.headers.host ?? ''}`;
  const from = isApart(module) ? apart() : origin;
  const unit = `${from}/play/${asked.module}/${asked.target}/${module.launch ?? 'index.html'}`;
  const address = stores.launch(asked, { origin, unit });
  if (address === null)
    throw new Refusal(404, `“${asked.target}” is not launched with a record store: use cmi5 or xapi.`);
  return address;
}

/** A module as the page lists it; `origin` where it is not served from the page's own. */
export type ListedModule =
  | (Omit<ModuleState & { kind: 'built' }, 'packages'> & { targets: string[]; origin?: string })
  | (ModuleState & { kind: 'broken' });

export function summary(module: ModuleState, apart: string): ListedModule {
  if (module.kind === 'broken') return module;
  const { packages, ...rest } = module;
  return { ...rest, targets: [...packages.keys()], ...(isApart(module) ? { origin: apart } : {}) };
}
