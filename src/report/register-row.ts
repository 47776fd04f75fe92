import { recordsOf, type ReportedAttempt } from './reported-attempt.ts';

/** One learner at one course, as the register shows them. Names as in the file `register.csv`; empty means unknown. */
export interface RegisterRow {
  learner_id: string;
  registration: string;
  content_version: string;
  build: string;
  locale: string;
  /** Joined by a space. */
  packs: string;
  /** `POL-CI@3.2`, joined by a space. */
  policy_versions: string;
  status: 'passed' | 'completed' | 'failed' | 'incomplete';
  /** 0 to 100 with at most two decimals. */
  score: string;
  /** Graded rounds that were answered to the end. */
  attempts: number;
  /** Critical choices of the latest round that were not put right. */
  critical_open: number;
  promise_version: string;
  promise_status: 'signed' | 'declined' | '';
  promise_signed_at: string;
  promise_sha256: string;
  passed_at: string;
  completed_at: string;
}

/** Folds what a source tells of a learner into the register's row. */
export function registerRow(attempt: ReportedAttempt): RegisterRow {
  const meta = recordsOf(attempt, 'meta').at(-1);
  const ended = recordsOf(attempt, 'round-ended');
  const signed = recordsOf(attempt, 'signed').at(-1);
  const declined = recordsOf(attempt, 'declined').at(-1);
  const passed = attempt.voidedPass ? undefined : ended.find((round) => round.passed);
  const promise = signed ?? declined;
  return {
    learner_id: attempt.learner,
    registration: attempt.registration ?? '',
    content_version: meta?.content ?? '',
    build: meta?.build ?? '',
    locale: meta?.locale ?? '',
    packs: meta?.packs.join(' ') ?? '',
    policy_versions: meta?.policies.join(' ') ?? '',
    status: statusOf(attempt),
    score: attempt.scaled === null ? '' : String(Math.round(attempt.scaled * 10_000) / 100),
    attempts: ended.length,
    critical_open: openCriticals(attempt),
    promise_version: promise?.promiseVersion ?? '',
    promise_status: signed ? 'signed' : declined ? 'declined' : '',
    promise_signed_at: signed ? instant(signed.at) : '',
    promise_sha256: signed?.sha256 ?? '',
    passed_at: passed ? instant(passed.at) : '',
    completed_at: attempt.completion === 'completed' ? completedAt(attempt) : '',
  };
}

function statusOf({ completion, success }: ReportedAttempt): RegisterRow['status'] {
  if (success === 'failed') return 'failed';
  if (completion === 'incomplete') return 'incomplete';
  return success === 'passed' ? 'passed' : 'completed';
}

function openCriticals(attempt: ReportedAttempt): number {
  const calls = recordsOf(attempt, 'call-ended');
  const latest = Math.max(0, ...calls.map((call) => call.round));
  return calls
    .filter((call) => call.round === latest)
    .reduce((open, call) => open + Math.max(0, call.criticals - call.recovered), 0);
}

/** Told by one standard and not by others; all is done when the later of signature and pass is there. */
function completedAt(attempt: ReportedAttempt): string {
  const told = recordsOf(attempt, 'completed').at(-1)?.at;
  const last = [...recordsOf(attempt, 'signed'), ...recordsOf(attempt, 'round-ended').filter((round) => round.passed)];
  return told === undefined && last.length === 0 ? '' : instant(told ?? Math.max(...last.map(({ at }) => at)));
}

/** ISO 8601, UTC, whole seconds: SCORM has no finer ones. */
export const instant = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
