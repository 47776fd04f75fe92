import { plainText } from '../../course/text.ts';
import { callOf, type Answer } from '../rounds.ts';
import type { Scope } from '../scope.ts';
import { callEndsOf } from '../tables/calls.ts';
import type { FlowBlock, FlowStop, FlowWay } from './view.ts';

const ENDS = ['good', 'mixed', 'harm'] as const;
const ENDINGS = { good: 'Good ending', mixed: 'Mixed ending', harm: 'Harm' } as const;

/** The ways people took through one call, from its first moment to its endings. */
export function callFlow(scope: Scope, call: string): FlowBlock {
  const { stops, ways, runs, ended } = walked(scope, call);
  const known = scope.course.calls.find(({ id }) => id === call);
  const titles = new Map(known?.nodes.map((node) => [node.id, plainText(node.says ?? node.scene ?? '')]));
  const mending = new Set(known?.nodes.flatMap(({ id, recovery }) => (recovery ? [id] : [])));
  const order = new Map(known?.nodes.map((node, at) => [node.id, at]));
  const moments = [...stops.entries()]
    .sort(([a], [b]) => (order.get(a) ?? 99) - (order.get(b) ?? 99) || (a < b ? -1 : 1))
    .map(([id, n]): FlowStop => ({
      id,
      title: titles.get(id) ?? '',
      n,
      kind: mending.has(id) ? 'recovery' : 'moment',
    }));
  const ends = ENDS.map((kind): FlowStop => ({ id: kind, title: ENDINGS[kind], n: ended.get(kind) ?? 0, kind }));
  return {
    kind: 'flow',
    caption: `Ways through ${call} ${known?.title ?? ''}`,
    choices: { shown: call, of: scope.course.calls.map(({ id, title }) => ({ show: id, title: `${id} ${title}` })) },
    stops: [...moments, ...ends],
    ways: [...ways.values()],
    note: `${runs} calls begun, ${[...ended.values()].reduce((sum, n) => sum + n, 0)} played to the end.`,
    how: 'Each call of each learner is followed from answer to answer; a way is as broad as the share of calls that took it.',
  };
}

/** Counts of stops and ways in all runs of a call. */
function walked(scope: Scope, call: string) {
  const stops = new Map<string, number>();
  const ways = new Map<string, FlowWay>();
  const ended = new Map<string, number>();
  let runs = 0;
  for (const learner of scope.learners) {
    const endings = callEndsOf(scope, learner).filter((each) => each.call === call);
    for (const [round, run] of runsOf(scope, learner.answers, call)) {
      runs += 1;
      const ending = endings.find((each) => each.round === round)?.ending;
      if (ending) ended.set(ending, (ended.get(ending) ?? 0) + 1);
      run.forEach((answer, at) => {
        stops.set(answer.interaction, (stops.get(answer.interaction) ?? 0) + 1);
        const to = run[at + 1]?.interaction ?? ending;
        if (to === undefined) return;
        const quality = answer.quality ?? 'unknown';
        const key = `${answer.interaction} ${to} ${quality}`;
        const way = ways.get(key);
        if (way) way.n += 1;
        else ways.set(key, { from: answer.interaction, to, quality, n: 1 });
      });
    }
  }
  return { stops, ways, runs, ended };
}

/** The answers of a learner in one call, by round and in order. */
function runsOf(scope: Scope, answers: readonly Answer[], call: string): Map<number, Answer[]> {
  const runs = new Map<number, Answer[]>();
  for (const answer of answers) {
    if (answer.type !== 'node' || callOf(answer) !== call || !scope.isAsAsked(answer)) continue;
    const run = runs.get(answer.round);
    if (run) run.push(answer);
    else runs.set(answer.round, [answer]);
  }
  return runs;
}
