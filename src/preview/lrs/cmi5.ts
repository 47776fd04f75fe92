import { randomUUID } from 'node:crypto';
import { answer, LrsError, type LrsRequest, type LrsResponse } from './http.ts';
import { agentKey } from './agent.ts';
import { MemoryLrs } from './lrs.ts';
import type { LrsStatement } from './statement-schema.ts';

/** How a unit is launched. */
export interface Cmi5Options {
  /** Where the course finds this LMS; ends in a slash. */
  endpoint: string;
  actor: object;
  registration: string;
  mode: 'Normal' | 'Browse' | 'Review';
  /** As it stands in LMS.LaunchData; some LMSs write null. */
  masteryScore?: number | null;
  returnURL?: string;
  preferences?: { languagePreference: string };
}

/** A launch and what has been said in it. */
interface Session {
  id: string;
  token: string;
  fetched: boolean;
  options: Cmi5Options;
  /** It has read launch data and preferences, as it must before it says anything. */
  read: Set<string>;
}

const CATEGORY = 'https://w3id.org/xapi/cmi5/context/categories/';
const SESSION_ID = 'https://w3id.org/xapi/cmi5/context/extensions/sessionid';
const MASTERY = 'https://w3id.org/xapi/cmi5/context/extensions/masteryscore';
const DEFINED = ['initialized', 'completed', 'passed', 'failed', 'terminated'];

/** An LMS that launches cmi5 units and refuses, with the section, what the profile forbids. */
export class Cmi5Lms {
  readonly lrs: MemoryLrs;
  readonly activityId: string;
  private readonly sessions: Session[] = [];

  constructor(activityId: string) {
    this.activityId = activityId;
    this.lrs = new MemoryLrs({
      guard: {
        statement: (statement, request) => this.judge(statement, this.sessionOf(request)),
        document: (request, resource) => this.documentRead(request, resource),
      },
    });
  }

  /** Begins a session; gives the query of the launch address (§8.1). */
  launch(options: Cmi5Options): string {
    const session: Session = {
      id: randomUUID(),
      token: randomUUID(),
      fetched: false,
      options,
      read: new Set(),
    };
    this.sessions.push(session);
    const { actor, registration, endpoint, mode, masteryScore, returnURL } = options;
    const key = { agent: agentKey(actor), activity: this.activityId, registration };
    this.lrs.documents.put(
      { ...key, resource: 'activities/state', id: 'LMS.LaunchData' },
      {
        contextTemplate: {
          extensions: { [SESSION_ID]: session.id },
          contextActivities: { grouping: [{ objectType: 'Activity', id: `${this.activityId}/publisher` }] },
        },
        launchMode: mode,
        moveOn: 'CompletedAndPassed',
        ...(masteryScore === undefined ? {} : { masteryScore }),
        ...(returnURL === undefined ? {} : { returnURL }),
      },
    );
    if (options.preferences)
      this.lrs.documents.put(
        { resource: 'agents/profile', agent: key.agent, activity: '', registration: '', id: 'cmi5LearnerPreferences' },
        options.preferences,
      );
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
    if (request.method !== 'OPTIONS' && !this.sessions.some((s) => isTokenOf(s, request)))
      return answer(401, { error: 'The token belongs to no session.' });
    return this.lrs.handle(request);
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
    else if (id === 'LMS.LaunchData') throw new LrsError(403, 'LMS.LaunchData is the LMS’s own (§10.1).');
    if (this.verbsIn(session).includes('terminated') && resource === 'activities/state')
      throw new LrsError(403, 'The session is terminated (§9.3.8).');
  }

  /** cmi5-defined verbs that are on record for a session, in order. */
  private verbsIn({ id }: Session): string[] {
    return this.lrs.statements
      .filter((s) => s.context?.extensions?.[SESSION_ID] === id && isDefined(s))
      .map((s) => s.verb.id.split('/').at(-1) ?? '');
  }

  private judge(statement: LrsStatement, session: Session): void {
    const forbid = (broken: boolean, why: string): void => {
      if (broken) throw new LrsError(403, why);
    };
    const { verb, result, context, object } = statement;
    const defined = isDefined(statement);
    const moveOn = JSON.stringify(context?.contextActivities?.category ?? []).includes(`"${CATEGORY}moveon"`);
    const { options } = session;
    const verbs = this.verbsIn(session);
    const name = verb.id.split('/').at(-1) ?? '';

    forbid(agentKey(statement.actor) !== agentKey(options.actor), 'The actor is not the launched one (§9.2).');
    forbid(context?.registration !== options.registration, 'The registration is not the launched one (§9.6.1).');
    forbid(context?.extensions?.[SESSION_ID] !== session.id, 'The session id of the template is missing (§9.6.3.1).');
    forbid(!session.read.has('LMS.LaunchData'), 'LMS.LaunchData was not read (§10).');
    forbid(!session.read.has('cmi5LearnerPreferences'), 'The learner preferences were not read (§11).');
    forbid(verbs.includes('terminated'), 'The session is terminated (§9.3.8).');
    forbid(verbs.length === 0 && !(defined && name === 'initialized'), 'initialized comes first (§9.3.2).');
    if (!defined) return forbid(moveOn, 'The moveOn category goes with cmi5-defined statements (§9.6.2.2).');

    forbid(!DEFINED.includes(name), `${name} is no verb of an assignable unit (§9.3).`);
    forbid(object.id !== this.activityId, 'The object is not the launched activity (§9.4).');
    forbid(verbs.includes(name), `${name} was said before in this session (§9.3).`);
    forbid(
      options.mode !== 'Normal' && name !== 'initialized' && name !== 'terminated',
      `Not in ${options.mode} (§10.2.2).`,
    );
    const before = this.lrs.statements
      .filter((s) => s.context?.registration === options.registration && isDefined(s))
      .map((s) => s.verb.id.split('/').at(-1));
    forbid(['completed', 'passed'].includes(name) && before.includes(name), `${name} once in a registration (§9.3).`);
    forbid(name === 'failed' && before.includes('passed'), 'No failed after passed (§9.3.5).');
    forbid(name === 'passed' && verbs.includes('failed'), 'Not passed and failed in one session (§9.3).');
    const says = result?.success !== undefined || result?.completion !== undefined;
    forbid(says !== moveOn, 'The moveOn category goes with success and completion, and only there (§9.6.2.2).');
    forbid(
      result?.score !== undefined && name !== 'passed' && name !== 'failed',
      'A score goes with passed and failed only (§9.5.1).',
    );
    forbid(name !== 'initialized' && result?.duration === undefined, `${name} needs a duration (§9.5.4).`);
    forbid(
      result?.success !== (name === 'passed' ? true : name === 'failed' ? false : undefined),
      'success does not fit the verb (§9.5.2).',
    );
    forbid(
      result?.completion !== (name === 'completed' ? true : undefined),
      'completion does not fit the verb (§9.5.3).',
    );
    const mark = options.masteryScore ?? null;
    if (mark !== null && (name === 'passed' || name === 'failed')) {
      const scaled = result?.score?.scaled;
      forbid(context?.extensions?.[MASTERY] !== mark, 'The mastery score is not named (§9.6.3.2).');
      forbid(
        scaled !== undefined && scaled >= mark !== (name === 'passed'),
        'The score does not fit the mastery score (§9.3.4).',
      );
    }
  }
}

const isTokenOf = (session: Session, { headers }: LrsRequest): boolean =>
  session.fetched && headers['authorization'] === `Basic ${session.token}`;

const isDefined = ({ context }: LrsStatement): boolean =>
  JSON.stringify(context?.contextActivities?.category ?? []).includes(`"${CATEGORY}cmi5"`);
