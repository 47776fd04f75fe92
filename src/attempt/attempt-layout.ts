import type { Slots } from '../course/course.ts';
import {
  newAttempt,
  type Attempt,
  type CallRun,
  type ItemRun,
  type Location,
  type Round,
  type SceneRun,
} from './attempt.ts';
import { BitsError, type Bits } from './bits.ts';
import type { Response } from './record.ts';
import { halves, pair } from '../course/interactions/rules.ts';

/**
 * Format 1, field by field, for writing and reading alike (pass null to read):
 * rev 32 · location text · checks 5×(lesson 8, first, last) · round? · results 8×(score 14, passed 1)
 * · seen: a bit for each slot of calls, items, scenes · fixes 4×(call? 1, slot 8) · self-check 1 · asked 5
 * · promise 2 (+ instant 48, reason 8) · closing 3×(text, option 5) · completed 1 · passed 1 · active ms 48
 * round: n 8 · seed 32 · calls 3×(slot 8, carried 1, help 1, ms 32, steps 5×(node 6, option 5, helped 1))
 * · items 5×(slot 10, carried 1, sure 2, response?) · scenes 3×(slot 8, carried 1, response?) · result?
 * response: 0 ids 4×5 · 1 pairs 4×(5, 5) · 2 text
 */
export function attemptLayout(bits: Bits, slots: Slots, value: Attempt | null): Attempt {
  const a = value ?? newAttempt();
  return {
    rev: bits.uint(32, a.rev % 2 ** 32),
    location: bits.text(a.location) as Location,
    checks: bits.list(5, a.checks, blankCheck, (c) => {
      const lesson = slot(bits, slots.lessons, c.lesson, 8);
      const options = optionsOf(slots, `${lesson}-C`);
      return { lesson, first: response(bits, options, c.first), last: response(bits, options, c.last) };
    }),
    round: bits.optional(a.round, blankRound, (r) => roundLayout(bits, slots, r)),
    results: bits.list(8, a.results, blankResult, (r) => resultLayout(bits, r)),
    seen: [slots.calls, slots.items, slots.scenes].flatMap((ids) => mask(bits, ids, a.seen)).sort(),
    fixes: bits.list(
      4,
      a.fixes,
      () => '',
      (fix) => {
        const isCall = bits.bool(slots.calls.includes(fix));
        return slot(bits, isCall ? slots.calls : slots.lessons, fix, 8);
      },
    ),
    selfChecked: bits.bool(a.selfChecked),
    asked: RED_FLAGS.filter((flag) => bits.bool(a.asked.includes(flag))),
    promise: promiseLayout(bits, slots, a.promise),
    closing: bits.list(
      3,
      a.closing,
      () => ({ question: '', option: '' }),
      (c) => {
        const question = bits.text(c.question);
        return { question, option: slot(bits, optionsOf(slots, question), c.option, 5) };
      },
    ),
    completed: bits.bool(a.completed),
    passed: bits.bool(a.passed),
    activeMs: wide(bits, a.activeMs),
  };
}

const RED_FLAGS = ['RF1', 'RF2', 'RF3', 'RF4', 'RF5'] as const;
const PROMISE = [null, 'signed', 'declined'] as const;

const blankCheck = (): Attempt['checks'][number] => ({ lesson: '', first: [], last: [] });
const blankResult = (): Attempt['results'][number] => ({ scaled: 0, passed: false });
const blankRound = (): Round => ({ n: 0, seed: 0, calls: [], items: [], scenes: [], result: null });
const blankCall = (): CallRun => ({ call: '', steps: [], helpOpen: false, ms: 0, carried: false });
const blankItem = (): ItemRun => ({ item: '', response: null, sure: null, carried: false });
const blankScene = (): SceneRun => ({ scene: '', response: null, carried: false });

function roundLayout(bits: Bits, slots: Slots, r: Round): Round {
  return {
    n: bits.uint(8, r.n),
    seed: bits.uint(32, r.seed),
    calls: bits.list(3, r.calls, blankCall, (c) => callLayout(bits, slots, c)),
    items: bits.list(5, r.items, blankItem, (i) => {
      const item = slot(bits, slots.items, i.item, 10);
      const carried = bits.bool(i.carried);
      const sure = [null, false, true][bits.uint(2, i.sure === null ? 0 : i.sure ? 2 : 1)];
      if (sure === undefined) throw new BitsError('an answer is neither sure nor unsure');
      return { item, response: optionalResponse(bits, optionsOf(slots, item), i.response), sure, carried };
    }),
    scenes: bits.list(3, r.scenes, blankScene, (s) => {
      const scene = slot(bits, slots.scenes, s.scene, 8);
      const carried = bits.bool(s.carried);
      return { scene, response: optionalResponse(bits, optionsOf(slots, scene), s.response), carried };
    }),
    result: bits.optional(r.result, blankResult, (result) => resultLayout(bits, result)),
  };
}

function callLayout(bits: Bits, slots: Slots, c: CallRun): CallRun {
  const call = slot(bits, slots.calls, c.call, 8);
  const carried = bits.bool(c.carried);
  const helpOpen = bits.bool(c.helpOpen);
  const ms = bits.uint(32, Math.min(c.ms, 2 ** 32 - 1));
  const steps = bits.list(
    5,
    c.steps,
    () => ({ node: '', option: '', helped: false }),
    (s) => {
      const node = slot(bits, optionsOf(slots, call), s.node, 6);
      return { node, option: slot(bits, optionsOf(slots, node), s.option, 5), helped: bits.bool(s.helped) };
    },
  );
  return { call, steps, helpOpen, ms, carried };
}

function resultLayout(bits: Bits, r: { scaled: number; passed: boolean }): { scaled: number; passed: boolean } {
  return { scaled: bits.uint(14, Math.round(r.scaled * 10_000)) / 10_000, passed: bits.bool(r.passed) };
}

function promiseLayout(bits: Bits, slots: Slots, promise: Attempt['promise']): Attempt['promise'] {
  const kind = PROMISE[bits.uint(2, PROMISE.indexOf(promise?.kind ?? null))];
  if (kind === undefined) throw new BitsError('the promise is neither signed nor declined');
  if (kind === null) return null;
  const at = wide(bits, promise?.at ?? 0);
  if (kind === 'signed') return { kind, at };
  const reason = promise?.kind === 'declined' ? promise.reason : '';
  return { kind, at, reason: slot(bits, optionsOf(slots, 'promise'), reason, 8) };
}

const optionsOf = (slots: Slots, id: string): readonly string[] => slots.options[id] ?? [];

/** An id as its place in a list of the id lock. */
function slot(bits: Bits, ids: readonly string[], id: string, width: number): string {
  const index = bits.uint(width, bits.reading ? 0 : ids.indexOf(id));
  const found = ids[index];
  if (found === undefined) throw new BitsError(`the saved state names place ${index} of a list of ${ids.length}`);
  return found;
}

/** Which of the ids are in the set. The count goes first: the lock may have grown since. */
function mask(bits: Bits, ids: readonly string[], set: readonly string[]): string[] {
  const count = bits.uint(10, ids.length);
  if (count > ids.length) throw new BitsError('the saved state knows more ids than the course');
  return ids.slice(0, count).filter((id) => bits.bool(set.includes(id)));
}

/** Milliseconds, up to the year 10889. */
function wide(bits: Bits, value: number): number {
  const ms = Math.max(0, Math.round(value));
  const high = bits.uint(32, Math.floor(ms / 65_536));
  return high * 65_536 + bits.uint(16, ms % 65_536);
}

const optionalResponse = (bits: Bits, options: readonly string[], value: Response | null): Response | null =>
  bits.optional(
    value,
    () => [],
    (r) => response(bits, options, r),
  );

function response(bits: Bits, options: readonly string[], value: Response): Response {
  const kind = bits.uint(2, responseKind(options, value));
  if (kind === 0)
    return bits.list(
      4,
      value,
      () => '',
      (id) => slot(bits, options, id, 5),
    );
  if (kind === 2) return [bits.text(value[0] ?? '')];
  if (kind !== 1) throw new BitsError('an answer has an unknown shape');
  return bits.list(
    4,
    value,
    () => '',
    (text) => {
      const [source, target] = halves(text);
      return pair(slot(bits, options, source, 5), slot(bits, options, target, 5));
    },
  );
}

/** Free text has no list of ids; pairs have a dot, which ids never have. */
function responseKind(options: readonly string[], value: Response): number {
  if (options.length === 0) return 2;
  return value.every((id) => id.includes('.')) && value.length > 0 ? 1 : 0;
}
