import type { Call, Course, Question, Scene } from '../course/course.ts';
import type { Attempt, CallRun, ItemRun, Round, SceneRun } from './attempt.ts';
import { partsToRedo } from './retake.ts';
import { random } from './random.ts';

const STRATA = ['A', 'B', 'C'] as const;
const SCENES = 3;
const MOST_TOP_UPS = 2;
const LEAST_OTHER_TYPES = 3;

/**
 * Draws a round: one call of each stratum, a question on each key point with at least three that are not
 * plain choice, and three scenes; unseen ones first. After a round that was not passed, what was mastered is carried over.
 */
export function drawRound(course: Course, attempt: Attempt, seed: number): Round {
  const next = random(seed);
  const pick = picker(attempt.seen, next);
  const last = attempt.round;
  const redo = last ? partsToRedo(course, last) : null;
  const calls =
    redo && last
      ? redrawCalls(course, last.calls, redo.calls, attempt.seen, pick)
      : firstCalls(course, attempt.seen, pick);
  const keptItems = redo && last ? last.items.filter((i) => !redo.items.includes(i.item)) : [];
  const scenes =
    redo && last && !redo.scenes
      ? last.scenes.map((s) => ({ ...s, carried: true }))
      : pick(course.scenes, SCENES).map(newScene);
  const items = drawItems(course, keptItems, calls, scenes, pick);
  return { n: (last?.n ?? 0) + 1, seed, calls, items, scenes, result: null };
}

/** Another call in place of one the learner would rather not take: same stratum first, then another, unseen before seen. */
export function otherCall(course: Course, attempt: Attempt, round: Round, call: string): CallRun | null {
  const pick = picker(attempt.seen, random(round.seed + round.calls.findIndex((c) => c.call === call) + 1));
  const stratum = course.calls.find((c) => c.id === call)?.stratum;
  const free = course.calls.filter((c) => !round.calls.some((run) => run.call === c.id));
  const [other] = pickCall(free, stratum, attempt.seen, pick);
  return other ? newCall(other) : null;
}

type Pick = <T extends { id: string }>(list: readonly T[], count: number) => T[];

/** Picks at random, unseen ones before seen ones. */
function picker(seen: readonly string[], next: () => number): Pick {
  return (list, count) => {
    const keyed = list.map((entry) => ({ entry, rank: (seen.includes(entry.id) ? 1 : 0) + next() }));
    return keyed
      .sort((a, b) => a.rank - b.rank)
      .slice(0, count)
      .map((k) => k.entry);
  };
}

function firstCalls(course: Course, seen: readonly string[], pick: Pick): CallRun[] {
  return STRATA.reduce<CallRun[]>((runs, stratum) => {
    const free = course.calls.filter((c) => !runs.some((run) => run.call === c.id));
    return [...runs, ...pickCall(free, stratum, seen, pick).map(newCall)];
  }, []);
}

function redrawCalls(
  course: Course,
  runs: CallRun[],
  redo: readonly string[],
  seen: readonly string[],
  pick: Pick,
): CallRun[] {
  return runs.reduce<CallRun[]>((out, run) => {
    if (!redo.includes(run.call)) return [...out, { ...run, carried: true }];
    const stratum = course.calls.find((c) => c.id === run.call)?.stratum;
    const free = course.calls.filter((c) => ![...runs, ...out].some((r) => r.call === c.id));
    const [fresh] = pickCall(free, stratum, seen, pick);
    const same = course.calls.find((c) => c.id === run.call);
    return [...out, ...[fresh ?? same].flatMap((c) => (c ? [newCall(c)] : []))];
  }, []);
}

/** An unseen call of the stratum; when none is left an unseen one of another stratum; then a seen one (decisions 8). */
function pickCall(free: readonly Call[], stratum: string | undefined, seen: readonly string[], pick: Pick): Call[] {
  const own = pick(
    free.filter((c) => c.stratum === stratum),
    1,
  );
  const any = pick(free, 1);
  return own[0] && !seen.includes(own[0].id) ? own : any[0] ? any : own;
}

function drawItems(course: Course, kept: ItemRun[], calls: CallRun[], scenes: SceneRun[], pick: Pick): ItemRun[] {
  const covered = new Set(kept.map((run) => course.items.find((i) => i.id === run.item)?.kp));
  const drawn = course.objectives
    .filter((o) => !covered.has(o.id))
    .flatMap((o) =>
      pick(
        course.items.filter((i) => i.kp === o.id),
        1,
      ),
    );
  const varied = withOtherTypes(course, drawn, kept.length > 0 ? 0 : LEAST_OTHER_TYPES, pick);
  const all = [...kept.map((run) => ({ ...run, carried: true })), ...varied.map(newItem)];
  return [...all, ...topUps(course, all, calls, scenes, pick).map(newItem)].sort((a, b) => (a.item < b.item ? -1 : 1));
}

/** Swaps plain choice questions for others of the same key point until enough are of another type. */
function withOtherTypes(course: Course, drawn: Question[], least: number, pick: Pick): Question[] {
  const out = [...drawn];
  const others = () => out.filter((i) => i.type !== 'choice').length;
  for (const item of pick(
    drawn.filter((i) => i.type === 'choice'),
    drawn.length,
  )) {
    if (others() >= least) break;
    const [swap] = pick(
      course.items.filter((i) => i.kp === item.kp && i.type !== 'choice'),
      1,
    );
    if (swap) out[out.indexOf(item)] = swap;
  }
  return out;
}

/** One more question for a key point that the drawn form would observe fewer than twice, at most two in all. */
function topUps(course: Course, items: ItemRun[], calls: CallRun[], scenes: SceneRun[], pick: Pick): Question[] {
  const observed = (kp: string): number =>
    items.filter((run) => course.items.find((i) => i.id === run.item)?.kp === kp).length +
    calls
      .flatMap((run) => mainNodes(course.calls.find((c) => c.id === run.call)))
      .filter((node) => node.kp.includes(kp)).length +
    scenes
      .flatMap((run) => Object.values(course.scenes.find((s) => s.id === run.scene)?.key ?? {}))
      .filter((flag) => course.redFlags.find((f) => f.id === flag)?.objectives.includes(kp)).length;
  const free = course.items.filter((i) => !items.some((run) => run.item === i.id));
  return course.objectives
    .filter((o) => observed(o.id) < 2)
    .slice(0, MOST_TOP_UPS)
    .flatMap((o) =>
      pick(
        free.filter((i) => i.kp === o.id),
        1,
      ),
    );
}

const mainNodes = (call: Call | undefined): Call['nodes'] => call?.nodes.filter((n) => !n.recovery) ?? [];

const newCall = (call: Call): CallRun => ({ call: call.id, steps: [], helpOpen: false, ms: 0, carried: false });
const newItem = (item: Question): ItemRun => ({ item: item.id, response: null, sure: null, carried: false });
const newScene = (scene: Scene): SceneRun => ({ scene: scene.id, response: null, carried: false });
