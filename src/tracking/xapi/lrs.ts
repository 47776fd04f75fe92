import XAPI from '@xapi/xapi';
import { LmsError } from '../errors.ts';
import { httpAdapter, HttpError } from './http.ts';
import type { Actor, Statement } from './statement.ts';

/** Where an LRS is, and on whose behalf we speak to it. */
export interface LrsAccess {
  endpoint: string;
  auth: string;
  actor: Actor;
  registration: string | null;
  activityId: string;
}

/** A stored document and the tag it had. */
export interface Stored {
  content: unknown;
  etag: string | null;
}

const MOST_STATEMENTS = 25;

/**
 * The LRS as a session needs it. The client library knows the resources; what it lacks stands here: answers as
 * LmsError, batches, statements that are there already, and State documents that somebody else has changed.
 */
export class Lrs {
  private readonly xapi: XAPI;
  private readonly access: LrsAccess;
  /** The page is going: what is sent now must outlive it. */
  leaving = false;

  constructor(access: LrsAccess, fetch: typeof globalThis.fetch) {
    this.access = access;
    this.xapi = new XAPI({
      endpoint: access.endpoint,
      auth: access.auth,
      adapter: httpAdapter({ fetch, keepalive: () => this.leaving }),
    });
  }

  /** The host it stands on: all that may be told of its address. */
  get host(): string {
    return new URL(this.access.endpoint).host;
  }

  /** Sends statements in order. Sent again, the same ones are stored once. @throws LmsError */
  async send(statements: readonly Statement[]): Promise<void> {
    for (let at = 0; at < statements.length; at += MOST_STATEMENTS) {
      await this.sendSome(statements.slice(at, at + MOST_STATEMENTS));
    }
  }

  private async sendSome(statements: readonly Statement[]): Promise<void> {
    const call = 'POST statements';
    try {
      const { data } = await this.xapi.sendStatements({ statements: statements as never });
      // A proxy's page for people also comes with status 200.
      if (!Array.isArray(data)) throw new LmsError(call, 200, 'failed', 'the answer is not a list of ids');
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      // Too much at once, or one of them is there already or refused: one by one it shows which.
      if ([400, 409, 413].includes(error.status) && statements.length > 1) {
        for (const statement of statements) await this.sendSome([statement]);
        return;
      }
      const [only] = statements;
      if (error.status === 409 && only && (await this.holds(only))) return;
      throw lmsError(call, error);
    }
  }

  /** Whether the LRS has this very statement. */
  private async holds({ id, verb, object }: Statement): Promise<boolean> {
    const found = await this.ask('GET statements', () => this.xapi.getStatement({ statementId: id }));
    const there = found?.data as Partial<Statement> | undefined;
    return there?.verb?.id === verb.id && there.object?.id === object.id;
  }

  /** Whether the learner has a statement with this verb about this activity, in this registration. @throws LmsError */
  async hasVerb(verb: string, activity: string): Promise<boolean> {
    const { actor, registration } = this.access;
    const found = await this.ask('GET statements', () =>
      this.xapi.getStatements({
        agent: actor as never,
        verb,
        activity,
        limit: 1,
        ...(registration === null ? {} : { registration }),
      }),
    );
    return ((found?.data as { statements?: unknown[] } | undefined)?.statements ?? []).length > 0;
  }

  /** A State document; null when there is none yet. @throws LmsError */
  async readState(stateId: string): Promise<Stored | null> {
    return this.document('GET activities/state', () => this.xapi.getState({ ...this.state(stateId) }));
  }

  /** A document of the learner's own; null when there is none. @throws LmsError */
  async readAgentProfile(profileId: string): Promise<Stored | null> {
    return this.document('GET agents/profile', () =>
      this.xapi.getAgentProfile({ agent: this.access.actor as never, profileId }),
    );
  }

  /**
   * Writes a State document over the one with this tag (null: over none); gives the new tag, or null when the LRS keeps
   * it to itself. Another window's newer document is overwritten: the learner sits here. @throws LmsError
   */
  async writeState(stateId: string, content: object, etag: string | null, again = true): Promise<string | null> {
    try {
      const { headers } = await this.xapi.setState({
        ...this.state(stateId),
        state: content as never,
        ...(etag === null ? {} : { etag, matchHeader: 'If-Match' as const }),
      });
      return (headers['etag'] as string | undefined) ?? null;
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      if (!again || (error.status !== 412 && error.status !== 409)) throw lmsError('PUT activities/state', error);
      const there = await this.readState(stateId);
      return this.writeState(stateId, content, there?.etag ?? null, false);
    }
  }

  private state(stateId: string) {
    const { actor, registration, activityId } = this.access;
    return { agent: actor as never, activityId, stateId, ...(registration === null ? {} : { registration }) };
  }

  private async document(
    call: string,
    request: () => Promise<{ data: unknown; headers: Record<string, unknown> }>,
  ): Promise<Stored | null> {
    const found = await this.ask(call, request);
    return found && { content: found.data, etag: (found.headers['etag'] as string | undefined) ?? null };
  }

  private async ask<T>(call: string, request: () => Promise<T>): Promise<T | null> {
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      if (error.status === 404) return null; // Nothing stored yet: every first launch gets this.
      throw lmsError(call, error);
    }
  }
}

/** What an LRS's answer means for us (reliability: error handling). The body may name the learner, so it goes no further. */
function lmsError(call: string, { status }: HttpError): LmsError {
  if (status === 401 || status === 403) return new LmsError(call, status, 'session-ended', 'the launch is over');
  const passing = status === 0 || status === 408 || status === 429 || status >= 500;
  return new LmsError(call, status, passing ? 'failed' : 'refused', passing ? 'try again' : 'it will not be taken');
}
