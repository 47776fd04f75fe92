import type { Attempt } from '../attempt/attempt.ts';
import { journalled, type Journalled } from '../attempt/replay.ts';
import type { Action } from '../attempt/action.ts';
import type { Outbox } from '../tracking/outbox.ts';

/** Marks a file of ours, and its format. */
const FORMAT = 1;

/**
 * What the learner did that the LMS may not have: it said yes, and only the next launch shows whether it stored. Kept
 * sealed on this device where that is possible, and given as a file to whoever asks.
 */
export class Journal {
  readonly #outbox: Outbox | null;
  readonly #course: { id: string };
  #actions: Journalled[];
  /** The key an earlier launch brought back, and the next one will, too; null on a first launch. */
  readonly #known: string | null;
  #failed = false;

  constructor(course: { id: string }, outbox: Outbox | null, actions: readonly Journalled[], known: string | null) {
    this.#course = course;
    this.#outbox = outbox;
    this.#actions = [...actions];
    this.#known = known;
  }

  /** Whether what is not saved will be found again at the next launch on this device. */
  get promises(): boolean {
    return this.#outbox !== null && this.#known !== null && !this.#failed;
  }

  /**
   * The key to save with the attempt. Where this device can keep no copy, the key of an earlier launch stays: it opens
   * the copy on another one. Null where there has been none.
   */
  get key(): string | null {
    return this.#outbox?.key ?? this.#known;
  }

  /** Whether there is nothing the LMS might not have. */
  get empty(): boolean {
    return this.#actions.length === 0;
  }

  /** `attempt`: after the action. */
  add(action: Action, attempt: Attempt): void {
    const kept = journalled(action, attempt);
    if (kept) this.takeOver([kept]);
  }

  /** Actions that another journal has kept. */
  takeOver(actions: readonly Journalled[]): void {
    this.#actions.push(...actions);
    void this.#outbox?.keep(JSON.stringify(this.#actions)).catch(() => {
      this.#failed = true; // No room on the device: then nothing is promised.
    });
  }

  /** The LMS has everything, and that is sure. */
  async settled(): Promise<void> {
    this.#actions = [];
    await this.#outbox?.clear();
  }

  /** A file the learner can keep and bring back. The typed name stays out of it: it belongs to the LMS alone. */
  file(): { name: string; text: string } {
    const actions = this.#actions.map((action) => (action.kind === 'sign' ? { ...action, typedName: '' } : action));
    return {
      name: `${this.#course.id}-answers.json`,
      text: JSON.stringify({ format: FORMAT, course: this.#course.id, actions }),
    };
  }
}

/** The actions of a sealed text or of a saved file of this course; null for anything else. Each is checked again by `step`. */
export function readActions(course: { id: string }, text: string): Journalled[] | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null; // Not even JSON: somebody chose another file.
  }
  const file = value as { format?: unknown; course?: unknown; actions?: unknown } | null;
  const list = Array.isArray(value)
    ? value
    : file?.format === FORMAT && file.course === course.id
      ? file.actions
      : null;
  return Array.isArray(list) && list.every(isAction) ? list : null;
}

function isAction(value: unknown): value is Journalled {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, at, round = 0, interaction, response, latencyMs } = value as Record<string, unknown>;
  if (typeof kind !== 'string' || typeof at !== 'number' || typeof round !== 'number') return false;
  if (kind !== 'answer') return KINDS.includes(kind);
  return (
    typeof interaction === 'string' &&
    typeof latencyMs === 'number' &&
    Array.isArray(response) &&
    response.every((each) => typeof each === 'string')
  );
}

const KINDS: readonly string[] = [
  'help',
  'start-round',
  'skip-call',
  'open-fix',
  'self-check',
  'ask-trainer',
  'sign',
  'decline',
  'close-question',
] satisfies Journalled['kind'][];
