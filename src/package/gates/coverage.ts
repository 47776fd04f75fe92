import type { Course } from '../../course/course.ts';
import { noneOf, type Gate } from './gate.ts';

const ITEMS = 4;
const DRAWABLE = 3;
const NODES = 3;
const SEGMENTS = 3;

/** Gate 2: every key point and red flag has enough to teach and test it. */
export function coverage(course: Course): Gate {
  const nodes = course.calls.flatMap((c) => c.nodes);
  const points = course.objectives.map(({ id }) => ({
    id,
    items: course.items.filter((i) => i.kp === id).length,
    lessons: course.lessons.filter((l) => l.id === id).length,
    nodes: nodes.filter((n) => n.kp.includes(id)).length,
  }));
  const thin = points
    .filter((p) => p.items < ITEMS || p.lessons < 1 || p.nodes < NODES)
    .map((p) => `${p.id} has ${p.items} questions, ${p.lessons} lesson, ${p.nodes} call nodes`);
  const rare = course.redFlags
    .map(({ id }) => ({ id, count: segmentsWith(course, id) }))
    .filter((f) => f.count < SEGMENTS)
    .map((f) => `${f.id} is in ${f.count} segments`);
  const counted = `questions ${points.map((p) => p.items).join('/')}, call nodes ${points.map((p) => p.nodes).join('/')}`;
  return noneOf(
    '2',
    `each key point has ${ITEMS} questions, a lesson and ${NODES} call nodes; each red flag ${SEGMENTS} segments`,
    counted,
    [...thin, ...rare],
  );
}

const segmentsWith = (course: Course, flag: string): number =>
  course.scenes.flatMap((s) => Object.values(s.key)).filter((label) => label === flag).length;

/** Gate 3: whichever three scenes are drawn, all five red flags are among them. */
export function anyThreeScenes(course: Course): Gate {
  const { scenes, redFlags } = course;
  const threes = scenes.flatMap((a, i) =>
    scenes.slice(i + 1).flatMap((b, j) => scenes.slice(i + j + 2).map((c) => [a, b, c])),
  );
  const short = threes.flatMap((three) => {
    const shown = new Set(three.flatMap((s) => s.flags));
    const missing = redFlags.filter((f) => !shown.has(f.id)).map((f) => f.id);
    return missing.length > 0 ? [`${three.map((s) => s.id).join(' ')} lack ${missing.join(', ')}`] : [];
  });
  const enough = threes.length > 0 ? short : ['there are fewer than three scenes'];
  return noneOf('3', 'any three scenes together show all five red flags', `${threes.length} draws of three`, enough);
}

/** Gate 4: whatever is chosen, the learner is told why. */
export function everyWhy(course: Course): Gate {
  const nodes = course.calls.flatMap((c) =>
    c.nodes.flatMap((n) => n.options.map((o) => ({ id: `${n.id} ${o.id}`, why: o.coach }))),
  );
  const segments = course.scenes.flatMap((s) => s.segments.map((x) => ({ id: `${s.id} ${x.id}`, why: x.why })));
  const questions = [...course.items, ...course.lessons.map((l) => l.check), ...course.fixes.map((f) => f.practice)];
  const answers = questions.flatMap((q) =>
    'options' in q ? q.options.map((o) => ({ id: `${q.id} ${o.id}`, why: o.why })) : [{ id: q.id, why: q.why }],
  );
  const all = [...nodes, ...segments, ...answers];
  const silent = all.filter(({ why }) => why === undefined || why.length === 0).map(({ id }) => `${id} says no why`);
  return noneOf('4', 'every option, segment and answer says why', `${all.length} explanations`, silent);
}

/** Gate 6: with every pack and optional setting off, each key point still has enough questions to draw from. */
export function drawableWithout(bare: Course): Gate {
  const counts = bare.objectives.map(({ id }) => ({ id, count: bare.items.filter((i) => i.kp === id).length }));
  const thin = counts.filter((c) => c.count < DRAWABLE).map((c) => `${c.id} has ${c.count}`);
  const strata = ['A', 'B', 'C']
    .filter((s) => !bare.calls.some((c) => c.stratum === s))
    .map((s) => `no call in stratum ${s}`);
  const scenes = bare.scenes.length < 3 ? [`only ${bare.scenes.length} scenes`] : [];
  const counted = `with all packs off: questions ${counts.map((c) => c.count).join('/')}, ${bare.calls.length} calls, ${bare.scenes.length} scenes`;
  return noneOf('6', `each key point keeps ${DRAWABLE} questions with every pack off`, counted, [
    ...thin,
    ...strata,
    ...scenes,
  ]);
}
