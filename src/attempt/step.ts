import type { Course } from '../course/course.ts';
import { unreachable } from '../course/unreachable.ts';
import type { Action, Step } from './action.ts';
import { answer, help, skipCall } from './answer.ts';
import type { Attempt } from './attempt.ts';
import { drawRound } from './draw.ts';
import { metaRecord } from './make-record.ts';
import type { AttemptRecord } from './record.ts';
import { canStartRound, fixesFor } from './remediation.ts';
import { scoreRound } from './score.ts';
import { nameOf } from './typed-text.ts';
import { closeQuestion, selfCheck } from './unscored.ts';

/**
 * The one place where an attempt changes: same inputs, same outputs, nothing else touched.
 * An action that does not fit the state (an unknown id, a second answer) changes nothing and gives no record.
 * An attempt never loses an answer, and `passed` and `completed` never become false again.
 */
export function step(course: Course, attempt: Attempt, action: Action): Step {
  const { attempt: next, records } = apply(course, attempt, action);
  if (next === attempt) return { attempt, records: [] };
  const settled = settle(course, next, action.at);
  return { attempt: { ...settled.attempt, rev: attempt.rev + 1 }, records: [...records, ...settled.records] };
}

function apply(course: Course, attempt: Attempt, action: Action): Step {
  const same = { attempt, records: [] };
  const { at } = action;
  switch (action.kind) {
    case 'open': {
      const lesson = course.lessons.find((l) => action.location === `lesson/${l.id}`)?.id;
      const records: AttemptRecord[] = lesson ? [{ kind: 'lesson-opened', at, lesson }] : [];
      return { attempt: { ...attempt, location: action.location }, records };
    }
    case 'answer':
      return answer(course, attempt, action);
    case 'help':
      return help(course, attempt, action.node);
    case 'start-round': {
      if (!canStartRound(course, attempt)) return same;
      const round = drawRound(course, attempt, action.seed >>> 0);
      const drawn = [
        ...round.calls.map((c) => c.call),
        ...round.items.map((i) => i.item),
        ...round.scenes.map((s) => s.scene),
      ];
      const seen = [...new Set([...attempt.seen, ...drawn])].sort();
      return { attempt: { ...attempt, round, seen, fixes: [] }, records: [metaRecord(course, round, at)] };
    }
    case 'skip-call':
      return skipCall(course, attempt, action.call);
    case 'open-fix': {
      const fix = fixesFor(course, attempt).find((f) => f.fix === action.fix);
      if (!fix || attempt.fixes.includes(fix.fix)) return same;
      return {
        attempt: { ...attempt, fixes: [...attempt.fixes, fix.fix] },
        records: [{ kind: 'fix-opened', at, fix: fix.fix, reason: fix.reason }],
      };
    }
    case 'self-check':
      return selfCheck(course, attempt, action);
    case 'ask-trainer': {
      const flag = course.redFlags.find((f) => f.id === action.redFlag)?.id;
      if (!flag || attempt.asked.includes(flag)) return same;
      return {
        attempt: { ...attempt, asked: [...attempt.asked, flag].sort() },
        records: [{ kind: 'help-asked', at, redFlag: flag }],
      };
    }
    case 'sign': {
      if (!attempt.passed || attempt.promise?.kind === 'signed') return same;
      const { version, sha256 } = course.promise;
      return {
        attempt: { ...attempt, promise: { kind: 'signed', at } },
        records: [{ kind: 'signed', at, promiseVersion: version, typedName: nameOf(action.typedName), sha256 }],
      };
    }
    case 'decline': {
      const known = course.promise.reasons.some((r) => r.id === action.reason);
      if (!known || attempt.promise?.kind === 'signed') return same;
      return {
        attempt: { ...attempt, promise: { kind: 'declined', at, reason: action.reason } },
        records: [{ kind: 'declined', at, promiseVersion: course.promise.version, reason: action.reason }],
      };
    }
    case 'close-question':
      return closeQuestion(course, attempt, action.question, action.option, at);
    case 'active-time':
      return action.activeMs > 0
        ? { attempt: { ...attempt, activeMs: attempt.activeMs + action.activeMs }, records: [] }
        : same;
    default:
      return unreachable(action);
  }
}

/** What follows from the new state by itself: a round that has ended, a course that is complete. */
function settle(course: Course, attempt: Attempt, at: number): Step {
  const records: AttemptRecord[] = [];
  let next = attempt;
  if (next.round && next.round.result === null) {
    const scored = scoreRound(course, next.round);
    if (scored.ended) {
      const result = { scaled: Math.round(scored.total * 10_000) / 10_000, passed: scored.openGates.length === 0 };
      next = {
        ...next,
        round: { ...next.round, result },
        results: [...next.results, result],
        passed: next.passed || result.passed,
      };
      records.push({ kind: 'round-ended', at, round: scored.round.n, ...result, openGates: scored.openGates });
    }
  }
  const everyCheck = course.lessons.every((l) => next.checks.some((c) => c.lesson === l.id));
  if (!next.completed && everyCheck && next.passed && next.promise?.kind === 'signed') {
    next = { ...next, completed: true };
    records.push({ kind: 'completed', at, durationMs: next.activeMs });
  }
  return { attempt: next, records };
}
