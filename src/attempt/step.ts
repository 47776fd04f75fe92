import type { CallNode, Course } from '../course/course.ts';
import { findInteraction } from '../course/course.ts';
import { unreachable } from '../course/unreachable.ts';
import type { Action } from './action.ts';
import type { Attempt, CallRun, Round } from './attempt.ts';
import { drawRound, otherCall } from './draw.ts';
import { accepts } from './judge.ts';
import { answeredRecord, metaRecord } from './make-record.ts';
import type { AttemptRecord } from './record.ts';
import { canStartRound, fixesFor } from './remediation.ts';
import { scoreCall, scoreRound } from './score.ts';

/** The attempt after an action, and the facts it produced. */
export interface Step {
  attempt: Attempt;
  records: AttemptRecord[];
}

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
    case 'self-check': {
      if (attempt.selfChecked) return same;
      const named = course.settings.selfAuditReport === 'named' ? action.answers : [];
      const records = named.flatMap(({ statement, answer: given }) => selfRecord(course, statement, given, at));
      return { attempt: { ...attempt, selfChecked: true }, records };
    }
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
        records: [{ kind: 'signed', at, promiseVersion: version, typedName: action.typedName.trim(), sha256 }],
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

function answer(course: Course, attempt: Attempt, action: Extract<Action, { kind: 'answer' }>): Step {
  const same = { attempt, records: [] };
  const interaction = findInteraction(course, action.interaction);
  if (!interaction || !accepts(interaction, action.response)) return same;
  if (interaction.type === 'node') return answerNode(course, attempt, interaction, action);
  const lesson = course.lessons.find((l) => l.check.id === interaction.id);
  if (lesson) {
    const before = attempt.checks.find((c) => c.lesson === lesson.id);
    const check = { lesson: lesson.id, first: before?.first ?? action.response, last: action.response };
    const checks = [...attempt.checks.filter((c) => c.lesson !== lesson.id), check].sort((a, b) =>
      a.lesson < b.lesson ? -1 : 1,
    );
    // Practice has unlimited tries; the first one is what tells a trainer something.
    return {
      attempt: { ...attempt, checks },
      records: before ? [] : [answeredRecord(course, interaction, action, 'check', 0)],
    };
  }
  const { round } = attempt;
  if (!round) return same;
  const item = round.items.find((i) => i.item === interaction.id && i.response === null);
  if (item) {
    const sure = course.settings.confidence ? (action.sure ?? null) : null;
    const items = round.items.map((i) => (i === item ? { ...i, response: action.response, sure } : i));
    return {
      attempt: { ...attempt, round: { ...round, items } },
      records: [answeredRecord(course, interaction, { ...action, sure: sure ?? undefined }, 'question', round.n)],
    };
  }
  const scene = round.scenes.find((s) => s.scene === interaction.id && s.response === null);
  if (!scene) return same;
  const scenes = round.scenes.map((s) => (s === scene ? { ...s, response: action.response } : s));
  return {
    attempt: { ...attempt, round: { ...round, scenes } },
    records: [answeredRecord(course, interaction, action, 'scene', round.n)],
  };
}

function answerNode(
  course: Course,
  attempt: Attempt,
  node: CallNode,
  action: Extract<Action, { kind: 'answer' }>,
): Step {
  const { round } = attempt;
  const run = round?.calls.find((c) => scoreCall(course, c).node?.id === node.id);
  const [option] = action.response;
  if (!round || !run || option === undefined) return { attempt, records: [] };
  const helped = run.helpOpen;
  const after: CallRun = {
    ...run,
    steps: [...run.steps, { node: node.id, option, helped }],
    helpOpen: false,
    ms: run.ms + Math.max(0, Math.round(action.latencyMs)),
  };
  const records: AttemptRecord[] = [answeredRecord(course, node, action, 'call', round.n, helped)];
  const scored = scoreCall(course, after);
  if (scored.ending) {
    records.push({
      kind: 'call-ended',
      at: action.at,
      call: run.call,
      round: round.n,
      score: scored.score,
      ending: scored.ending,
      criticals: scored.criticals,
      recovered: scored.recovered,
      helps: after.steps.filter((s) => s.helped).length,
      durationMs: after.ms,
    });
  }
  return { attempt: { ...attempt, round: withCall(round, run, after) }, records };
}

/** Help fades: every node of the first call of a round, the first node of the second, none of the third (blueprint 6). */
export function helpOffered(round: Round, call: string): boolean {
  const place = round.calls.findIndex((c) => c.call === call);
  return place === 0 || (place === 1 && round.calls[1]?.steps.length === 0);
}

function help(course: Course, attempt: Attempt, node: string): Step {
  const run = attempt.round?.calls.find((c) => scoreCall(course, c).node?.id === node);
  if (!attempt.round || !run || run.helpOpen || !helpOffered(attempt.round, run.call)) return { attempt, records: [] };
  return { attempt: { ...attempt, round: withCall(attempt.round, run, { ...run, helpOpen: true }) }, records: [] };
}

function skipCall(course: Course, attempt: Attempt, call: string): Step {
  const { round } = attempt;
  const run = round?.calls.find((c) => c.call === call);
  if (!round || !run || run.steps.length > 0 || run.carried) return { attempt, records: [] };
  const other = otherCall(course, attempt, round, call);
  if (!other) return { attempt, records: [] };
  const seen = [...new Set([...attempt.seen, other.call])].sort();
  return { attempt: { ...attempt, seen, round: withCall(round, run, other) }, records: [] };
}

const withCall = (round: Round, run: CallRun, after: CallRun): Round => ({
  ...round,
  calls: round.calls.map((c) => (c === run ? after : c)),
});

function closeQuestion(course: Course, attempt: Attempt, question: string, option: string, at: number): Step {
  const found = course.closing.find((q) => q.id === question);
  const known = found?.options.some((o) => o.id === option);
  if (!found || !known || attempt.closing.some((c) => c.question === question)) return { attempt, records: [] };
  return {
    attempt: { ...attempt, closing: [...attempt.closing, { question, option }] },
    records: [
      likert({ id: found.id, slug: found.slug, part: 'closing', choices: found.options.map((o) => o.id), option, at }),
    ],
  };
}

function selfRecord(course: Course, statement: string, given: string, at: number): AttemptRecord[] {
  const found = course.selfCheck.statements.find((s) => s.id === statement);
  if (!found) return [];
  return [
    likert({
      id: found.id,
      slug: 'self-check',
      part: 'self-check',
      choices: ['do', 'help', 'will'],
      option: given,
      at,
    }),
  ];
}

/** An answer that is nobody's right or wrong. */
function likert(answer: {
  id: string;
  slug: string;
  part: 'closing' | 'self-check';
  choices: string[];
  option: string;
  at: number;
}): AttemptRecord {
  const { id, slug, part, choices, option, at } = answer;
  return {
    kind: 'answered',
    at,
    interaction: id,
    slug,
    part,
    type: 'likert',
    round: 0,
    response: [option],
    pattern: [],
    choices: [...choices].sort(),
    score: 0,
    weight: 0,
    latencyMs: 0,
    objectives: [],
  };
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
