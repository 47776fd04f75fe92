import { targets } from '../../../src/package/targets.ts';
import type { ReportedAttempt } from '../../../src/report/reported-attempt.ts';
import { fromElements12, fromElements2004 } from '../../support/cmi-elements.ts';
import { PLAIN_HOST_SCRIPT, PLAIN_HOST_SCRIPT_2004 } from '../../support/plain-host-page.ts';
import { packageFiles } from './packages.ts';
import { openSite, type Arrived, type Sent, type Site, type SiteOptions } from './site.ts';

export type Edition = 'scorm12' | 'scorm2004';

/** What reached the server: every save, in order, and what the server did with it. */
export interface Saved {
  at: number;
  how: 'request' | 'beacon';
  stored: boolean;
  elements: Record<string, string>;
}

/** What a server makes of a save; anything else than storing is a fault. */
export type Verdict = 'store' | 'forget' | 'refuse' | 'sign in';

/** An LMS whose SCORM API sends every commit to a server and says what the server said. What counts is what arrived. */
export interface ScormLms {
  standard: Edition;
  site: Site;
  /** Page with the course in a frame; with another that opens it in a window of its own. */
  page: string;
  popUp: string;
  ledger: Saved[];
  /** Decides about the next saves. */
  onSave(save: Saved): Verdict;
  /** As stored now. */
  elements(): Record<string, string>;
  reported(elements?: Record<string, string>): ReportedAttempt;
  close(): Promise<void>;
}

/**
 * What becomes of a save while the page goes: a request that waits for its answer; one the browser refuses; or a beacon,
 * which waits for nothing and is always said to be stored.
 */
export type Leaving = 'request' | 'refused' | 'beacon';

interface Options extends Omit<SiteOptions, 'files' | 'own'> {
  leaving?: Leaving;
}

/** Opens one, with the real zip in it. */
export async function openScormLms(edition: Edition, options: Options = {}): Promise<ScormLms> {
  const { leaving = 'request', ...more } = options;
  const ledger: Saved[] = [];
  const lms: Pick<ScormLms, 'onSave'> = { onSave: () => 'store' };
  const stored = (): Record<string, string> => ledger.findLast((save) => save.stored)?.elements ?? {};
  const save = ({ path, body }: Arrived): Sent => {
    const elements = JSON.parse(body) as Record<string, string>;
    const arrived: Saved = {
      at: Date.now(),
      how: path.endsWith('beacon') ? 'beacon' : 'request',
      stored: false,
      elements,
    };
    const verdict = lms.onSave(arrived);
    arrived.stored = verdict === 'store';
    ledger.push(arrived);
    if (verdict === 'refuse') return { status: 503 };
    if (verdict === 'sign in') return { type: 'text/html', body: '<title>Sign in</title>' };
    return { type: 'application/json', body: '{"stored":true}' };
  };
  const site: Site = await openSite({
    files: await packageFiles(targets[edition === 'scorm12' ? 'scorm12' : 'scorm2004-4'].name),
    ...more,
    own: (request) => {
      switch (request.path.split('?')[0]) {
        case '/lms':
          return html(`${script}<iframe name="course" title="Course" width="900" height="500" src="${encodeURI(site.entry)}"></iframe>
            <a href="/elsewhere">Leave</a>`);
        case '/window':
          return html(
            `${script}<button onclick="open('${encodeURI(site.entry)}', 'course', 'width=900,height=600')">Open</button>`,
          );
        case '/elsewhere':
          return html('<h1>Somewhere else</h1>');
        case '/api.js':
          return {
            type: 'text/javascript',
            body: apiScript(edition, stored(), leaving),
            headers: { 'cache-control': 'no-store' },
          };
        case '/save':
          return save(request);
        default:
          return undefined;
      }
    },
  });
  const midnight = new Date().setHours(0, 0, 0, 0);
  return Object.assign(lms, {
    standard: edition,
    site,
    page: `${site.origin}/lms`,
    popUp: `${site.origin}/window`,
    ledger,
    elements: stored,
    reported: (elements = stored()) =>
      edition === 'scorm12' ? fromElements12(elements, midnight) : fromElements2004(elements),
    close: () => site.close(),
  });
}

const script = '<script src="/api.js"></script>';
const html = (body: string): Sent => ({
  type: 'text/html; charset=utf-8',
  body: `<!doctype html><html lang="en"><title>LMS</title><link rel="icon" href="data:,">${body}</html>`,
});

/** The plain host's run-time, but what is committed goes to the server, and what the server has comes back. */
function apiScript(edition: Edition, saved: Record<string, string>, leaving: Leaving): string {
  const runtime = edition === 'scorm12' ? PLAIN_HOST_SCRIPT : PLAIN_HOST_SCRIPT_2004;
  const swaps: [from: string, to: string][] = [
    [`JSON.parse(sessionStorage.getItem('committed') || '{}')`, JSON.stringify(saved)],
    [`host.committed = { ...host.values };`, `if (!sent(host.values)) return fail('101');`],
    [`sessionStorage.setItem('committed', JSON.stringify(host.committed));`, ''],
  ];
  const own = swaps.reduce(
    (text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`The plain host has changed: it no longer holds ${from}`);
      return text.replace(from, () => to);
    },
    runtime.slice(0, runtime.indexOf("addEventListener('DOMContentLoaded'")),
  );
  return `${own}
let going = false;
addEventListener('pagehide', () => (going = true));
addEventListener('pageshow', () => (going = false));
const sent = (values) => {
  const leaving = going && ${JSON.stringify(leaving)};
  if (leaving === 'refused') return false;
  if (leaving === 'beacon') return navigator.sendBeacon('/save?beacon', JSON.stringify(values)) || true;
  const request = new XMLHttpRequest();
  request.open('POST', '/save', false);
  try { request.send(JSON.stringify(values)); } catch { return false; }
  return request.status === 200 && request.responseText === '{"stored":true}';
};`;
}
