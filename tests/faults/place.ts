import type { Course } from '../../src/course/course.ts';
import type { Elements } from '../../src/preview/attempts.ts';
import type { LrsRequest, LrsResponse } from '../../src/preview/lrs/http.ts';
import { Cmi5Lms } from '../../src/preview/lrs/cmi5.ts';
import { MemoryLrs } from '../../src/preview/lrs/lrs.ts';
import * as strict12 from '../../src/preview/scorm12/strict-shell.ts';
import * as strict2004 from '../../src/preview/scorm2004/strict-shell.ts';
import type { Mode, Profile } from '../../src/preview/shell.ts';
import type { ReportedAttempt } from '../../src/report/reported-attempt.ts';
import { fromElements12, fromElements2004 } from '../support/cmi-elements.ts';
import { fromStatements, type StoredStatement } from '../../src/report/sources/statements.ts';
import * as cmi5 from '../../src/tracking/cmi5/session.ts';
import * as scorm12 from '../../src/tracking/scorm12/session.ts';
import * as scorm2004 from '../../src/tracking/scorm2004/session.ts';
import type { TrackingSession } from '../../src/tracking/session.ts';
import * as xapi from '../../src/tracking/xapi/session.ts';
import { asWindow, ENDPOINT, tab } from '../support/lrs-window.ts';
import { T0 } from '../support/play.ts';

export type Standard = 'scorm12' | 'scorm2004' | 'xapi' | 'cmi5';
export const standards: readonly Standard[] = ['scorm12', 'scorm2004', 'xapi', 'cmi5'];

/** Somebody whose name, id and token must turn up nowhere but in what the LMS itself is told. */
export const CANARY = { id: 'canary-4711', first: 'Zebedee', last: 'Canary', token: 'Y2FuYXJ5LXRva2Vu' };

/** A call of the SCORM API or a request to the record store, on its way. */
export interface Passing {
  /** `LMSCommit`, `SetValue`, or `POST statements`. */
  call: string;
  args: readonly string[];
  /** Fires when the course gives a request up. */
  signal?: AbortSignal | null | undefined;
}

/** What comes back instead of, or after, asking the real LMS; throws for an API that breaks. */
export type Fault<Answer> = (passing: Passing, ask: () => Answer) => Answer;

export interface PlaceOptions {
  profile?: Profile;
  mode?: Mode;
  mastery?: number;
}

/** An LMS with one learner and one attempt, which can be made to fail at any call. What it stores outlives the page. */
export interface Place {
  standard: Standard;
  /** A launch: the learner opens the course (again). `storage` is the tab's own, which a reload keeps. */
  session(options?: PlaceOptions & { storage?: Map<string, string>; reload?: boolean }): TrackingSession;
  /** SCORM: the window the course is opened in; `name` is the API's. */
  windowFor(name: string, api: object): Window;
  /** SCORM: decides what the course hears to a call. */
  onCall: Fault<unknown>;
  /** xAPI and cmi5: decides what the course hears to a request. */
  onRequest: Fault<Promise<Response>>;
  /** The page that was opened last is gone: whatever it still tries reaches nobody. */
  kill(): void;
  /** The query of the address the page that was opened last shows. */
  address(): string;
  /** Every call and request so far. */
  heard: Passing[];
  /** Interaction names whose storing the LMS has said yes to. */
  acknowledged: Set<string>;
  /** What it really has. */
  reported(): ReportedAttempt;
  /** How often it has been given something: as long as this stays, so does `reported`, unless a row damages the database. */
  given: number;
  /** Its database, to damage. */
  elements: Elements;
  lrs: MemoryLrs;
}

/** A window with nothing above it. */
export function loneWindow(things: object): Window {
  const window = Object.defineProperties({}, Object.getOwnPropertyDescriptors(things)) as { parent?: unknown };
  window.parent = window;
  return window as unknown as Window;
}

/** A SCORM LMS, strict, written without a line of the adapters. */
export function scormPlace(standard: 'scorm12' | 'scorm2004', course: Course, options: PlaceOptions = {}): Place {
  const elements: Elements = {};
  const is12 = standard === 'scorm12';
  let sessions = 0;
  let page = 0;
  /** What each row is called as last set: one that was overwritten before the commit is not stored. */
  let said = new Map<string, string>();
  const place: Place = {
    standard,
    windowFor: (name, api) => loneWindow({ [name]: api }),
    onCall: (_, ask) => ask(),
    onRequest: (_, ask) => ask(),
    kill: () => void (page += 1),
    address: () => '',
    heard: [],
    acknowledged: new Set(),
    elements,
    given: 0,
    lrs: new MemoryLrs(),
    reported: () => (is12 ? fromElements12(elements, new Date(T0).setHours(0, 0, 0, 0)) : fromElements2004(elements)),
    session: (more = {}) => {
      const { profile = 'lenient', mode = 'normal', mastery } = { ...options, ...more };
      const mark = is12 ? 'cmi.student_data.mastery_score' : 'cmi.scaled_passing_score';
      const extra: Elements = mastery === undefined ? {} : { [mark]: String(is12 ? mastery * 100 : mastery) };
      const Shell = is12 ? strict12.StrictShell : strict2004.StrictShell;
      const shell = new Shell(
        { learner: CANARY, profile, mode, saved: { ...elements, ...extra }, sessions: sessions++ },
        (commit) => {
          Object.assign(elements, commit.elements);
          place.given += 1;
          return true;
        },
        () => undefined,
      );
      said = new Map();
      const own = page;
      const api = Object.fromEntries(
        Object.entries(shell.api).map(([call, real]) => [
          call,
          (...args: string[]): unknown => {
            if (own !== page) throw new Error('the page is gone');
            const passing = { call, args };
            place.heard.push(passing);
            const answer = place.onCall(passing, () => real(...args));
            const [element = '', value = ''] = args;
            if (call.endsWith('SetValue') && /interactions\.\d+\.id$/.test(element)) said.set(element, value);
            // The end of a session stores what was set, too.
            if (/(Commit|Finish|Terminate)$/.test(call) && String(answer).toLowerCase() !== 'false')
              for (const id of said.values()) place.acknowledged.add(id);
            return answer;
          },
        ]),
      );
      const window = place.windowFor(is12 ? 'API' : 'API_1484_11', api);
      return (is12 ? scorm12 : scorm2004).createSession(window, course);
    },
  };
  return place;
}

/** A record store with a Tin Can launch, or a cmi5 LMS around it; both strict, without a line of the adapters. */
export function storePlace(standard: 'xapi' | 'cmi5', course: Course): Place {
  const actor = { objectType: 'Agent', account: { homePage: 'https://lms.example', name: CANARY.id } };
  const registration = '7f3a2c1e-0b9d-4c55-9a3e-5d1f2a7b8c90';
  const lms = new Cmi5Lms('https://lms.example/cmi5/9');
  const lrs = standard === 'cmi5' ? lms.lrs : new MemoryLrs();
  let page = 0;
  let open: Window | null = null;
  const target: { handle(request: LrsRequest): LrsResponse } = standard === 'cmi5' ? lms : lrs;
  const place: Place = {
    standard,
    windowFor: (name, api) => loneWindow({ [name]: api }),
    onCall: (_, ask) => ask(),
    onRequest: (_, ask) => ask(),
    kill: () => void (page += 1),
    address: () => open?.location.search ?? '',
    heard: [],
    acknowledged: new Set(),
    elements: {},
    given: 0,
    lrs,
    reported: () => {
      const found = fromStatements(lrs.statements as unknown as StoredStatement[]);
      return (
        found[0] ?? {
          learner: '',
          registration,
          completion: 'incomplete',
          success: 'unknown',
          scaled: null,
          records: [],
        }
      );
    },
    session: ({ mode = 'normal', mastery, storage, reload = false } = {}) => {
      const launchMode = ({ normal: 'Normal', browse: 'Browse', review: 'Review' } as const)[mode];
      const launch = () =>
        standard === 'cmi5'
          ? lms.launch({
              endpoint: `${ENDPOINT}/`,
              actor,
              registration,
              mode: launchMode,
              ...(mastery === undefined ? {} : { masteryScore: mastery }),
            })
          : `?${new URLSearchParams({ endpoint: ENDPOINT, auth: `Basic ${CANARY.token}`, actor: JSON.stringify(actor), registration, activity_id: 'https://lms.example/act/9', ...(mode === 'normal' ? {} : { mode }) })}`;
      const window = asWindow(tab(reload ? '' : launch(), storage));
      open = window;
      const own = page;
      const alive =
        (net: typeof globalThis.fetch): typeof globalThis.fetch =>
        (...asked) =>
          own === page ? net(...asked) : Promise.reject(new TypeError('the page is gone'));
      const create = standard === 'cmi5' ? cmi5.createSession : xapi.createSession;
      return create(window, course, { fetch: alive(netTo(place, target)), now: () => Date.now() });
    },
  };
  return place;
}

/** The network between a course and a record store: what the store takes is acknowledged only when the course hears so. */
function netTo(place: Place, store: { handle(request: LrsRequest): LrsResponse }): typeof globalThis.fetch {
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    const path = url.href.slice(ENDPOINT.length + 1).split('?')[0] ?? '';
    const { method = 'GET', headers = {}, body } = init;
    const text = typeof body === 'string' ? body : '';
    const passing: Passing = { call: `${method} ${path}`, args: [url.search, text], signal: init.signal };
    place.heard.push(passing);
    const response = await place.onRequest(passing, async () => {
      place.given += 1;
      const answer = store.handle({
        method,
        path,
        query: url.searchParams,
        headers: Object.fromEntries(
          Object.entries(headers as Record<string, string>).map(([k, v]) => [k.toLowerCase(), v]),
        ),
        body: text,
      });
      return new Response(answer.status === 204 ? null : answer.body, {
        status: answer.status,
        headers: answer.headers,
      });
    });
    if (passing.call === 'POST statements' && response.ok) {
      for (const id of idsIn(text)) place.acknowledged.add(id);
    }
    // Asked for by its id and found: that is an acknowledgement, too.
    if (passing.call === 'GET statements' && response.ok && url.searchParams.has('statementId')) {
      for (const id of idsIn(await response.clone().text())) place.acknowledged.add(id);
    }
    return response;
  };
}

/** `CALL1.N2 2`: interaction and graded round of every answer in a batch of statements. */
function idsIn(text: string): string[] {
  const all = [JSON.parse(text) as StoredStatement | StoredStatement[]].flat();
  return fromStatements(all).flatMap(({ records }) =>
    records.flatMap((r) => (r.kind === 'answered' ? [`${r.interaction} ${r.round}`] : [])),
  );
}

/** A place of any standard. */
export const placeFor = (standard: Standard, course: Course, options: PlaceOptions = {}): Place =>
  standard === 'scorm12' || standard === 'scorm2004'
    ? scormPlace(standard, course, options)
    : storePlace(standard, course);
