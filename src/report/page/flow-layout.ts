import type { FlowBlock, FlowStop, FlowWay } from '../pages/view.ts';

/** A stop and a way where they are drawn; lengths in units of the drawing. */
export interface PlacedStop extends FlowStop {
  x: number;
  y: number;
  height: number;
}
export interface PlacedWay extends FlowWay {
  width: number;
  from: string;
  path: string;
}

export const FLOW_WIDTH = 900;
export const FLOW_HEIGHT = 360;
export const STOP_WIDTH = 14;
const TOP = 34;
const GAP = 42;
/** Room for what stands right of the endings. */
const RIGHT = 130;
const QUALITIES = ['best', 'ok', 'poor', 'critical'];

/** Whether a call ends there. */
export const isEnding = ({ kind }: FlowStop): boolean => kind !== 'moment' && kind !== 'recovery';
const isRecovery = ({ kind }: FlowStop): boolean => kind === 'recovery';

/**
 * Puts the moments of a call into columns by how far they are from its beginning, the endings last, and the ways between
 * them. Chances to put a mistake right have a lane of their own below, so that the straight way stays straight.
 */
export function layFlow({ stops, ways }: Pick<FlowBlock, 'stops' | 'ways'>): {
  stops: PlacedStop[];
  ways: PlacedWay[];
} {
  const columns = columnsOf(stops, ways);
  const most = (is: (stop: FlowStop) => boolean): number =>
    Math.max(0, ...columns.map((column) => column.filter(is).reduce((sum, { n }) => sum + n, 0)));
  const [straight, mending] = [most((stop) => !isRecovery(stop)), most(isRecovery)];
  const endings = columns.at(-1)?.length ?? 1;
  const room = FLOW_HEIGHT - TOP - GAP * Math.max(endings - 1, mending > 0 ? 1 : 0) - 10;
  const scale = room / Math.max(1, straight + mending);
  const step = columns.length < 2 ? 0 : (FLOW_WIDTH - RIGHT - STOP_WIDTH) / (columns.length - 1);
  const placed = columns.flatMap((column, at) => {
    const lanes = { above: TOP, below: TOP + straight * scale + GAP };
    return column.map((stop): PlacedStop => {
      const lane = isRecovery(stop) ? 'below' : 'above';
      const here = { ...stop, x: at * step, y: lanes[lane], height: Math.max(2, stop.n * scale) };
      lanes[lane] += here.height + GAP;
      return here;
    });
  });
  return { stops: placed, ways: placeWays(placed, ways, scale) };
}

function columnsOf(stops: readonly FlowStop[], ways: readonly FlowWay[]): FlowStop[][] {
  const order = new Map(stops.map(({ id }, at) => [id, at]));
  const depth = new Map(stops.map(({ id }) => [id, 0]));
  for (const { id } of stops)
    for (const { from, to } of ways)
      // Only forwards: a way back must not send us round for ever.
      if (from === id && (order.get(to) ?? 0) > (order.get(from) ?? 0))
        depth.set(to, Math.max(depth.get(to) ?? 0, (depth.get(from) ?? 0) + 1));
  const moments = stops.filter((stop) => !isEnding(stop) && stop.n > 0);
  const last = Math.max(-1, ...moments.map(({ id }) => depth.get(id) ?? 0)) + 1;
  const columns: FlowStop[][] = Array.from({ length: last + 1 }, () => []);
  for (const stop of moments) columns[depth.get(stop.id) ?? 0]?.push(stop);
  columns[last]?.push(...stops.filter((stop) => isEnding(stop) && stop.n > 0));
  return columns.filter((column) => column.length > 0);
}

function placeWays(stops: readonly PlacedStop[], ways: readonly FlowWay[], scale: number): PlacedWay[] {
  const at = new Map(stops.map((stop) => [stop.id, { stop, out: 0, in: 0 }]));
  const y = (id: string): number => at.get(id)?.stop.y ?? 0;
  const sorted = [...ways].sort(
    (a, b) => y(a.to) - y(b.to) || QUALITIES.indexOf(a.quality) - QUALITIES.indexOf(b.quality),
  );
  return sorted.flatMap((way) => {
    const [from, to] = [at.get(way.from), at.get(way.to)];
    if (!from || !to) return [];
    const width = Math.max(1, way.n * scale);
    const [y1, y2] = [from.stop.y + from.out + width / 2, to.stop.y + to.in + width / 2];
    const [x1, x2] = [from.stop.x + STOP_WIDTH, to.stop.x];
    const bend = (x2 - x1) / 2;
    from.out += width;
    to.in += width;
    return [{ ...way, width, path: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}` }];
  });
}
