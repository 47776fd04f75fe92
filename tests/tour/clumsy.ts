import type { Interaction } from '../../src/course/course.ts';
import { best } from '../support/play.ts';

/** Each of these with the other half of the next. */
const turned = (pairs: readonly string[][]): string[] =>
  pairs.map(([source], at) => `${source}.${pairs[(at + 1) % pairs.length]?.[1]}`);

/** Answers each kind of question wrongly the first time and rightly after; chooses ever worse in calls. */
export class Clumsy {
  /** How the last answer was. */
  last = 'right';
  private readonly met = new Set<string>();

  answer(what: Interaction): readonly string[] {
    if (what.type === 'node') return [this.say(what)];
    // A lesson's check and a question of the quiz are different screens.
    if (what.type === 'scene') return this.markFine(what);
    const kind = `${what.type} ${what.id.endsWith('-C')}`;
    const again = this.met.has(kind);
    this.met.add(kind);
    this.last = again ? 'right' : 'wrong';
    if (again) return best(what);
    switch (what.type) {
      case 'choice':
        return [what.options.find((o) => !best(what).includes(o.id))?.id ?? ''];
      case 'multiple':
        return what.options
          .filter((o) => !best(what).includes(o.id))
          .map((o) => o.id)
          .slice(0, 2);
      case 'true-false':
        return [best(what)[0] === 'true' ? 'false' : 'true'];
      case 'sequencing':
        return [...best(what)].reverse();
      case 'matching':
        return turned(best(what).map((pair) => pair.split('.')));
      default:
        return ['999'];
    }
  }

  /** The first scene: everything is fine. */
  private markFine(scene: Extract<Interaction, { type: 'scene' }>): readonly string[] {
    const again = this.met.has('scene');
    this.met.add('scene');
    this.last = again ? 'right' : 'wrong';
    return again ? best(scene) : scene.segments.map(({ id }) => `${id}.none`);
  }

  private say(node: Extract<Interaction, { type: 'node' }>): string {
    const wish = ['poor', 'critical', 'best'].find(
      (q) => !this.met.has(q) && node.options.some((o) => node.key[o.id] === q),
    );
    const quality =
      wish ?? ['critical', 'poor', 'ok'].find((q) => node.options.some((o) => node.key[o.id] === q)) ?? 'best';
    this.met.add(quality);
    this.last = quality;
    return node.options.find((o) => node.key[o.id] === quality)?.id ?? '';
  }
}
