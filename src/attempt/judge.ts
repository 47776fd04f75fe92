import { choice } from '../course/interactions/choice.ts';
import { fillIn } from '../course/interactions/fill-in.ts';
import { matching } from '../course/interactions/matching.ts';
import { multiple } from '../course/interactions/multiple.ts';
import { node } from '../course/interactions/node.ts';
import { numeric } from '../course/interactions/numeric.ts';
import type { Rules } from '../course/interactions/rules.ts';
import { scene } from '../course/interactions/scene.ts';
import { sequencing } from '../course/interactions/sequencing.ts';
import { trueFalse } from '../course/interactions/true-false.ts';
import type { Interaction } from '../course/course.ts';
import type { Response } from './record.ts';

const RULES = {
  choice,
  multiple,
  'true-false': trueFalse,
  matching,
  sequencing,
  numeric,
  'fill-in': fillIn,
  node,
  scene,
};

/** The rules of an interaction's type. The table above pairs each type with its own shape, which the cast cannot say. */
export function rulesOf(interaction: Interaction): Rules<Interaction> {
  return RULES[interaction.type] as unknown as Rules<Interaction>;
}

/** Whether a response is a complete answer to this interaction. */
export const accepts = (interaction: Interaction, response: Response): boolean =>
  rulesOf(interaction).accepts(interaction, response);

/** How right a response is, 0 to 1. */
export const judge = (interaction: Interaction, response: Response): number =>
  rulesOf(interaction).score(interaction, response);
