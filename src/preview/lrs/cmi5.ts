import { randomUUID } from 'node:crypto';
import { agentKey } from './agent.ts';
import { definedVerbs, forbidden } from './cmi5-rules.ts';
import {
  isTokenOf,
  launchData,
  moveOnOf,
  sessionIdOf,
  type Cmi5Options,
  type Session,
  type ShownSession,
} from './cmi5-session.ts';
import { abandoned, launched, satisfied, type Telling } from './cmi5-statements.ts';
import { answer, LrsError, type LrsRequest, type LrsResponse } from './http.ts';
import { MemoryLrs } from './lrs.ts';
import { isSatisfied } from './move-on.ts';
import type { LrsStatement } from './statement-schema.ts';

export type { Cmi5Options };

/** An LMS that launches cmi5 units and refuses, with the section, what the profile forbids. */
export class Cmi5Lms {
  readonly lrs: MemoryLrs;
  readonly activityId: string;
  private readonly sessions: Session[] = [];
  private readonly ownStatements: boolean;
  /** Ids of what the LMS itself has said. */
  private readonly own = new Set<string>();

  /** `ownStatements`: also say what an LMS says itself: launched, abandoned, satisfied. `base` is the endpoint's path. */
  constructor(activityId: string, options: { ownStatements?: boolean; base?: string } = {}) {
    this.activityId = activityId;
    this.ownStatements = options.ownStatements ?? false;
    this.lrs = new MemoryLrs({
      ...(options.base === undefined ? {} : { base: options.base }),
      guard: {
        statement: (statement, request) => this.judge(statement, this.sessionOf(request)),
        document: (request, resource) => this.documentRead(request, resource),
      },
    });
  }

  /** Begins a session, abandons the ones that were left open (§9.3.6), and gives the query of the launch address (§8.1). */
  launch(options: Cmi5Options): string {
    const { actor, registration, endpoint } = options;
    for (const open of this.sessionsOf(registration)) this.abandon(open);
    const id = randomUUID();
    const at = new Date();
    const session = { id, token: randomUUID(), fetched: false, abandoned: false, at, options, read: new Set<string>() };
    this.sessions.push(session);
    this.writeDocuments(session);
    this.say(session, launched);
    this.sayIfSatisfied(session);
    return `?${new URLSearchParams({
      endpoint,
      fetch: `${endpoint}fetch?session=${session.id}`,
      actor: JSON.stringify(actor),
      registration,
      activityId: this.activityId,
    })}`;
  }

  /** Answers what comes to the endpoint: the fetch address, and the LRS behind the token. */
  handle(request: LrsRequest): LrsResponse {
    if (request.path === 'fetch') return this.fetchToken(request);
    const session = this.sessions.find((each) => isTokenOf(each, request));
    if (request.method !== 'OPTIONS' && !session) return answer(401, { error: 'The token belongs to no session.' });
    const response = this.lrs.handle(request);
    if (session && response.status < 300) this.sayIfSatisfied(session);
    return response;
  }

  /** The registration a request is about, by its token or its fetch address. */
  registrationOf(request: LrsRequest): string | undefined {
    const asked = request.path === 'fetch' ? request.query.get('session') : null;
    return this.sessions.find((each) => each.id === asked || isTokenOf(each, request))?.options.registration;
  }

  /** Whether the unit is satisfied by what was said in a registration, judged as the last launch demanded. */
  satisfied(registration: string): boolean {
    const last = this.sessionsOf(registration).at(-1);
    return last !== undefined && isSatisfied(moveOnOf(last), this.verbs({ registration }));
  }

  /** The sessions of a registration, oldest first. */
  shownSessions(registration: string): ShownSession[] {
    return this.sessionsOf(registration).map((session) => {
      const said = this.verbs({ session: session.id });
      const state = (['terminated', 'initialized'] as const).find((verb) => said.includes(verb)) ?? 'launched';
      return {
        id: session.id,
        mode: session.options.mode,
        at: session.at.getTime(),
        state: session.abandoned ? 'abandoned' : state,
      };
    });
  }

  /** What the LMS itself has said in a registration, oldest first. */
  ownOf(registration: string): LrsStatement[] {
    return this.lrs.statements.filter(({ id, context }) => this.own.has(id) && context?.registration === registration);
  }

  /** Forgets a registration: its sessions, and what is on record for it. */
  forget(registration: string): void {
    const kept = this.sessions.filter(({ options }) => options.registration !== registration);
    this.sessions.splice(0, this.sessions.length, ...kept);
    this.lrs.forget(registration);
  }

  private sessionsOf(registration: string): Session[] {
    return this.sessions.filter(({ options }) => options.registration === registration);
  }

  private abandon(session: Session): void {
    if (session.abandoned || this.verbs({ session: session.id }).includes('terminated')) return;
    session.abandoned = true;
    const last = this.lrs.statements.findLast((each) => sessionIdOf(each) === session.id);
    this.say(session, (telling) => abandoned(telling, Date.parse(last?.stored ?? '') || session.at.getTime()));
  }

  private writeDocuments({ id, options }: Session): void {
    const { actor, registration, preferences } = options;
    const key = { agent: agentKey(actor), activity: this.activityId, registration };
    this.lrs.documents.put(
      { ...key, resource: 'activities/state', id: 'LMS.LaunchData' },
      launchData(id, options, this.publisherId),
    );
    const profile = { resource: 'agents/profile', agent: key.agent, activity: '', registration: '' };
    this.lrs.documents.put({ ...profile, id: 'cmi5LearnerPreferences' }, preferences);
  }

  private get publisherId(): string {
    return `${this.activityId}/publisher`;
  }

  private fetchToken(request: LrsRequest): LrsResponse {
    if (request.method === 'OPTIONS') return answer(204);
    if (request.method !== 'POST') return answer(405, { error: 'The token is fetched by POST (§8.2.1).' });
    const session = this.sessions.find((each) => each.id === request.query.get('session'));
    if (!session || session.fetched)
      return answer(200, { 'error-code': '1', 'error-text': 'The token was fetched before (§8.2.3).' });
    session.fetched = true;
    return answer(200, { 'auth-token': session.token });
  }

  private sessionOf(request: LrsRequest): Session {
    const session = this.sessions.find((each) => isTokenOf(each, request));
    if (!session) throw new LrsError(401, 'The token belongs to no session.');
    return session;
  }

  private documentRead(request: LrsRequest, resource: string): void {
    const session = this.sessionOf(request);
    const id = request.query.get('stateId') ?? request.query.get('profileId') ?? '';
    if (request.method === 'GET') session.read.add(id);
    else if (id === 'LMS.LaunchData') throw new LrsError(403, 'LMS.LaunchData is the LMS’s own (§10).');
    if (resource !== 'activities/state') return;
    if (this.verbs({ session: session.id }).includes('terminated'))
      throw new LrsError(403, 'The session is terminated (§9.3.8).');
    if (session.abandoned) throw new LrsError(403, 'The session is abandoned (§9.3.6).');
  }

  /** cmi5-defined verbs that are on record for a session or a registration, in order. */
  private verbs({ session, registration }: { session?: string; registration?: string }): string[] {
    return definedVerbs(
      this.lrs.statements.filter(
        (each) =>
          (session === undefined || sessionIdOf(each) === session) &&
          (registration === undefined || each.context?.registration === registration),
      ),
    );
  }

  private judge(statement: LrsStatement, session: Session): void {
    const { actor, registration, mode, masteryScore = null } = session.options;
    const why = forbidden(statement, {
      session: session.id,
      actor,
      registration,
      mode,
      masteryScore,
      activityId: this.activityId,
      publisherId: this.publisherId,
      read: session.read,
      abandoned: session.abandoned,
      said: this.verbs({ session: session.id }),
      before: this.verbs({ registration }),
    });
    if (why !== null) throw new LrsError(403, why);
  }

  private sayIfSatisfied(session: Session): void {
    const { registration } = session.options;
    const said = this.lrs.statements.some(
      (each) => each.context?.registration === registration && each.verb.id.endsWith('/satisfied'),
    );
    if (!said && this.satisfied(registration)) this.say(session, satisfied);
  }

  private say(session: Session, statement: (telling: Telling) => object): void {
    if (!this.ownStatements) return;
    const { id, at, options } = session;
    const { activityId, publisherId } = this;
    const moveOn = moveOnOf(session);
    this.own.add(
      this.lrs.tell(statement({ ...options, moveOn, session: id, at: at.getTime(), activityId, publisherId })),
    );
  }
}
