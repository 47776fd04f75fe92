import type { Action } from '../attempt/action.ts';
import { newAttempt, type Attempt } from '../attempt/attempt.ts';
import { random } from '../attempt/random.ts';
import type { AttemptRecord } from '../attempt/record.ts';
import { helpOffered } from '../attempt/answer.ts';
import { judge } from '../attempt/judge.ts';
import { canStartRound, fixesFor } from '../attempt/remediation.ts';
import { scoreCall } from '../attempt/score.ts';
import { step } from '../attempt/step.ts';
import { interaction, type Course } from '../course/course.ts';
import { rightWith, type Learner } from '../package/gates/simulate.ts';

/** Somebody invented who took the course: a pseudonym, a team, and every record the real engine made of their answers. */
export interface DemoLearner {
  id: string;
  name: string;
  team: string;
  site: string;
  /** UUID of the enrolment. */
  registration: string;
  /** ms since the epoch. */
  launchedAt: number;
  records: AttemptRecord[];
  attempt: Attempt;
}

const COLOURS = [
  'Amber',
  'Azure',
  'Copper',
  'Coral',
  'Ebony',
  'Indigo',
  'Ivory',
  'Jade',
  'Mauve',
  'Olive',
  'Pearl',
  'Russet',
  'Silver',
  'Teal',
];
const BIRDS = [
  'Heron',
  'Finch',
  'Plover',
  'Wren',
  'Kestrel',
  'Swift',
  'Lark',
  'Robin',
  'Osprey',
  'Dipper',
  'Curlew',
  'Martin',
  'Siskin',
  'Avocet',
  'Dunlin',
];
const TEAMS = ['Alder', 'Birch', 'Cedar', 'Dogwood', 'Elm'];
const DAY = 86_400_000;

/** Plays a cohort of different skill through the real engine. The same seed gives the same cohort; `until` is its last day, ms since the epoch. */
export function demoCohort(course: Course, size: number, seed: number, until: number): DemoLearner[] {
  return Array.from({ length: size }, (_, n) => demoLearner(course, n, seed, until));
}

/** Learner `n` of a cohort. */
export function demoLearner(course: Course, n: number, seed: number, until: number): DemoLearner {
  const next = random(seed + n * 7919);
  const start = Math.floor((until - (4 + next() * 52) * DAY) / 1000) * 1000;
  // From those who guess a lot to those who know the work already.
  const skill = 0.62 + 0.37 * Math.sqrt(next());
  const player = new DemoPlayer(course, next, rightWith(skill), start, until);
  player.play(skill);
  const team = TEAMS[n % TEAMS.length] ?? '';
  const hex = (seed + n * 2_654_435_761).toString(16).padStart(12, '0').slice(-12);
  return {
    id: `demo-${String(n + 1).padStart(3, '0')}`,
    name: `${COLOURS[n % COLOURS.length]} ${BIRDS[Math.floor(n / COLOURS.length) % BIRDS.length]}`,
    team: `Team ${team}`,
    site: n % 3 === 0 ? 'North site' : 'South site',
    registration: `d0d0d0d0-0000-4000-8000-${hex}`,
    launchedAt: start,
    records: player.records,
    attempt: player.attempt,
  };
}

/** Without the time, which the player's own clock tells. */
type Timeless = Action extends infer A ? (A extends Action ? Omit<A, 'at'> : never) : never;

/** One invented learner at work: thinks, answers, leaves now and then, comes back after a fail. */
class DemoPlayer {
  attempt: Attempt = newAttempt();
  readonly records: AttemptRecord[] = [];
  readonly #course: Course;
  readonly #next: () => number;
  readonly #answers: Learner;
  readonly #until: number;
  #at: number;
  /** Time in use that the attempt has not been told of, ms. */
  #used = 0;

  constructor(course: Course, next: () => number, answers: Learner, start: number, until: number) {
    this.#course = course;
    this.#next = next;
    this.#answers = answers;
    this.#until = until;
    this.#at = start;
  }

  /** The whole course, as far as this learner comes. */
  play(skill: number): void {
    this.#takeCourse(skill);
    this.#tellTime();
  }

  #takeCourse(skill: number): void {
    // Some leave in the middle and have not come back.
    const stays = this.#next() < 0.93;
    const leaves = stays ? 99 : Math.floor(this.#next() * 10);
    for (const [n, lesson] of this.#course.lessons.entries()) {
      if (n >= leaves) return;
      this.#act({ kind: 'open', location: `lesson/${lesson.id}` }, 45);
      this.#answer(lesson.check.id, 12, skill);
    }
    if (this.#next() < 0.03) return;
    const tries = 1 + Math.floor(this.#next() * 3);
    for (let n = 0; n < tries && canStartRound(this.#course, this.attempt); n += 1) {
      if (n > 0) this.#pause();
      this.#round(skill);
      for (const { fix } of fixesFor(this.#course, this.attempt)) this.#act({ kind: 'open-fix', fix }, 60);
    }
    if (!this.attempt.passed) return;
    if (this.#next() < 0.05) this.#act({ kind: 'ask-trainer', redFlag: `RF${1 + Math.floor(this.#next() * 5)}` }, 20);
    const mood = this.#next();
    const [reason] = this.#course.promise.reasons;
    if (mood < 0.03 && reason) this.#act({ kind: 'decline', reason: reason.id }, 20);
    else if (mood < 0.96) this.#act({ kind: 'sign', typedName: '' }, 25);
  }

  #round(skill: number): void {
    this.#act({ kind: 'start-round', seed: Math.floor(this.#next() * 2 ** 32) }, 10);
    for (const place of [0, 1, 2])
      for (let node = this.#node(place); node; node = this.#node(place)) {
        const { round } = this.attempt;
        const run = round?.calls[place];
        if (round && run && helpOffered(round, run.call) && this.#next() < 0.3) this.#act({ kind: 'help', node }, 6);
        this.#answer(node, 22, skill);
      }
    for (const run of this.attempt.round?.items ?? []) if (!run.response) this.#answer(run.item, 26, skill);
    for (const run of this.attempt.round?.scenes ?? []) if (!run.response) this.#answer(run.scene, 70, skill);
  }

  /** The node of a call that waits for an answer. */
  #node(place: number): string | undefined {
    const run = this.attempt.round?.calls[place];
    return run && scoreCall(this.#course, run).node?.id;
  }

  #answer(id: string, seconds: number, skill: number): void {
    const what = interaction(this.#course, id);
    const response = this.#answers(what, this.#next, 1);
    // A few fast clickers, a few who go for coffee, most in between.
    const latencyMs =
      Math.round(
        (seconds * 1000 * Math.exp((this.#next() + this.#next() - 1) * 0.9) * (this.#next() < 0.02 ? 0.05 : 1)) / 10,
      ) * 10;
    const right = judge(what, response) === 1;
    const rates = what.type !== 'node' && what.type !== 'scene' && this.#next() < 0.7;
    const sure = this.#next() < (right ? 0.55 + 0.4 * skill : 0.4);
    this.#act(
      { kind: 'answer', interaction: id, response, latencyMs, ...(rates ? { sure } : {}) },
      latencyMs / 1000 + 3,
    );
  }

  /** A night's sleep, or a week. */
  #pause(): void {
    this.#at = Math.min(this.#until - DAY / 4, this.#at + Math.floor((0.2 + this.#next() * 3) * DAY));
  }

  /** Time in use goes into the attempt now and then: a step for each would double the work. */
  #tellTime(): void {
    if (this.#used === 0) return;
    this.attempt = step(this.#course, this.attempt, {
      kind: 'active-time',
      activeMs: this.#used,
      at: this.#at,
    }).attempt;
    this.#used = 0;
  }

  #act(action: Timeless, seconds: number): void {
    const ms = Math.round(seconds) * 1000;
    this.#at += ms;
    this.#used += ms;
    if (action.kind !== 'answer') this.#tellTime();
    const done = step(this.#course, this.attempt, { ...action, at: this.#at } as Action);
    this.attempt = done.attempt;
    this.records.push(...done.records);
  }
}
