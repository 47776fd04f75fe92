import { randomUUID } from 'node:crypto';
import { agentKey } from './agent.ts';
import { Cmi5Lms, type Cmi5Options } from './cmi5.ts';
import { answer, type LrsRequest, type LrsResponse } from './http.ts';
import { MemoryLrs } from './lrs.ts';
import { queryStatements } from './statement-query.ts';
import { authorizationOf, passOn, readOther, relay, type OtherStore } from './relay.ts';
import type { LaunchRequest, ShownRegistration, Where, Whose } from './record-types.ts';
import { RequestLog } from './request-log.ts';
import type { LrsStatement } from './statement-schema.ts';

/** An enrolment, which stays with its store. */
interface Registration {
  id: string;
  actor: object;
  store: OtherStore | null;
  /** Ids of the LMS's own statements that the other store has. */
  passed: Set<string>;
  /** Tin Can launches: what opens the store, and when it was given. */
  launches: { authorization: string; mode: LaunchRequest['mode']; at: number }[];
}

const MODES = { normal: 'Normal', browse: 'Browse', review: 'Review' } as const;

/** The preview's record stores: one for each module and standard that speaks xAPI. In memory only. */
export class RecordStores {
  private readonly cmi5 = new Map<string, Cmi5Lms>();
  private readonly tinCan = new Map<string, MemoryLrs>();
  private readonly registrations = new Map<string, Registration[]>();
  private readonly log = new RequestLog();
  /** Opens every store for reading statements, and for nothing else. */
  private readonly reportKey = { user: 'report', password: randomUUID() };

  /** Begins a launch; gives its address, or null for a standard that speaks no xAPI. */
  launch(asked: LaunchRequest, { origin, unit }: Where): string | null {
    const { target, module, mode } = asked;
    const registration = this.registrationFor(asked, origin);
    const { id, actor, store } = registration;
    const endpoint = `${origin}${basePath(module, target)}`;
    this.log.clear(id);
    if (target === 'cmi5') {
      const returnURL = `${origin}/back`;
      const options = { endpoint, actor, registration: id, unit, mode: MODES[mode], moveOn: asked.moveOn, returnURL };
      return withQuery(unit, this.cmi5Of(module).launch({ ...options, ...chosen(asked) }));
    }
    if (target !== 'xapi') return null;
    const authorization = basic({ user: 'preview', password: randomUUID() });
    registration.launches.push({ authorization, mode, at: Date.now() });
    const opened = store
      ? { endpoint: store.endpoint, auth: authorizationOf(store) }
      : { endpoint, auth: authorization };
    const more = mode === 'normal' ? {} : { mode };
    return withQuery(
      unit,
      `?${new URLSearchParams({ ...opened, actor: JSON.stringify(actor), registration: id, ...more })}`,
    );
  }

  /** Answers a request of a course to its record store; tells whose registration it was about, if any. */
  async handle(
    module: string,
    target: string,
    request: LrsRequest,
  ): Promise<{ response: LrsResponse; registration: string | undefined }> {
    const start = performance.now();
    const registration = this.registrationOf(module, target, request);
    const response = await this.respond(module, target, request, registration);
    if (registration) this.log.add(registration.id, request, response, performance.now() - start);
    return { response, registration: registration?.id };
  }

  /** The stores of a module, with a key that may only read. */
  forReport(module: string, origin: string): { name: string; endpoint: string; user: string; password: string }[] {
    return [
      ['cmi5', 'what was played in cmi5'],
      ['xapi', 'what was played in Tin Can'],
    ].map(([target = '', name = '']) => ({
      name,
      endpoint: `${origin}${basePath(module, target)}`,
      ...this.reportKey,
    }));
  }

  /** The registrations of a learner, oldest first. */
  async record(whose: Whose): Promise<ShownRegistration[]> {
    return Promise.all(this.theirs(whose).map((each) => this.shown(whose, each)));
  }

  /** Forgets the registrations of a learner; another store keeps what it has. */
  reset(whose: Whose): void {
    for (const { id } of this.theirs(whose)) {
      this.log.clear(id);
      if (whose.target === 'cmi5') this.cmi5Of(whose.module).forget(id);
      else this.tinCanOf(whose.module).forget(id);
    }
    this.registrations.delete(keyOf(whose));
  }

  /** Forgets a module, with everything about it. */
  remove(module: string): void {
    this.cmi5.delete(module);
    this.tinCan.delete(module);
    for (const key of this.registrations.keys()) if (key.endsWith(` ${module}`)) this.registrations.delete(key);
  }

  private async respond(
    module: string,
    target: string,
    request: LrsRequest,
    registration: Registration | undefined,
  ): Promise<LrsResponse> {
    if (request.headers['authorization'] === basic(this.reportKey)) return this.reported(module, target, request);
    if (target === 'cmi5') {
      const lms = this.cmi5Of(module);
      if (!registration?.store) return lms.handle(request);
      const response = await relay(request, lms, registration.store);
      // A store that does not answer is not asked twice.
      if (response.status < 500) await this.passOwn(lms, registration, registration.store);
      return response;
    }
    if (target === 'xapi') return this.tinCanOf(module).handle(request);
    return answer(404, { error: `The preview has no record store for "${target}".` });
  }

  /** What a report may have: statements, to read. */
  private reported(module: string, target: string, { method, path, query }: LrsRequest): LrsResponse {
    if (method !== 'GET' || path !== 'statements') return answer(403, { error: 'This key may only read statements.' });
    const lrs = target === 'cmi5' ? this.cmi5Of(module).lrs : this.tinCanOf(module);
    return answer(200, queryStatements(lrs.statements, query, `${basePath(module, target)}statements`));
  }

  /** An LMS records what it says itself in the course's store, which here is the other one. */
  private async passOwn(lms: Cmi5Lms, { id, passed }: Registration, store: OtherStore): Promise<void> {
    const due = lms.ownOf(id).filter((statement) => !passed.has(statement.id));
    if (due.length > 0 && (await passOn(due, store))) for (const statement of due) passed.add(statement.id);
  }

  private registrationFor(asked: LaunchRequest, origin: string): Registration {
    const theirs = this.theirs(asked);
    const last = theirs.at(-1);
    const moved = JSON.stringify(last?.store ?? null) !== JSON.stringify(asked.store);
    if (last && !asked.fresh && !moved) return last;
    const actor = { objectType: 'Agent', account: { homePage: `${origin}/`, name: asked.learner } };
    const begun: Registration = { id: randomUUID(), actor, store: asked.store, passed: new Set(), launches: [] };
    this.registrations.set(keyOf(asked), [...theirs, begun]);
    return begun;
  }

  private registrationOf(module: string, target: string, request: LrsRequest): Registration | undefined {
    const all = [...this.registrations.values()].flat();
    if (target === 'cmi5') {
      const id = this.cmi5Of(module).registrationOf(request);
      return all.find((each) => each.id === id);
    }
    return all.find(({ launches }) =>
      launches.some(({ authorization }) => authorization === request.headers['authorization']),
    );
  }

  private async shown(whose: Whose, { id, actor, store, launches }: Registration): Promise<ShownRegistration> {
    const shown = { id, store: store?.endpoint ?? null, requests: this.log.of(id), problem: '' };
    if (whose.target === 'cmi5') {
      const lms = this.cmi5Of(whose.module);
      const record = { satisfied: lms.satisfied(id), sessions: lms.shownSessions(id) };
      return { ...shown, ...record, ...held(lms.lrs, actor, id) };
    }
    const { statements, documents } = held(this.tinCanOf(whose.module), actor, id);
    const record = { ...shown, satisfied: null, statements, documents };
    if (!store) return { ...record, sessions: launchesAsSessions(launches, statements) };
    try {
      const theirs = await readOther(store, id);
      return { ...record, statements: theirs, sessions: launchesAsSessions(launches, theirs) };
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      return { ...record, problem, sessions: launchesAsSessions(launches, []) };
    }
  }

  private theirs(whose: Whose): Registration[] {
    return this.registrations.get(keyOf(whose)) ?? [];
  }

  private cmi5Of(module: string): Cmi5Lms {
    const found =
      this.cmi5.get(module) ??
      new Cmi5Lms(`https://preview.example/units/${module}`, { ownStatements: true, base: basePath(module, 'cmi5') });
    this.cmi5.set(module, found);
    return found;
  }

  private tinCanOf(module: string): MemoryLrs {
    const found =
      this.tinCan.get(module) ??
      new MemoryLrs({
        base: basePath(module, 'xapi'),
        admits: (authorization) =>
          [...this.registrations.values()]
            .flat()
            .some(({ launches }) => launches.some((launch) => launch.authorization === authorization)),
      });
    this.tinCan.set(module, found);
    return found;
  }
}

const basic = ({ user, password }: { user: string; password: string }): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

const keyOf = ({ module, target, learner }: Whose): string => `${learner} ${target} ${module}`;

const basePath = (module: string, target: string): string => `/lrs/${module}/${target}/`;

/** An address with a query on top of its own. */
const withQuery = (address: string, query: string): string => {
  const [path = '', fragment] = address.split('#');
  return `${path}${path.includes('?') ? query.replace('?', '&') : query}${fragment === undefined ? '' : `#${fragment}`}`;
};

/** What was chosen of the things that may be left out. */
function chosen(asked: LaunchRequest): Partial<Cmi5Options> {
  const { mastery, languagePreference, audioPreference } = asked;
  const preferences = {
    ...(languagePreference === '' ? {} : { languagePreference }),
    ...(audioPreference === '' ? {} : { audioPreference }),
  };
  return {
    ...(mastery === null ? {} : { masteryScore: mastery }),
    ...(Object.keys(preferences).length === 0 ? {} : { preferences }),
  };
}

/** Tin Can has no sessions: what was said between one launch and the next is taken for one. */
function launchesAsSessions(
  launches: Registration['launches'],
  statements: readonly LrsStatement[],
): ShownRegistration['sessions'] {
  return launches.map(({ mode, at }, number) => {
    const end = launches[number + 1]?.at ?? Infinity;
    const said = statements
      .filter(({ stored }) => Date.parse(stored) >= at && Date.parse(stored) < end)
      .map(({ verb }) => verb.id.split('/').at(-1));
    const state = (['terminated', 'initialized'] as const).find((verb) => said.includes(verb)) ?? 'launched';
    return { id: String(number), mode: MODES[mode], at, state };
  });
}

/** What our own store holds of a registration. */
function held(lrs: MemoryLrs, actor: object, registration: string) {
  return {
    statements: lrs.statements.filter((each) => each.context?.registration === registration),
    documents: lrs.documents.states(agentKey(actor), registration),
  };
}
