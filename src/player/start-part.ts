import type { Location } from '../attempt/attempt.ts';
import { canStartRound } from '../attempt/remediation.ts';
import type { AttemptController } from './attempt-controller.ts';

/**
 * Opens the first open call, question or scene of a round, drawing the round first where there is none to go on with.
 * `what` is `calls`, `questions` or `scenes`, where the learner wants these first, or `all`.
 */
export function startPart(controller: AttemptController, what: string): void {
  if (canStartRound(controller.course, controller.attempt)) {
    const [seed = 0] = crypto.getRandomValues(new Uint32Array(1));
    controller.act({ kind: 'start-round', seed });
  }
  const { round } = controller.outcome;
  if (!round) return;
  const calls = round.calls.map((c): [Location, boolean] => [`call/${c.call.id}`, c.node === null]);
  const items = round.items.map((i): [Location, boolean] => [`question/${i.run.item}`, i.score !== null]);
  const scenes = round.scenes.map((s): [Location, boolean] => [`scene/${s.scene.id}`, s.score !== null]);
  const all = [...calls, ...items, ...scenes];
  const wanted = what === 'questions' ? items : what === 'scenes' ? scenes : what === 'calls' ? calls : all;
  const [location] = wanted.find(([, done]) => !done) ?? all.find(([, done]) => !done) ?? ['results' as const];
  controller.act({ kind: 'open', location });
}
