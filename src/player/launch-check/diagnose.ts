import type { AttemptController } from '../attempt-controller.ts';
import { list, t } from '../translate.ts';
import { LaunchError, LmsError } from '../../tracking/errors.ts';
import type { SessionCheck } from '../../tracking/session.ts';

/** One thing looked at, in words. `fact`: nothing to judge. Nothing in it names a person. */
export interface Finding {
  what: string;
  found: string;
  verdict: 'fact' | 'good' | 'look' | 'bad';
}

/** Clocks further apart than this make times in a report hard to believe. */
const MOST_SECONDS_APART = 120;

/** Everything that decides whether this launch can be recorded, looked at now. Asks only the LMS and the course's own folder. */
export async function diagnose(window: Window, controller: AttemptController): Promise<Finding[]> {
  return [
    packageFacts(window, controller),
    ...(await lms(controller)),
    visit(controller),
    ...(await server(window)),
    storage(window),
    frame(window),
    browser(window),
  ];
}

const finding = (what: string, found: string, verdict: Finding['verdict'] = 'fact'): Finding => ({
  what,
  found,
  verdict,
});

function packageFacts({ document }: Window, { course }: AttemptController): Finding {
  const target = document.documentElement.dataset['standard'] ?? '';
  return finding(t('check.package'), `${course.id} ${course.version}, ${course.build}, ${target}`);
}

async function lms(controller: AttemptController): Promise<Finding[]> {
  const what = t('check.lms');
  const back = t('check.readBack');
  let seen: SessionCheck;
  try {
    seen = await controller.check();
  } catch (error) {
    if (error instanceof LaunchError) {
      return [
        finding(
          what,
          `${error.standard}: ${error.message} ${t('check.searched', { searched: error.searched })}`,
          'bad',
        ),
      ];
    }
    if (!(error instanceof LmsError)) throw error;
    return [finding(what, t('check.answers'), 'look'), finding(back, error.message, 'bad')];
  }
  // Saved work of a newer version: the session was closed at once, so that nothing is overwritten.
  if (seen.found === '') return [finding(back, t('check.notStored'))];
  const found = finding(what, `${seen.standard}, ${seen.found}`, 'good');
  if (seen.readBack === null) return [found, finding(back, t('check.notStored'))];
  return [found, finding(back, t(seen.readBack ? 'check.same' : 'check.other'), seen.readBack ? 'good' : 'bad')];
}

/** That an earlier visit came back is the only proof that it was stored: “true” from an LMS is none. */
function visit({ launch }: AttemptController): Finding {
  const first = launch.suspendData === '';
  return finding(
    t('check.visit'),
    `${launch.mode}: ${t(first ? 'check.first' : 'check.resumed')}`,
    first ? 'fact' : 'good',
  );
}

/** The file that lies beside the course, and by its answer the server's clock. */
async function server({ fetch, location }: Window): Promise<Finding[]> {
  const what = t('check.server');
  if (location.protocol === 'file:') return [finding(what, t('check.disk'))];
  try {
    const response = await fetch('./alive.txt', { cache: 'no-store', redirect: 'error' });
    const alive = (await response.text()).trim() === 'alive';
    const date = Date.parse(response.headers.get('date') ?? '');
    return [finding(what, t(alive ? 'check.alive' : 'check.otherPage'), alive ? 'good' : 'bad'), clock(date)];
  } catch {
    return [finding(what, t('check.noAnswer'), 'bad'), clock(Number.NaN)];
  }
}

function clock(server: number): Finding {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (Number.isNaN(server)) return finding(t('check.clock'), zone);
  const apart = Math.round((Date.now() - server) / 1000);
  return finding(
    t('check.clock'),
    `${zone}, ${t('check.apart', { seconds: apart })}`,
    Math.abs(apart) > MOST_SECONDS_APART ? 'look' : 'good',
  );
}

function storage(window: Window): Finding {
  const kept = (['sessionStorage', 'localStorage', 'indexedDB'] as const).filter((name) => {
    try {
      return Boolean(window[name]);
    } catch {
      return false; // A SecurityError is the answer: this frame may keep nothing.
    }
  });
  return finding(
    t('check.storage'),
    kept.length > 0 ? list(kept) : t('check.nothingKept'),
    kept.length > 0 ? 'good' : 'look',
  );
}

function frame({ innerWidth, innerHeight, devicePixelRatio, parent, self, opener }: Window): Finding {
  const where = parent !== self ? 'check.inFrame' : opener === null ? 'check.inTab' : 'check.inWindow';
  const small = innerWidth < 320 || innerHeight < 400;
  return finding(
    t('check.frame'),
    `${innerWidth} × ${innerHeight}, ${devicePixelRatio}x, ${t(where)}`,
    small ? 'look' : 'good',
  );
}

const browser = ({ navigator, isSecureContext }: Window): Finding =>
  finding(t('check.browser'), `${navigator.userAgent}; ${t(isSecureContext ? 'check.secure' : 'check.plain')}`);
