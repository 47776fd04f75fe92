import { mock } from 'node:test';
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import type { Response } from '../../src/attempt/record.ts';
import { canStartRound } from '../../src/attempt/remediation.ts';
import { scoreCall } from '../../src/attempt/score.ts';
import { interaction, type Course, type Interaction } from '../../src/course/course.ts';
import { Heartbeat } from '../../src/player/heartbeat.ts';
import type { LiveController } from '../../src/player/live-controller.ts';
import { openCourse } from '../../src/player/open-course.ts';
import { healthWords } from '../../src/player/health-words.ts';
import { useCatalogue } from '../../src/player/translate.ts';
import { interfaceIn } from '../../src/player/locales/catalogues.ts';
import { Outbox } from '../../src/tracking/outbox.ts';
import { readInteractionName } from '../../src/tracking/scorm/names.ts';
import type { ReportedAttempt } from '../../src/report/reported-attempt.ts';
import type { Batch, TrackingSession } from '../../src/tracking/session.ts';
import { best, T0, type Answerer } from '../support/play.ts';
import type { Figures, Run } from './fault.ts';
import { broken } from './fault.ts';
import type { Place, PlaceOptions } from './place.ts';

useCatalogue('en', interfaceIn('en'));

const RANK = { incomplete: 0, failed: 1, completed: 2, passed: 3 };

/**
 * A learner at a desk: opens the course in an LMS, answers, leaves, comes back. Time stands still but for `wait`. It
 * keeps the ledger of what was answered, and looks at what the course says at every change of it.
 */
export class Desk {
  readonly place: Place;
  readonly course: Course;
  /** Every message shown, in order. */
  readonly words: string[] = [];
  readonly problems: string[] = [];
  controller!: LiveController;
  /** How far the clock of the computer is off, ms. */
  skew = 0;
  /** The storage of the computer, which outlives every page on it; null where the page may keep nothing. */
  device: IDBFactory | null;
  private readonly taken = new Map<string, number>();
  private falseSaved = 0;
  /** Of the page that is open. */
  private session: TrackingSession | null = null;
  /** Sealing runs on threads of its own: on a busy computer its time is not the clock's. */
  private sealing: Promise<void> = Promise.resolve();
  private unsavedMs = 0;
  private faultEnded: number | null = null;
  private recovered: number | null = null;
  private rank = 0;
  /** What the LMS has, as of the last thing it was given: reading it back is slow. */
  private known: { given: number; stored: string[]; status: keyof typeof RANK } | null = null;

  constructor(place: Place, course: Course, device: IDBFactory | null = new IDBFactory()) {
    this.device = device;
    this.place = place;
    this.course = course;
  }

  /** Opens the course as the page does. */
  async open(options: PlaceOptions & { storage?: Map<string, string>; reload?: boolean } = {}): Promise<this> {
    const session = this.listening(this.place.session(options));
    this.controller = await this.patiently(
      openCourse({
        content: this.course,
        session,
        outbox: (key) => this.outbox(key),
        now: () => Date.now() + this.skew,
      }),
    );
    this.controller.addEventListener('change', () => this.look());
    this.controller.begin();
    await settled();
    this.look();
    return this;
  }

  /** Answers the next `count` things that are open: checks, calls, questions, scenes. */
  async answer(count = 1, how: Answerer = best): Promise<this> {
    for (let n = 0; n < count; n += 1) {
      const next = this.next();
      if (!next) break;
      await this.say(next, how(next));
    }
    return this;
  }

  /** Gives one answer and lets a second pass. */
  async say({ id }: Interaction, response: Response): Promise<void> {
    const { controller, course } = this;
    const before = controller.attempt;
    const round = course.lessons.some(({ check }) => check.id === id) ? 0 : (before.round?.n ?? 0);
    controller.act({ kind: 'answer', interaction: id, response, latencyMs: 1500 });
    // Counted when it is given: what is lost on the way to the LMS is lost, too.
    if (controller.attempt !== before && controller.health.kind !== 'not-recording') this.take(`${id} ${round}`);
    await this.sealing;
    await settled();
    this.look();
    await this.wait(1000);
  }

  /** Answers what is left of the lessons and of the present round, or of the next one; no round after that. */
  async round(how: Answerer = best): Promise<this> {
    const { length } = this.controller.attempt.results;
    for (let n = 0; n < 100 && this.controller.attempt.results.length === length; n += 1) await this.answer(1, how);
    return this;
  }

  /** Does everything that is left, and signs. */
  async finish(how: Answerer = best): Promise<this> {
    await this.answer(100, how);
    this.controller.act({ kind: 'sign', typedName: `${CANARY_NAME}` });
    await settled();
    await this.wait(1000);
    return this;
  }

  /** What the page beside the course says: the file the heartbeat asks for, and whether the LMS window was closed. */
  readonly outside: { alive: string | null; lmsClosed: boolean } = { alive: 'alive\n', lmsClosed: false };

  /** Starts the page's look for the LMS, once a minute. */
  listen(): void {
    const { outside, controller } = this;
    const heartbeat = new Heartbeat({
      ping: () => controller.ping(),
      openerClosed: () => outside.lmsClosed,
      alive: () => Promise.resolve(outside.alive),
      every: (ms, then) => {
        const timer = setInterval(() => (controller.closed ? undefined : then()), ms);
        return () => clearInterval(timer);
      },
      onContact: (contact) => controller.reached(contact),
    });
    controller.addEventListener('change', () => (controller.closed ? heartbeat.end() : undefined));
  }

  /** The page goes without any event: power cut, killed browser. */
  crash(): void {
    this.controller.closed = 'ended';
    this.session = null;
    this.place.kill();
  }

  /** The window goes, and the course hears of it. */
  async windowGone(): Promise<void> {
    await Promise.race([this.controller.close('ended'), settled()]);
    await this.wait(100);
    this.place.kill();
  }

  /** Save and exit. Gives whether the course let the learner go. */
  async leave(): Promise<boolean> {
    return this.patiently(this.controller.exit());
  }

  /** Takes out of the ledger what is not acknowledged: the course said so, and can do nothing about it. */
  forgive(): void {
    const acknowledged = this.acknowledged();
    for (const key of this.taken.keys()) if (!acknowledged.has(key)) this.taken.delete(key);
  }

  /** From now on the fault is over. */
  faultEnds(): void {
    this.faultEnded = Date.now();
  }

  /** Lets time pass until something has happened, a minute at most. */
  async patiently<T>(work: Promise<T>): Promise<T> {
    let over = false;
    void work.catch(() => undefined).finally(() => (over = true));
    await settled();
    for (let n = 0; n < 240 && !over; n += 1) await this.wait(250);
    return work;
  }

  /** Lets time pass in small steps. */
  async wait(ms: number): Promise<void> {
    const step = Math.min(ms, 250);
    for (let passed = 0; passed < ms; passed += step) {
      mock.timers.tick(step);
      await settled();
      this.measure();
    }
  }

  /** What this came to; `expect` adds what else is wrong. */
  run(variant: string, ...expect: string[][]): Run {
    this.known = null;
    this.measure();
    const { stored } = this.inLms();
    const unique = new Set(stored);
    const taken = [...this.taken.keys()];
    const figures: Figures = {
      taken: taken.length,
      stored: unique.size,
      lost: taken.filter((key) => !unique.has(key)).length,
      duplicated: stored.length - unique.size,
      falseSaved: this.falseSaved,
      recoverMs: this.recovered,
      unsavedMs: this.unsavedMs,
      message: this.words.findLast((words) => words !== 'Saved' && words !== 'Saving…') ?? this.words.at(-1) ?? '',
      personal: 0,
    };
    const run = { variant: `${this.place.standard}${variant ? `, ${variant}` : ''}`, figures, problems: [] };
    return { ...run, problems: [...this.problems, ...broken(run), ...expect.flat()] };
  }

  /** Problems unless the course has said words like these. */
  mustSay(words: RegExp): string[] {
    return this.words.some((each) => words.test(each))
      ? []
      : [`never said ${words}, but ${JSON.stringify([...new Set(this.words)])}`];
  }

  /** Problems unless the course ends on these words. */
  mustEndWith(words: RegExp): string[] {
    const last = this.words.at(-1) ?? '';
    return words.test(last) ? [] : [`says “${last}” in the end, must say ${words}`];
  }

  /** Problems unless the LMS has this verdict. */
  mustBe(status: keyof typeof RANK): string[] {
    const found = statusOf(this.place.reported());
    return found === status ? [] : [`the LMS has ${found}, must have ${status}`];
  }

  /** Whether the LMS opened the course in this mode. */
  launchedIn(mode: 'normal' | 'browse' | 'review'): boolean {
    return this.controller.launch.mode === mode;
  }

  /** Everything the learner has answered: interaction and round. */
  get answered(): string[] {
    return [...this.taken.keys()];
  }

  get said(): string {
    return this.words.at(-1) ?? '';
  }

  /** The next thing to answer, in the order of the course. */
  next(): Interaction | null {
    const { course, controller } = this;
    const lesson = course.lessons.find((l) => !controller.attempt.checks.some((done) => done.lesson === l.id));
    if (lesson) return lesson.check;
    // The first round, or the next one after one that was not passed.
    if (canStartRound(course, controller.attempt))
      controller.act({ kind: 'start-round', seed: 7 + controller.attempt.results.length });
    const { round } = controller.attempt;
    for (const run of round?.calls ?? []) {
      const { node } = scoreCall(course, run);
      if (node) return node;
    }
    const open = round?.items.find((i) => !i.response)?.item ?? round?.scenes.find((s) => !s.response)?.scene;
    return open === undefined ? null : interaction(course, open);
  }

  /** The device's own storage; none where the page may keep nothing. */
  private async outbox(key: string | null): Promise<Outbox | null> {
    if (this.device === null) return null;
    const { device } = this;
    globalThis.indexedDB = device;
    const box = await Outbox.open({ crypto: globalThis.crypto, indexedDB: () => device, now: Date.now }, key);
    const keep = box?.keep.bind(box);
    if (box && keep) box.keep = (text) => (this.sealing = keep(text));
    return box;
  }

  /** Keeps the ledger: every answered record handed to the session. */
  private listening(session: TrackingSession): TrackingSession {
    const save = session.save.bind(session);
    this.session = session;
    session.save = (batch: Batch) => {
      // A page that is gone may have a retry left on the clock; it answers nothing any more.
      if (session === this.session)
        for (const record of batch.records)
          if (record.kind === 'answered') this.take(`${record.interaction} ${record.round}`);
      return save(batch);
    };
    return session;
  }

  /** `key`: interaction and round. */
  private take(key: string): void {
    if (!this.taken.has(key)) this.taken.set(key, Date.now());
  }

  private look(): void {
    const { words } = healthWords(this.controller.health);
    if (words !== this.words.at(-1)) this.words.push(words);
    if (this.controller.health.kind !== 'saved') return;
    const acknowledged = this.acknowledged();
    if ([...this.taken.keys()].some((key) => !acknowledged.has(key))) this.falseSaved += 1;
  }

  private measure(): void {
    const { stored: all, status } = this.inLms();
    const stored = new Set(all);
    const waiting = [...this.taken].filter(([key]) => !stored.has(key));
    for (const [, since] of waiting) this.unsavedMs = Math.max(this.unsavedMs, Date.now() - since);
    if (waiting.length === 0 && this.faultEnded !== null && this.recovered === null)
      this.recovered = Date.now() - this.faultEnded;
    const rank = RANK[status];
    if (rank < this.rank) this.problems.push(`the status fell from rank ${this.rank} to ${rank}`);
    this.rank = Math.max(rank, this.rank);
  }

  private inLms(): { stored: string[]; status: keyof typeof RANK } {
    const { given } = this.place;
    if (this.known?.given === given) return this.known;
    const reported = this.place.reported();
    const stored = reported.records.flatMap((r) => (r.kind === 'answered' ? [`${r.interaction} ${r.round}`] : []));
    this.known = { given, stored, status: statusOf(reported) };
    return this.known;
  }

  private acknowledged(): Set<string> {
    return new Set(
      [...this.place.acknowledged].map((id) => {
        const named = readInteractionName(id);
        return named ? `${named.interaction} ${named.round}` : id;
      }),
    );
  }
}

const CANARY_NAME = 'Zebedee Canary';

function statusOf({ completion, success }: ReportedAttempt): keyof typeof RANK {
  if (success === 'failed') return 'failed';
  if (completion === 'incomplete') return 'incomplete';
  return success === 'passed' ? 'passed' : 'completed';
}

/** Lets everything that is ready happen: promises and their followers, but no timer. */
export async function settled(): Promise<void> {
  // Sealing runs on threads of its own: a few rounds let it come back.
  for (let round = 0; round < 4; round += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Runs something with a clock that only `wait` moves. */
export async function onOwnTime<T>(work: () => Promise<T>): Promise<T> {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: T0 });
  try {
    return await work();
  } finally {
    mock.timers.reset();
  }
}
