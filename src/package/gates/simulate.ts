import type { Attempt, CallRun, Round } from '../../attempt/attempt.ts';
import { newAttempt } from '../../attempt/attempt.ts';
import { drawRound } from '../../attempt/draw.ts';
import { rulesOf } from '../../attempt/judge.ts';
import { random } from '../../attempt/random.ts';
import { scoreCall, scoreRound } from '../../attempt/score.ts';
import { shuffled } from '../../attempt/shuffle.ts';
import {
  interaction,
  type CallNode,
  type Course,
  type Interaction,
  type Question,
  type Scene,
} from '../../course/course.ts';
import { LABELS } from '../../course/interactions/scene.ts';
import type { Response } from '../../course/interactions/rules.ts';
import type { Gate } from './gate.ts';

/** Somebody, or something, that answers. `next` gives numbers in [0, 1). */
export type Learner = (what: Interaction, next: () => number, seed: number) => Response;

/** Right with probability p at each node, question and segment; else one of the other answers, each as likely (decisions 9). */
export function rightWith(p: number): Learner {
  return (what, next) => {
    if (what.type === 'scene') return what.segments.map((s) => `${s.id}.${labelFor(what, s.id, p, next)}`);
    const right = rulesOf(what).pattern(what);
    return next() < p ? firstOf(what, right) : wrong(what, next);
  };
}

function labelFor(scene: Scene, segment: string, p: number, next: () => number): string {
  const truth = scene.key[segment] ?? 'none';
  return next() < p
    ? truth
    : any(
        LABELS.filter((label) => label !== truth),
        next,
      );
}

/** Answers without reading. */
export const clickers: Record<string, Learner> = {
  'random clicks': (what, next) => (what.type === 'scene' ? labels(what, () => any(LABELS, next)) : guess(what, next)),
  'always the longest': byLength((a, b) => b - a),
  'always the shortest': byLength((a, b) => a - b),
  'always the middle length': (what, next, seed) => {
    const options = optionsOf(what);
    if (options.length < 3) return clickers['random clicks']?.(what, next, seed) ?? [];
    const sorted = [...options].sort((a, b) => a.text.length - b.text.length);
    return [sorted[1]?.id ?? ''];
  },
  'always the first shown': (what, next, seed) => {
    const [first] = shuffled(optionsOf(what), seed, what.id);
    if (what.type === 'scene') return labels(what, () => 'RF1');
    return first ? [first.id] : guess(what, next);
  },
  'all best, but every segment flagged': (what, next, seed) =>
    what.type === 'scene'
      ? labels(what, (s) => (what.key[s] === 'none' ? 'RF1' : (what.key[s] ?? 'RF1')))
      : rightWith(1)(what, next, seed),
};

const labels = (scene: Scene, label: (segment: string) => string): Response =>
  scene.segments.map((s) => `${s.id}.${label(s.id)}`);

function byLength(order: (a: number, b: number) => number): Learner {
  return (what, next) => {
    const options = optionsOf(what);
    if (options.length === 0) return what.type === 'scene' ? labels(what, () => any(LABELS, next)) : guess(what, next);
    return [[...options].sort((a, b) => order(a.text.length, b.text.length))[0]?.id ?? ''];
  };
}

const optionsOf = (what: Interaction): { id: string; text: string }[] => ('options' in what ? what.options : []);
const any = <T>(list: readonly T[], next: () => number): T => list[Math.floor(next() * list.length)] as T;

/** A fill-in has several accepted texts; one of them is an answer. */
const firstOf = (what: Interaction, pattern: Response): Response =>
  what.type === 'fill-in' ? pattern.slice(0, 1) : pattern;

function guess(what: Question | CallNode, next: () => number): Response {
  switch (what.type) {
    case 'choice':
    case 'node':
      return [any<{ id: string }>(what.options, next).id];
    case 'multiple': {
      const picked = what.options.filter(() => next() < 0.5).map((o) => o.id);
      return picked.length > 0 ? picked : [any(what.options, next).id];
    }
    case 'true-false':
      return [next() < 0.5 ? 'true' : 'false'];
    case 'matching':
      return what.sources.map((s) => `${s.id}.${any(what.targets, next).id}`);
    case 'sequencing':
      return shuffled(what.steps, Math.floor(next() * 2 ** 32), what.id).map((s) => s.id);
    case 'numeric':
      return [String(Math.floor(next() * 10))];
    case 'fill-in':
      return ['?'];
  }
}

/** A guess that is not the right answer. */
function wrong(what: Question | CallNode, next: () => number): Response {
  const rules = rulesOf(what);
  for (;;) {
    const response = guess(what, next);
    if (rules.score(what, response) < 1) return response;
  }
}

/** A learner's whole round. */
export function playRound(course: Course, learner: Learner, seed: number, attempt: Attempt = newAttempt()): Round {
  const next = random(seed ^ 0x5bd1e995);
  const round = drawRound(course, attempt, seed);
  const calls = round.calls.map((run) => (run.carried ? run : playCall(course, run, learner, next, seed)));
  const answer = (id: string): Response => learner(interaction(course, id), next, seed);
  return {
    ...round,
    calls,
    items: round.items.map((run) => (run.carried ? run : { ...run, response: answer(run.item) })),
    scenes: round.scenes.map((run) => (run.carried ? run : { ...run, response: answer(run.scene) })),
  };
}

function playCall(course: Course, start: CallRun, learner: Learner, next: () => number, seed: number): CallRun {
  let run = start;
  for (let { node } = scoreCall(course, run); node; { node } = scoreCall(course, run)) {
    const [option = ''] = learner(node, next, seed);
    run = { ...run, steps: [...run.steps, { node: node.id, option, helped: false }] };
  }
  return run;
}

/** Share of first rounds that pass, in percent. */
export function passRate(course: Course, learner: Learner, runs: number): number {
  let passed = 0;
  for (let seed = 1; seed <= runs; seed += 1) {
    if (scoreRound(course, playRound(course, learner, seed * 2654435761)).openGates.length === 0) passed += 1;
  }
  return (100 * passed) / runs;
}

/** What the pass mark should mean for learners of known skill (decisions 9), and how far it may be off, in points. */
const EXPECTED = [
  { p: 0.6, low: 1, high: 3 },
  { p: 0.7, low: 13, high: 22 },
  { p: 0.8, low: 54, high: 63 },
  { p: 0.9, low: 93, high: 94 },
  { p: 0.95, low: 99, high: 99 },
];
const TOLERANCE = 6;

/** Gate 9: what the pass mark means, by simulated learners. */
export function passRates(course: Course, runs: number): Gate {
  const rates = EXPECTED.map((e) => ({ ...e, rate: passRate(course, rightWith(e.p), runs) }));
  return {
    id: '9',
    claim: `simulated learners pass as often as the mark is meant to let them, within ${TOLERANCE} points`,
    ok: rates.every((r) => r.rate >= r.low - TOLERANCE && r.rate <= r.high + TOLERANCE),
    figures: rates.map((r) => `right ${Math.round(r.p * 100)} % → ${r.rate.toFixed(1)} %`).join(', '),
  };
}

/** Gates 5 and 9: answering without reading never passes; answering right always does. */
export function clickersFail(course: Course, runs: number): Gate {
  const rates = Object.entries(clickers).map(([name, learner]) => ({ name, rate: passRate(course, learner, runs) }));
  const best = passRate(course, rightWith(1), runs);
  return {
    id: '9',
    claim: 'clicking at random, by length or by place never passes, nor does flagging everything; all best always does',
    ok: best === 100 && rates.every((r) => r.rate === 0),
    figures: `all best ${best} %, ${rates.map((r) => `${r.name} ${r.rate} %`).join(', ')} of ${runs}`,
  };
}
