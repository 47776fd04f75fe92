import { mock } from 'node:test';
import 'fake-indexeddb/auto';
import type { Course } from '../../../src/course/course.ts';
import type { LiveController } from '../../../src/player/live-controller.ts';
import { openCourse } from '../../../src/player/open-course.ts';
import { createSession } from '../../../src/tracking/xapi/session.ts';
import { asWindow, tab } from '../../support/lrs-window.ts';
import { best } from '../../support/play.ts';
import type { ChaosLrs } from './chaos-lrs.ts';
import { nextOpen } from './next-open.ts';

/** What a crowd of learners at one record store came to. */
export interface CrowdFigures {
  taken: number;
  /** Learners whose course says “Saved” in the end. */
  saved: number;
  /** Requests in each second, by seconds from the start; with those that never got an answer. */
  perSecond: number[];
  /** Longest time between an answer and its being saved for sure, ms. */
  longestMs: number;
}

interface Learner {
  controller: LiveController;
  done: boolean;
  unsavedSince: number | null;
}

const STEP_MS = 500;

/**
 * Learners who each take the whole course, an answer every few seconds, over real HTTP. Only the clock is not
 * real: it goes on when nothing is on its way but what hangs. `random` gives each a pace of their own, and the retries.
 */
export class Crowd {
  private readonly learners: Learner[] = [];
  private readonly course: Course;
  private readonly lrs: ChaosLrs;
  private readonly random: () => number;
  private open = 0;
  private taken = 0;
  private longestMs = 0;
  private readonly seconds: number[] = [];
  private readonly start = Date.now();

  constructor(course: Course, lrs: ChaosLrs, random: () => number) {
    this.course = course;
    this.lrs = lrs;
    this.random = random;
  }

  /** Opens the course for so many learners; a launch that fails is tried again, as a person would. */
  async arrive(count: number): Promise<void> {
    for (let n = 0; n < count; n += 1) {
      const learner: Learner = {
        controller: await this.opened(n),
        done: false,
        unsavedSince: null,
      };
      this.learners.push(learner);
      learner.controller.addEventListener('change', () => this.look(learner));
      learner.controller.begin();
    }
  }

  /** Lets `ms` go by; those who are at work answer every six seconds or so. */
  async work(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += STEP_MS) {
      for (const learner of this.learners) if (this.random() < STEP_MS / 6000) this.answer(learner);
      mock.timers.tick(STEP_MS);
      await this.quiet();
    }
  }

  figures(): CrowdFigures {
    return {
      taken: this.taken,
      saved: this.learners.filter(({ controller }) => controller.health.kind === 'saved').length,
      perSecond: Array.from(this.seconds, (count) => count ?? 0),
      longestMs: this.longestMs,
    };
  }

  /** Whether all have answered everything and hear that it is saved. */
  get done(): boolean {
    return this.learners.every(({ done, controller }) => done && controller.health.kind === 'saved');
  }

  private answer(learner: Learner): void {
    const { controller, done } = learner;
    if (done) return;
    const open = nextOpen(controller);
    if (open) {
      this.taken += 1;
      return controller.act({ kind: 'answer', interaction: open.id, response: best(open), latencyMs: 1500 });
    }
    controller.act({ kind: 'sign', typedName: 'Sam Lee' });
    learner.done = true;
  }

  private look(learner: Learner): void {
    const unsaved = learner.controller.health.kind !== 'saved';
    if (unsaved) learner.unsavedSince ??= Date.now();
    else if (learner.unsavedSince !== null) {
      this.longestMs = Math.max(this.longestMs, Date.now() - learner.unsavedSince);
      learner.unsavedSince = null;
    }
  }

  private async opened(n: number): Promise<LiveController> {
    const actor = { objectType: 'Agent', account: { homePage: 'https://lms.example', name: `learner-${n}` } };
    const registration = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
    const { endpoint } = this.lrs;
    const query = `?${new URLSearchParams({ endpoint, auth: 'Basic eDp5', actor: JSON.stringify(actor), registration })}`;
    for (;;) {
      const session = createSession(asWindow(tab(query)), this.course, { fetch: this.fetch, now: () => Date.now() });
      const opening = openCourse({ content: this.course, session, outbox: () => Promise.resolve(null), now: Date.now });
      const controller = await this.patiently(opening);
      if (!controller.trouble) return controller;
    }
  }

  private async patiently<T>(work: Promise<T>): Promise<T> {
    let over = false;
    void work.finally(() => (over = true));
    await this.quiet();
    while (!over) {
      mock.timers.tick(STEP_MS);
      await this.quiet();
    }
    return work;
  }

  private readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const second = Math.floor((Date.now() - this.start) / 1000);
    this.seconds[second] = (this.seconds[second] ?? 0) + 1;
    this.open += 1;
    try {
      const response = await globalThis.fetch(input, init);
      const text = await response.text();
      return new Response(response.status === 204 ? null : text, response);
    } finally {
      this.open -= 1;
    }
  };

  /** Waits, in real time, until every request has its answer but those that never get one. */
  private async quiet(): Promise<void> {
    for (let calm = 0; calm < 3;) {
      await new Promise((resolve) => setImmediate(resolve));
      calm = this.open > this.lrs.hanging() ? 0 : calm + 1;
    }
  }
}
