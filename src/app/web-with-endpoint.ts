import type { AttemptRecord } from '../attempt/record.ts';
import type { Course } from '../course/course.ts';
import { BASE } from '../course/iri.ts';
import { LaunchError, LmsError } from '../tracking/errors.ts';
import type { Batch, Launch, SessionCheck, TrackingSession } from '../tracking/session.ts';
import { createSession as createStandalone } from '../tracking/standalone/session.ts';
import { KeptLaunch } from '../tracking/xapi/kept-launch.ts';
import { readTinCanLaunch, type TinCanLaunch } from '../tracking/xapi/launch.ts';
import { Lrs, type Stored, type Tag } from '../tracking/xapi/lrs.ts';
import { browser, connection, type SessionDeps } from '../tracking/xapi/session.ts';
import { StatementSession } from '../tracking/xapi/statement-session.ts';
import { uuid } from '../tracking/xapi/uuid.ts';

/**
 * A session of the web package with a record store: progress lives in the browser tab and in the learner's file, and
 * statements go to the record store that `<html data-endpoint>` names, too.
 */
export function createSession(window: Window, course: Course, deps: SessionDeps = browser(window)): TrackingSession {
  const endpoint = window.document.documentElement.dataset['endpoint'] ?? '';
  if (!/^https?:\/\//.test(endpoint))
    throw new Error('The page names no record store in <html data-endpoint>: the package has to be built again.');
  const remote = new StatementSession(course, async () => connect(window, course, endpoint, deps), deps.now);
  return new WebWithEndpoint(createStandalone(window, course), remote, new URL(endpoint).host);
}

/** What the tab keeps beside the progress: on whose behalf we speak, and what the record store has been told. */
interface Kept {
  launch: TinCanLaunch;
  told: object | null;
}

function connect(window: Window, course: Course, endpoint: string, deps: SessionDeps) {
  const storage = new KeptLaunch<Kept>(window, `${course.id}:endpoint`);
  const before = storage.read(deps.now());
  const launched = launchedInto(window, endpoint);
  const same = before && (!launched || JSON.stringify(launched) === JSON.stringify(before.launch));
  const kept: Kept = same ? before : { launch: launched ?? pseudonym(endpoint), told: null };
  storage.keep(kept, deps.now());
  const { launch } = kept;
  const lrs = new StatementsOnly({ ...launch, activityId: '' }, deps.fetch, {
    read: () => kept.told,
    write: (told) => storage.keep({ ...kept, told }, deps.now()),
  });
  // A name that stands for nobody may stay as long as the progress does, so that nothing is told twice.
  const forget = (): void => (launch.auth === '' ? undefined : storage.clear());
  return connection(window, course, launch, lrs, forget);
}

/** The learner a Tin Can launch into this very record store names; its key is given to no other. Leaves the address bar. */
function launchedInto(window: Window, endpoint: string): TinCanLaunch | null {
  const launch = readTinCanLaunch(window.location.search, endpoint);
  if (!launch || withSlash(launch.endpoint) !== withSlash(endpoint)) return null;
  window.history.replaceState(null, '', window.location.pathname + window.location.hash);
  return launch;
}

const withSlash = (address: string): string => address.replace(/\/*$/, '/');

/** Somebody nobody can name, for this browser tab (reliability 5.1). */
function pseudonym(endpoint: string): TinCanLaunch {
  const actor = { objectType: 'Agent', account: { homePage: `${BASE}/pseudonym`, name: uuid() } };
  return { endpoint, auth: '', actor, registration: uuid(), activityId: null, mode: 'normal' };
}

/** A record store that takes statements and is asked for nothing: what it was told is remembered in the tab. */
class StatementsOnly extends Lrs {
  private readonly memory: { read(): object | null; write(told: object): void };

  constructor(
    access: ConstructorParameters<typeof Lrs>[0],
    fetch: typeof globalThis.fetch,
    memory: StatementsOnly['memory'],
  ) {
    super(access, fetch);
    this.memory = memory;
  }

  override async readState(): Promise<Stored | null> {
    const content = this.memory.read();
    return content && { content, tag: 'unknown' };
  }

  override async writeState(_stateId: string, told: object): Promise<Tag> {
    this.memory.write({ ...told, suspendData: '', setAside: [] });
    return 'unknown';
  }

  override async hasVerb(): Promise<boolean> {
    return false;
  }
}

class WebWithEndpoint implements TrackingSession {
  private readonly local: TrackingSession;
  private readonly remote: TrackingSession;
  private readonly host: string;
  /** The record store takes part. Where it does not, the course goes on in the tab. */
  private sending = false;
  private readonly unsent = new Set<AttemptRecord>();

  constructor(local: TrackingSession, remote: TrackingSession, host: string) {
    this.local = local;
    this.remote = remote;
    this.host = host;
  }

  speak(course: Course, english: (() => Promise<Course>) | null): void {
    if (this.sending) this.remote.speak?.(course, english);
  }

  get refused(): number {
    return (this.remote.refused ?? 0) + this.unsent.size;
  }

  async open(): Promise<Launch> {
    const launch = await this.local.open();
    if (launch.mode === 'normal') this.sending = await this.opened();
    return launch.file ? { ...launch, file: { ...launch.file, sentTo: this.host } } : launch;
  }

  private async opened(): Promise<boolean> {
    try {
      await this.remote.open();
      return true;
    } catch (error) {
      if (error instanceof LaunchError) return false; // Every answer it does not get is counted, and told.
      throw error;
    }
  }

  /** The tab first: what cannot be sent just now is at least not lost. */
  async save(batch: Batch): Promise<void> {
    await this.local.save(batch);
    try {
      if (this.sending) return await this.remote.save(batch);
    } catch (error) {
      if (!(error instanceof LmsError) || error.kind === 'failed') throw error;
      this.sending = false;
    }
    for (const record of batch.records) if (record.kind === 'answered') this.unsent.add(record);
  }

  async check(): Promise<SessionCheck> {
    const { found, ...rest } = await this.local.check();
    return { ...rest, found: `${found}, ${this.host}` };
  }

  async close(sessionMs: number, how?: 'left' | 'ended'): Promise<void> {
    await Promise.all([this.sending ? this.remote.close(sessionMs, how) : undefined, this.local.close(sessionMs, how)]);
  }
}
