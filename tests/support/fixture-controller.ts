import { newAttempt, type Attempt } from '../../src/attempt/attempt.ts';
import { outcome } from '../../src/attempt/outcome.ts';
import { step } from '../../src/attempt/step.ts';
import type { AttemptRecord } from '../../src/attempt/record.ts';
import type { Course } from '../../src/course/course.ts';
import type { ActionWithoutTime, AttemptController, Closed, Notice } from '../../src/player/attempt-controller.ts';
import type { Health, Launch, SessionCheck } from '../../src/tracking/session.ts';
import { fixtureCourse } from './fixture-course.ts';

/** A controller without an LMS: the real engine, a clock that stands still, and a health that tests set by hand. */
export class FixtureController extends EventTarget implements AttemptController {
  course: Course;
  /** Other languages of the course. */
  others: Course[] = [];
  readonly launch: Launch = { mode: 'normal', suspendData: '', mastery: null, languages: ['en'] };
  readonly acted: ActionWithoutTime[] = [];
  readonly records: AttemptRecord[] = [];
  attempt: Attempt;
  health: Health = { kind: 'saved' };
  notice: Notice = null;
  typedName = '';
  closed: Closed = null;
  journal = { promises: false };
  /** Whether the learner has something that is not saved: then a plain exit is refused, as the real controller does. */
  unsent = false;
  exits = 0;

  constructor(course: Course = fixtureCourse(), attempt: Partial<Attempt> = {}) {
    super();
    this.course = course;
    this.attempt = { ...newAttempt(), ...attempt };
  }

  get outcome() {
    return outcome(this.course, this.attempt);
  }

  speak(language: string): Promise<void> {
    const other = this.others.find((each) => each.language === language);
    if (!other) return Promise.reject(new Error(`There is no "${language}".`));
    this.others = [...this.others.filter((each) => each !== other), this.course];
    this.course = other;
    this.dispatchEvent(new Event('change'));
    return Promise.resolve();
  }

  act(action: ActionWithoutTime): void {
    this.acted.push(action);
    if (action.kind === 'sign') this.typedName = action.typedName;
    const { attempt, records } = step(this.course, this.attempt, { ...action, at: Date.UTC(2026, 4, 4) });
    this.attempt = attempt;
    this.records.push(...records);
    this.dispatchEvent(new Event('change'));
  }

  exit(anyway = false): Promise<boolean> {
    if (this.unsent && !anyway) return Promise.resolve(false);
    this.exits += 1;
    this.closed = 'left';
    this.dispatchEvent(new Event('change'));
    return Promise.resolve(true);
  }

  /** What the self-check of the launch is told; an error is thrown. */
  found: SessionCheck | Error = { standard: 'SCORM 1.2', found: 'window.API: this window, 1 up', readBack: true };

  check(): Promise<SessionCheck> {
    return this.found instanceof Error ? Promise.reject(this.found) : Promise.resolve(this.found);
  }

  rescue(): { name: string; text: string } {
    return { name: 'answers.json', text: '{}' };
  }

  bringBack(): number {
    return 0;
  }

  /** Sets how saving stands, as a session would. */
  setHealth(health: Health): void {
    this.health = health;
    this.dispatchEvent(new Event('change'));
  }

  /** Answers every part of the present round: the best way, or the worst. */
  playRound(how: 'best' | 'worst'): void {
    if (!this.attempt.round) this.act({ kind: 'start-round', seed: 7 });
    for (let call = this.openCall(); call?.node; call = this.openCall()) {
      const { key, options, id } = call.node;
      const wanted = options.find((o) => key[o.id] === (how === 'best' ? 'best' : 'critical')) ?? options[0];
      this.act({ kind: 'answer', interaction: id, response: [wanted?.id ?? ''], latencyMs: 1000 });
    }
    for (const { run } of this.outcome.round?.items ?? []) {
      const question = this.course.items.find((i) => i.id === run.item);
      if (question && !run.response)
        this.act({ kind: 'answer', interaction: run.item, response: answerTo(question, how), latencyMs: 1000 });
    }
    for (const { scene, run } of this.outcome.round?.scenes ?? []) {
      const response = scene.segments.map((s) => `${s.id}.${how === 'best' ? scene.key[s.id] : 'RF1'}`);
      if (!run.response) this.act({ kind: 'answer', interaction: scene.id, response, latencyMs: 1000 });
    }
  }

  private openCall() {
    return this.outcome.round?.calls.find((c) => c.node);
  }
}

function answerTo(question: Course['items'][number], how: 'best' | 'worst'): string[] {
  const best = how === 'best';
  switch (question.type) {
    case 'choice':
      return [best ? question.key : (question.options.find((o) => o.id !== question.key)?.id ?? '')];
    case 'multiple':
      return best ? question.key : question.options.filter((o) => !question.key.includes(o.id)).map((o) => o.id);
    case 'true-false':
      return [String(best ? question.key : !question.key)];
    case 'matching': {
      const targets = question.targets.map((t) => t.id);
      return question.sources.map(
        (s) => `${s.id}.${best ? question.key[s.id] : targets.find((t) => t !== question.key[s.id])}`,
      );
    }
    case 'sequencing':
      return best ? question.key : [...question.key].reverse();
    case 'numeric':
      return [String(best ? question.key : question.key + 1)];
    default:
      return [best ? (question.key[0] ?? '') : 'nobody'];
  }
}
