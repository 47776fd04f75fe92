import { findInteraction, type CallNode, type Course } from '../course/course.ts';
import type { Action, Step } from './action.ts';
import type { Attempt, CallRun, Round } from './attempt.ts';
import { otherCall } from './draw.ts';
import { accepts } from './judge.ts';
import { answeredRecord } from './make-record.ts';
import type { AttemptRecord } from './record.ts';
import { scoreCall } from './score.ts';
import { storable } from './typed-text.ts';

/** A lesson check, a question, a scene or a moment of a call was answered. */
export function answer(course: Course, attempt: Attempt, given: Extract<Action, { kind: 'answer' }>): Step {
  const action = { ...given, response: given.response.map(storable) };
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

/** The learner asked for the rule before answering. */
export function help(course: Course, attempt: Attempt, node: string): Step {
  const run = attempt.round?.calls.find((c) => scoreCall(course, c).node?.id === node);
  if (!attempt.round || !run || run.helpOpen || !helpOffered(attempt.round, run.call)) return { attempt, records: [] };
  return { attempt: { ...attempt, round: withCall(attempt.round, run, { ...run, helpOpen: true }) }, records: [] };
}

/** The learner would rather take another call. */
export function skipCall(course: Course, attempt: Attempt, call: string): Step {
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
