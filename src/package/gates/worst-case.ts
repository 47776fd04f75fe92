import type { Attempt, CallRun } from '../../attempt/attempt.ts';
import { encode, LONGEST } from '../../attempt/suspend-data.ts';
import { rulesOf } from '../../attempt/judge.ts';
import type { Call, Course, Interaction } from '../../course/course.ts';
import { LONGEST_FILL_IN } from '../../course/interactions/fill-in.ts';
import type { Response } from '../../course/interactions/rules.ts';
import type { Gate } from './gate.ts';

/** The largest attempt this course can save: every list as long as it can get, every answer as long as it can be. */
export function worstCase(course: Course): Attempt {
  const bySize = <T>(list: readonly T[], size: (entry: T) => number): T[] =>
    [...list].sort((a, b) => size(b) - size(a));
  const length = (i: Interaction): number => longestResponse(i).join().length;
  const items = course.objectives.flatMap((o) =>
    bySize(
      course.items.filter((i) => i.kp === o.id),
      length,
    ).slice(0, 1),
  );
  const topUps = bySize(
    course.items.filter((i) => !items.includes(i)),
    length,
  ).slice(0, 2);
  const results = Array.from({ length: 200 }, () => ({ scaled: 0.9999, passed: false }));
  return {
    rev: 2 ** 32 - 1,
    location: `question/${course.items[0]?.id ?? ''}`,
    checks: course.lessons.map((l) => ({
      lesson: l.id,
      first: longestResponse(l.check),
      last: longestResponse(l.check),
    })),
    round: {
      n: 200,
      seed: 2 ** 32 - 1,
      calls: bySize(course.calls, (c) => longestPath(c).length)
        .slice(0, 3)
        .map((c) => longestRun(c)),
      items: [...items, ...topUps].map((i) => ({
        item: i.id,
        response: longestResponse(i),
        sure: true,
        carried: true,
      })),
      scenes: course.scenes.slice(0, 3).map((s) => ({ scene: s.id, response: longestResponse(s), carried: true })),
      result: { scaled: 0.9999, passed: false },
    },
    results,
    seen: [...course.calls, ...course.items, ...course.scenes].map((x) => x.id).sort(),
    fixes: course.lessons.slice(0, 3).map((l) => l.id),
    selfChecked: true,
    asked: course.redFlags.map((f) => f.id),
    promise: { kind: 'declined', at: 2 ** 47, reason: course.promise.reasons[0]?.id ?? '' },
    closing: course.closing.map((q) => ({ question: q.id, option: q.options[0]?.id ?? '' })),
    completed: true,
    passed: true,
    activeMs: 2 ** 47,
  };
}

/** An answer that takes the most room. Typed text is taken at four bytes a character pair, the most UTF-8 needs. */
function longestResponse(i: Interaction): Response {
  if (i.type === 'fill-in') return ['字'.repeat(LONGEST_FILL_IN)];
  if (i.type === 'numeric') return ['-123456789,1234'];
  if (i.type === 'multiple') return i.options.map((o) => o.id);
  return rulesOf(i).pattern(i);
}

function longestPath(call: Call, id: string = call.start): string[] {
  const node = call.nodes.find((n) => n.id === id);
  if (!node) return [];
  const ways = node.options.map((o) => longestPath(call, o.next));
  return [id, ...(ways.sort((a, b) => b.length - a.length)[0] ?? [])];
}

function longestRun(call: Call): CallRun {
  const path = longestPath(call);
  const steps = path.map((node, at) => {
    const options = call.nodes.find((n) => n.id === node)?.options ?? [];
    const onward = options.find((o) => o.next === (path[at + 1] ?? 'END')) ?? options[0];
    return { node, option: onward?.id ?? '', helped: true };
  });
  return { call: call.id, steps, helpOpen: true, ms: 2 ** 32 - 1, carried: true };
}

/** Gate 10: the longest saved attempt fits into SCORM 1.2 with room to spare. */
export function suspendDataFits(course: Course): Gate {
  const size = encode(course, worstCase(course)).length;
  return {
    id: '10',
    claim: `the longest saved attempt has at most ${LONGEST} characters`,
    ok: size <= LONGEST,
    figures: `${size} characters`,
  };
}
