import type { Choice, Course, Question } from '../../course/course.ts';
import { shuffled } from '../../attempt/shuffle.ts';
import { catalogueFor } from '../../player/locales/catalogues.ts';
import { noneOf, percent, type Gate } from './gate.ts';

type Rank = 'short' | 'middle' | 'long' | 'none';

/** Whether the right option can be told by its length among the others; a tie is middle only when the two others differ. */
export function rankOf(right: number, others: readonly number[]): Rank {
  if (others.every((n) => right < n)) return 'short';
  if (others.every((n) => right > n)) return 'long';
  return new Set(others).size > 1 ? 'middle' : 'none';
}

interface Offer {
  id: string;
  key: string;
  options: { id: string; text: string }[];
}

const ranks = (offers: readonly Offer[]): Rank[] =>
  offers.map(({ key, options }) => {
    const length = (id: string): number => options.find((o) => o.id === id)?.text.length ?? 0;
    return rankOf(
      length(key),
      options.filter((o) => o.id !== key).map((o) => o.text.length),
    );
  });

const LONGEST_SHARE = 45;
const RANK_SHARE = 60;

/** Gate 5: nobody passes by picking the longest, the shortest or the middle answer. */
export function lengthBalance(course: Course): Gate[] {
  const nodes = course.calls
    .flatMap((c) => c.nodes)
    .map((n): Offer => ({
      id: n.id,
      key: Object.keys(n.key).find((id) => n.key[id] === 'best') ?? '',
      options: n.options,
    }));
  const questions = [...course.items, ...course.lessons.map((l) => l.check)].filter(
    (q): q is Choice => q.type === 'choice',
  );
  return [rankGate('call nodes', ranks(nodes)), rankGate('choice questions and checks', ranks(questions))];
}

function rankGate(what: string, list: readonly Rank[]): Gate {
  const count = (rank: Rank): number => list.filter((r) => r === rank).length;
  const [short, middle, long] = [count('short'), count('middle'), count('long')];
  const worst = percent(Math.max(short, middle, long), list.length);
  return {
    id: '5',
    claim: `the right option is the longest in at most ${LONGEST_SHARE} % of ${what}, and no length holds it in more than ${RANK_SHARE} %`,
    ok: percent(long, list.length) <= LONGEST_SHARE && worst <= RANK_SHARE,
    figures: `shortest ${short}, middle ${middle}, longest ${long} of ${list.length}`,
  };
}

/** Gate 5: after shuffling the right option is as often first as second or third. */
export function positionBalance(course: Course): Gate {
  const nodes = course.calls.flatMap((c) => c.nodes).filter((n) => n.options.length === 3);
  const places = [0, 0, 0];
  for (let seed = 0; seed < 100; seed += 1) {
    for (const node of nodes) {
      const order = shuffled(node.options, seed * 7919, node.id);
      const at = order.findIndex((o) => node.key[o.id] === 'best');
      places[at] = (places[at] ?? 0) + 1;
    }
  }
  const total = nodes.length * 100;
  const shares = places.map((n) => percent(n, total));
  return {
    id: '5',
    claim: 'after shuffling the right option stands in each place about as often',
    ok: shares.every((share) => share >= 28 && share <= 38),
    figures: `first ${shares[0]} %, second ${shares[1]} %, third ${shares[2]} %`,
  };
}

/** Every question that has an answer to guess, in the order of the course. */
const questionsOf = (course: Course): Question[] => [
  ...course.lessons.map((lesson) => lesson.check),
  ...course.items,
  ...course.fixes.map((fix) => fix.practice),
];

/** Gate 5: true-or-false questions have both answers. */
export function bothTrueAndFalse(course: Course): Gate {
  const keys = questionsOf(course).flatMap((q) => (q.type === 'true-false' ? [q.key] : []));
  const right = keys.filter(Boolean).length;
  return {
    id: '5',
    claim: 'of two or more true-or-false questions some are true and some are false',
    ok: keys.length < 2 || (right > 0 && right < keys.length),
    figures: `true ${right}, false ${keys.length - right}`,
  };
}

/** Gate 5: the number that the interface gives as an example is the answer to no question. */
export function exampleIsNoAnswer(course: Course): Gate {
  const example = Number(/\d+/.exec(catalogueFor(course.language)['error.numeric'] ?? '')?.[0]);
  const given = questionsOf(course).flatMap(({ id, type, key }) => (type === 'numeric' && key === example ? [id] : []));
  return noneOf('5', 'the example of a number is no answer', `the example is ${example}`, given);
}
