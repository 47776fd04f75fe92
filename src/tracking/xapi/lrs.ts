import XAPI from '@xapi/xapi';
import { LmsError } from '../errors.ts';
import { batches } from './batches.ts';
import { httpAdapter, HttpError, lmsError } from './http.ts';
import type { Actor, Statement } from './statement.ts';

/** Where an LRS is, and on whose behalf we speak to it. */
export interface LrsAccess {
  endpoint: string;
  /** Whole value of the Authorization header; '' for none. */
  auth: string;
  actor: Actor;
  registration: string | null;
  activityId: string;
}

/** A stored document. */
export interface Stored {
  content: unknown;
  tag: Tag;
}

/** What a document is written over: its ETag, nothing (`none`), or `unknown` where the LRS keeps its tags to itself. */
export type Tag = { etag: string } | 'none' | 'unknown';

/** Told what became of each statement, as soon as it is known. */
export interface Told {
  stored(statement: Statement): void;
  /** The LRS will never take this one; the others go on without it. */
  refuse(statement: Statement): void;
}

/** Statuses that are about single statements: bad, there already, too much at once. */
const ABOUT_STATEMENTS = [400, 409, 413];
const MOST_MERGES = 3;
/** Statuses by which an LRS keeps its statements to itself: a key may write and not read, a store may take and not give. */
const UNREADABLE = [401, 403, 405, 501];
/** A clock is wrong from this on, ms: an answer takes its time, and its date has no milliseconds. */
const WRONG_MS = 60_000;

/**
 * The LRS as a session needs it. The client library knows the resources; what it lacks stands here: answers as
 * LmsError, batches, statements that are there already, and State documents that somebody else has changed.
 */
export class Lrs {
  readonly #xapi: XAPI;
  readonly #access: LrsAccess;
  /** The page is going: what is sent now must outlive it. */
  leaving = false;
  /** What has to be added to this computer's time, ms; 0 where its clock is right, or nobody says. */
  offset = 0;

  constructor(access: LrsAccess, fetch: typeof globalThis.fetch) {
    this.#access = access;
    this.#xapi = new XAPI({
      endpoint: access.endpoint,
      auth: access.auth,
      adapter: httpAdapter({
        fetch,
        keepalive: () => this.leaving,
        authorised: access.auth !== '',
        onDate: (at) => {
          const offset = at - Date.now();
          this.offset = Math.abs(offset) > WRONG_MS ? offset : 0;
        },
      }),
    });
  }

  /** The host it stands on: all that may be told of its address. */
  get host(): string {
    return new URL(this.#access.endpoint).host;
  }

  /** Sends statements in order. Sent again, the same ones are stored once. @throws LmsError when the rest has to wait */
  async send(statements: readonly Statement[], told: Told): Promise<void> {
    for (const batch of batches(statements)) await this.#sendSome(batch, told);
  }

  async #sendSome(statements: readonly Statement[], told: Told): Promise<void> {
    const call = 'POST statements';
    try {
      const { data } = await this.#xapi.sendStatements({ statements: statements as never });
      // A proxy's page for people also comes with status 200.
      if (!Array.isArray(data) || !statements.every(({ id }) => data.includes(id)))
        throw new LmsError(call, 200, 'failed', 'the answer does not list our ids');
      for (const statement of statements) told.stored(statement);
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      if (!ABOUT_STATEMENTS.includes(error.status)) throw lmsError(call, error);
      const [only] = statements;
      if (statements.length > 1) {
        // Half by half it shows which one it is.
        const half = statements.length >> 1;
        await this.#sendSome(statements.slice(0, half), told);
        await this.#sendSome(statements.slice(half), told);
      } else if (only && error.status === 409 && (await this.#holds(only))) told.stored(only);
      else if (only) told.refuse(only);
    }
  }

  /** Whether the LRS has this very statement, and not another one under its id. Ours are made of what they say, so one we may not read is ours. */
  async #holds(ours: Statement): Promise<boolean> {
    const found = await this.#look(() => this.#xapi.getStatement({ statementId: ours.id }));
    if (found === 'unreadable') return true;
    const gist = ({ verb, object, result }: Partial<Statement>) => sorted([verb?.id, object?.id, result]);
    return found !== null && gist(found.data as Partial<Statement>) === gist(ours);
  }

  /** Whether the learner is known to have a statement with this verb about this activity, in this registration. @throws LmsError */
  async hasVerb(verb: string, activity: string): Promise<boolean> {
    const { actor, registration } = this.#access;
    const found = await this.#look(() =>
      this.#xapi.getStatements({
        agent: actor as never,
        verb,
        activity,
        limit: 1,
        ...(registration === null ? {} : { registration }),
      }),
    );
    if (found === null || found === 'unreadable') return false;
    return ((found.data as { statements?: unknown[] }).statements ?? []).length > 0;
  }

  /** A State document; null when there is none yet. @throws LmsError */
  async readState(stateId: string): Promise<Stored | null> {
    return this.#document('GET activities/state', () => this.#xapi.getState({ ...this.#state(stateId) }));
  }

  /** A document of the learner's own; null when there is none. @throws LmsError */
  async readAgentProfile(profileId: string): Promise<Stored | null> {
    return this.#document('GET agents/profile', () =>
      this.#xapi.getAgentProfile({ agent: this.#access.actor as never, profileId }),
    );
  }

  /**
   * Writes a State document over the one with this tag; gives the new tag. When another window has changed it, or may
   * have, `merge` makes one content of theirs and ours. @throws LmsError
   */
  async writeState(stateId: string, ours: object, tag: Tag, merge: (theirs: unknown) => object): Promise<Tag> {
    let [content, over] = [ours, tag];
    if (tag === 'unknown') {
      // Some LRSs tell the tag of what is read, and not of what was written.
      const there = await this.readState(stateId);
      [content, over] = there ? [merge(there.content), there.tag] : [ours, 'none'];
    }
    for (let tries = 0; ; tries += 1) {
      try {
        return await this.#put(stateId, content, over);
      } catch (error) {
        if (!(error instanceof HttpError)) throw error;
        const changed = error.status === 412 || error.status === 409;
        if (!changed) throw lmsError('PUT activities/state', error);
        if (tries === MOST_MERGES)
          throw new LmsError('PUT activities/state', error.status, 'failed', 'another window keeps changing it');
        const there = await this.readState(stateId);
        content = there ? merge(there.content) : ours;
        // The last time without a condition: some servers give tags that never match.
        over = tries === MOST_MERGES - 1 ? 'unknown' : (there?.tag ?? 'none');
      }
    }
  }

  async #put(stateId: string, content: object, tag: Tag): Promise<Tag> {
    const condition =
      tag === 'none'
        ? { etag: '*', matchHeader: 'If-None-Match' as const }
        : tag === 'unknown'
          ? {}
          : { ...tag, matchHeader: 'If-Match' as const };
    const { data, headers, status } = await this.#xapi.setState({
      ...this.#state(stateId),
      state: content as never,
      ...condition,
    });
    // An LRS has nothing to say to this; a proxy's page for people does.
    if (typeof data === 'string' && /^\s*</.test(data))
      throw new LmsError('PUT activities/state', status, 'failed', 'the answer is a page');
    return tagOf(headers);
  }

  #state(stateId: string) {
    const { actor, registration, activityId } = this.#access;
    return { agent: actor as never, activityId, stateId, ...(registration === null ? {} : { registration }) };
  }

  async #document(
    call: string,
    request: () => Promise<{ data: unknown; headers: Record<string, unknown> }>,
  ): Promise<Stored | null> {
    const found = await this.#ask(call, request);
    if (!found || found.data === '') return null;
    // Taken for a first launch, a page to sign in at would have the learner's attempt written over.
    if (typeof found.data !== 'object') throw new LmsError(call, 200, 'failed', 'the answer is no document');
    return { content: found.data, tag: tagOf(found.headers) };
  }

  /** What there is among the statements; null for nothing. @throws LmsError */
  async #look<T>(request: () => Promise<T>): Promise<T | null | 'unreadable'> {
    try {
      return await this.#ask('GET statements', request);
    } catch (error) {
      if (error instanceof LmsError && UNREADABLE.includes(error.code)) return 'unreadable';
      throw error;
    }
  }

  async #ask<T>(call: string, request: () => Promise<T>): Promise<T | null> {
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      if (error.status === 404) return null; // Nothing stored yet: every first launch gets this.
      throw lmsError(call, error);
    }
  }
}

const tagOf = (headers: Record<string, unknown>): Tag =>
  typeof headers['etag'] === 'string' ? { etag: headers['etag'].replace(/^W\//, '') } : 'unknown'; // weakened by a proxy

/** JSON that does not depend on the order of keys: an LRS may give them back in its own. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
