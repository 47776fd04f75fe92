import { didYouMean } from './explain.ts';
import type { Mistake, Source } from './mistakes.ts';
import { listOf, mistake, type File, type Spot } from './spots.ts';

/** Whether every way through a call leads to a node that exists and, in the end, out; and whether every node is reached. */
export function checkCall({ source }: File): Mistake[] {
  const nodes = listOf(source, 'nodes', 'id');
  const ids = nodes.map((n) => n.value);
  const call = (source.data ?? {}) as {
    start?: string;
    nodes?: { id?: string; options?: { next?: string; q?: string }[] }[];
  };
  const list = Array.isArray(call.nodes) ? call.nodes : [];
  const nexts = list.flatMap((node, n) =>
    (Array.isArray(node?.options) ? node.options : []).map((option, o) => ({
      source,
      path: ['nodes', n, 'options', o, 'next'],
      value: String(option?.next ?? ''),
      from: node?.id,
    })),
  );
  const start: Spot = { source, path: ['start'], value: String(call.start ?? '') };
  const dangling = [start, ...nexts]
    .filter((s) => s.value !== 'END' && s.value !== '' && !ids.includes(s.value))
    .map((s) => mistake(s, `the call has no node "${s.value}"${didYouMean(s.value, ids)}`));
  const reached = new Set([start.value]);
  for (let grown = true; grown;) {
    const more = nexts.filter((s) => reached.has(String(s.from)) && !reached.has(s.value));
    for (const s of more) reached.add(s.value);
    grown = more.length > 0;
  }
  const lost = nodes
    .filter((n) => !reached.has(n.value))
    .map((n) => mistake(n, `no choice leads to node "${n.value}"`));
  return [...dangling, ...lost, ...loops(source, nexts, start.value)];
}

/** A call must end whatever is chosen: no way may come back to a node it has left. */
function loops(source: Source, nexts: (Spot & { from: string | undefined })[], start: string): Mistake[] {
  const walk = (node: string, path: readonly string[]): Mistake[] => {
    const back = nexts.find((s) => s.from === node && path.includes(s.value));
    if (back) return [mistake(back, `this leads back to "${back.value}", so the call might never end`)];
    const onward = [...new Set(nexts.filter((s) => s.from === node && s.value !== 'END').map((s) => s.value))];
    return onward.flatMap((next) => walk(next, [...path, next]));
  };
  return walk(start, [start])
    .slice(0, 1)
    .map((m) => ({ ...m, file: source.file }));
}
