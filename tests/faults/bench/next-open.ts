import { scoreCall } from '../../../src/attempt/score.ts';
import { interaction, type Interaction } from '../../../src/course/course.ts';
import type { LiveController } from '../../../src/player/live-controller.ts';

/** The next thing to answer, in the order of the course; null when only the promise is left. */
export function nextOpen(controller: LiveController): Interaction | null {
  const { course } = controller;
  const lesson = course.lessons.find((l) => !controller.attempt.checks.some((done) => done.lesson === l.id));
  if (lesson) return lesson.check;
  if (!controller.attempt.round) controller.act({ kind: 'start-round', seed: 7 });
  const { round } = controller.attempt;
  for (const run of round?.calls ?? []) {
    const { node } = scoreCall(course, run);
    if (node) return node;
  }
  const open = round?.items.find((i) => !i.response)?.item ?? round?.scenes.find((s) => !s.response)?.scene;
  return open === undefined ? null : interaction(course, open);
}
