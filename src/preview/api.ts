import type { IncomingMessage } from 'node:http';
import { json, Refusal, text, textOf, type Answer } from './answers.ts';
import type { AttemptStore, Commit, Whose } from './attempts.ts';
import { readLaunchRequest } from './launch-request.ts';
import type { RecordStores } from './lrs/record-stores.ts';
import type { ModuleState } from './modules.ts';

/** What the page may ask of the preview. */
export interface Api {
  modules(): readonly ModuleState[];
  attempts: AttemptStore;
  stores: RecordStores;
}

/** Answers `/api/<what>/<id>/<action>`. @throws Refusal */
export async function answerApi(api: Api, request: IncomingMessage, parts: string[], url: URL): Promise<Answer> {
  const [what, id, action] = parts;
  const asked = (name: keyof Whose) => url.searchParams.get(name) ?? '';
  const whose: Whose = { learner: asked('learner'), module: asked('module'), target: asked('target') };
  switch (`${request.method} ${what}${action ? `/${action}` : ''}`) {
    case 'GET modules':
      return json(api.modules().map(summary));
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
    case 'GET record':
      return json(await api.stores.record(whose));
    case 'DELETE record':
      api.stores.reset(whose);
      return json([]);
    default:
      return text(404, `The preview has no ${request.method ?? ''} ${url.pathname}.`);
  }
}

async function launch({ modules, stores }: Api, request: IncomingMessage): Promise<string> {
  const asked = readLaunchRequest(await textOf(request));
  const module = modules().find(({ name }) => name === asked.module);
  if (module?.kind !== 'built' || !module.packages.has(asked.target))
    throw new Refusal(404, `There is no package of “${asked.module}” for ${asked.target}.`);
  const origin = `http://${request.headers.host ?? ''}`;
  const unit = `${origin}/play/${asked.module}/${asked.target}/${module.launch ?? 'index.html'}`;
  const address = stores.launch(asked, { origin, unit });
  if (address === null)
    throw new Refusal(404, `“${asked.target}” is not launched with a record store: use cmi5 or xapi.`);
  return address;
}

/** A module as the page lists it. */
export type ListedModule =
  (Omit<ModuleState & { kind: 'built' }, 'packages'> & { targets: string[] }) | (ModuleState & { kind: 'broken' });

export function summary(module: ModuleState): ListedModule {
  if (module.kind === 'broken') return module;
  const { packages, ...rest } = module;
  return { ...rest, targets: [...packages.keys()] };
}
