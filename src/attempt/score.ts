import { interaction, type Call, type CallNode, type Course, type Scene } from '../course/course.ts';
import { halves } from '../course/interactions/rules.ts';
import { segmentScore } from '../course/interactions/scene.ts';
import type { CallRun, ItemRun, Round, SceneRun } from './attempt.ts';
import { judge } from './judge.ts';

/** A call as far as it has been played. */
export interface ScoredCall {
  run: CallRun;
  call: Call;
  /** The node that waits for an answer; null when the call has ended. */
  node: CallNode | null;
  /** Points ÷ best points on the path taken, 0 to 1. */
  score: number;
  criticals: number;
  recovered: number;
  /** At least 75 % and no critical choice left open. */
  mastered: boolean;
  /** Set when the call has ended. */
  ending: 'good' | 'mixed' | 'harm' | null;
}

export interface ScoredItem {
  run: ItemRun;
  /** 0 to 1; null until answered. */
  score: number | null;
}

export interface ScoredScene {
  run: SceneRun;
  scene: Scene;
  /** 0 to 1; null until answered. */
  score: number | null;
}

/** What a round has earned so far. Scores are 0 to 1 and null while nothing of their part is answered. */
export interface ScoredRound {
  round: Round;
  calls: ScoredCall[];
  items: ScoredItem[];
  scenes: ScoredScene[];
  callsDone: boolean;
  itemsDone: boolean;
  scenesDone: boolean;
  callsScore: number | null;
  itemsScore: number | null;
  scenesScore: number | null;
  /** Weighted total, 0 to 1; what is not answered counts 0. */
  total: number;
  ended: boolean;
  /** Conditions not met: `total`, `M1`, `M2`, `M3`, `critical`, `scenes`. Empty means passed, once it has ended. */
  openGates: string[];
}

/** Shares of the total (blueprint 9). */
export const WEIGHTS = { calls: 0.5, items: 0.3, scenes: 0.2 } as const;
/** A call is mastered, and spotting red flags is done, from these scores on. */
export const CALL_MASTERED = 0.75;
export const SCENES_DONE = 0.7;

/** Points a graded answer earned on one key point. */
export interface Points {
  objective: string;
  earned: number;
  available: number;
}

/** Plays a run through the nodes of its call. */
export function scoreCall(course: Course, run: CallRun): ScoredCall {
  const call = course.calls.find((c) => c.id === run.call);
  if (!call) throw new Error(`The course has no call "${run.call}".`);
  const chosen = run.steps.map((step) => {
    const node = interaction(course, step.node) as CallNode;
    return { node, quality: node.key[step.option] ?? 'poor', score: judge(node, [step.option]), step };
  });
  const criticals = chosen.filter((c) => c.quality === 'critical').length;
  const recovered = countRecovered(chosen);
  const next = nextNode(call, chosen.at(-1));
  const score = chosen.length === 0 ? 0 : mean(chosen.map((c) => c.score));
  return {
    run,
    call,
    node: next,
    score,
    criticals,
    recovered,
    mastered: next === null && score >= CALL_MASTERED && criticals === recovered,
    ending: next ? null : criticals > recovered ? 'harm' : chosen.every((c) => c.quality === 'best') ? 'good' : 'mixed',
  };
}

interface Chosen {
  node: CallNode;
  quality: string;
  step: { option: string };
}

/** Best at a recovery node lifts one critical mark that stands open (blueprint 6). */
function countRecovered(chosen: Chosen[]): number {
  let open = 0;
  let recovered = 0;
  for (const { node, quality } of chosen) {
    if (quality === 'critical') open += 1;
    else if (node.recovery && quality === 'best' && open > 0) {
      open -= 1;
      recovered += 1;
    }
  }
  return recovered;
}

function nextNode(call: Call, last: Chosen | undefined): CallNode | null {
  const id = last ? last.node.options.find((o) => o.id === last.step.option)?.next : call.start;
  return call.nodes.find((n) => n.id === id) ?? null;
}

/** Scores a round as far as it has been answered. */
export function scoreRound(course: Course, round: Round): ScoredRound {
  const calls = round.calls.map((run) => scoreCall(course, run));
  const items = round.items.map((run) => ({
    run,
    score: run.response && judge(interaction(course, run.item), run.response),
  }));
  const scenes = round.scenes.map((run) => {
    const scene = interaction(course, run.scene) as Scene;
    return { run, scene, score: run.response && judge(scene, run.response) };
  });
  const callsDone = calls.every((c) => c.node === null);
  const itemsDone = items.every((i) => i.score !== null);
  const scenesDone = scenes.every((s) => s.score !== null);
  const total =
    WEIGHTS.calls * mean(calls.map((c) => (c.node ? 0 : c.score))) +
    WEIGHTS.items * mean(items.map((i) => i.score ?? 0)) +
    WEIGHTS.scenes * mean(scenes.map((s) => s.score ?? 0));
  const scored = {
    round,
    calls,
    items,
    scenes,
    callsDone,
    itemsDone,
    scenesDone,
    callsScore: meanOrNull(calls.filter((c) => c.node === null).map((c) => c.score)),
    itemsScore: meanOrNull(items.flatMap((i) => i.score ?? [])),
    scenesScore: meanOrNull(scenes.flatMap((s) => s.score ?? [])),
    total,
    ended: callsDone && itemsDone && scenesDone,
  };
  return { ...scored, openGates: openGates(course, scored) };
}

function openGates(course: Course, scored: Omit<ScoredRound, 'openGates'>): string[] {
  const gates: string[] = [];
  if (below(scored.total * 100, course.settings.mastery)) gates.push('total');
  const points = pointsOf(course, scored);
  for (const { id } of course.motivations) {
    const mine = points.filter((p) => motivationOf(course, p.objective) === id);
    const percent = (100 * sum(mine.map((p) => p.earned))) / sum(mine.map((p) => p.available));
    // A motivation without any evidence cannot be shown to be met.
    if (!(percent >= 0) || below(percent, course.settings.groupMinimum)) gates.push(id);
  }
  if (scored.calls.some((c) => c.criticals > c.recovered)) gates.push('critical');
  if (below(scored.scenesScore ?? 0, SCENES_DONE)) gates.push('scenes');
  return gates;
}

/** Sums of thirds and halves come out a hair below the mark they reach exactly; that hair fails nobody. */
const below = (value: number, mark: number): boolean => value < mark - 1e-9;

/** The motivation a key point counts towards; every key point counts towards exactly one. */
export const motivationOf = (course: Course, objective: string): string | undefined =>
  course.objectives.find((o) => o.id === objective)?.motivation;

/** Every point of a round by key point: nodes 2, questions 1, flagged segments 1, split evenly over the key points named. */
export function pointsOf(course: Course, scored: Pick<ScoredRound, 'calls' | 'items' | 'scenes'>): Points[] {
  const nodes = scored.calls.flatMap(({ run }) =>
    run.steps.flatMap(({ node: id, option }) => {
      const node = interaction(course, id) as CallNode;
      return split(node.kp, 2 * judge(node, [option]), 2);
    }),
  );
  const questions = scored.items.flatMap(({ run, score }) => {
    const item = course.items.find((i) => i.id === run.item);
    return score === null || !item?.kp ? [] : split([item.kp], score, 1);
  });
  const segments = scored.scenes.flatMap(({ run, scene }) => segmentPoints(course, scene, run.response));
  return [...nodes, ...questions, ...segments];
}

function segmentPoints(course: Course, scene: Scene, response: readonly string[] | null): Points[] {
  return (response ?? []).map(halves).flatMap(([segment, given]) => {
    const truth = scene.key[segment] ?? 'none';
    const flag = course.redFlags.find((f) => f.id === truth);
    return flag ? split(flag.objectives, segmentScore(truth, given), 1) : [];
  });
}

const split = (objectives: readonly string[], earned: number, available: number): Points[] =>
  objectives.map((objective) => ({
    objective,
    earned: earned / objectives.length,
    available: available / objectives.length,
  }));

export const sum = (list: number[]): number => list.reduce((a, b) => a + b, 0);
const mean = (list: number[]): number => (list.length === 0 ? 0 : sum(list) / list.length);
const meanOrNull = (list: number[]): number | null => (list.length === 0 ? null : mean(list));
