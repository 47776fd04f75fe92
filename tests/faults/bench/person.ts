import type { BrowserContext, Frame, Page } from 'playwright';
import type { Course } from '../../../src/course/course.ts';
import { Trainee } from '../../support/trainee.ts';
import type { Figures, Run } from '../fault.ts';
import type { Side } from './side.ts';

/** Words about saving, and until when they stood there. */
interface Shown {
  words: string;
  from: number;
  to: number;
}

/** Longest time between an answer and what the page says of it, ms: a slow machine, not a fault. */
const PATIENCE_MS = 1500;

/**
 * A learner before a real browser. What they answered is kept here, what was stored is read from the server's ledger,
 * and what the page said about saving is written down with the time, to be held against both.
 */
export class Person {
  /** Each answer given, and when, ms since the epoch. */
  readonly taken = new Map<string, number>();
  readonly shown: Shown[] = [];
  page!: Page;
  private readonly course: Course;
  private readonly side: Side;
  private faultEnded: number | null = null;

  constructor(course: Course, side: Side) {
    this.course = course;
    this.side = side;
  }

  /** Takes a seat at a browser, which is to write down what the course says. */
  async sitAt(context: BrowserContext): Promise<void> {
    await context.exposeFunction('benchSaid', (at: number, words: string) => this.heard(at, words));
    await context.addInitScript(WATCH);
  }

  /** Opens the course through a page of the LMS. */
  async open(context: BrowserContext, address: string): Promise<void> {
    this.page = await context.newPage();
    await this.page.goto(address);
    await this.arrived();
  }

  /** The course is there and shows a page. */
  async arrived(): Promise<void> {
    for (let n = 0; n < 100; n += 1) {
      const heading = this.frame().getByRole('heading', { level: 1 }).first();
      if (await heading.isVisible().catch(() => false)) return;
      await this.page.waitForTimeout(100);
    }
    throw new Error(`The course did not open in ${this.page.url()}.`);
  }

  frame(): Frame {
    const own = this.page.frames().find((frame) => new URL(frame.url(), 'http://x').pathname.endsWith('/index.html'));
    return own ?? this.page.mainFrame();
  }

  /** Answers the next `count` questions of the lessons. */
  async answer(count = 1): Promise<void> {
    const wanted = this.taken.size + count;
    const trainee = new Trainee(this.course, () => this.frame(), {
      look: async (state) => {
        const [id, what] = state.split(' ');
        if (what === 'answered' && id) this.taken.set(`${id} 0`, Date.now());
      },
    });
    const start = this.frame().getByRole('link', { name: /^(Start|Continue where you left off)$/ });
    if (await start.isVisible()) await trainee.begin();
    await trainee.goOnUntil(() => this.taken.size >= wanted);
  }

  /** What the course says about saving now. */
  async says(): Promise<string> {
    return (await this.frame().locator('header [role=status]').textContent())?.trim() ?? '';
  }

  /** Waits until the course says words like these; problems when it does not in time. */
  async hears(words: RegExp, ms = 10_000): Promise<string[]> {
    const end = Date.now() + ms;
    let last = '';
    while (Date.now() < end) {
      last = `${await this.says().catch(() => '')} ${await this.title()}`;
      if (words.test(last)) return [];
      await this.page.waitForTimeout(50);
    }
    return [`does not say ${words} but “${last.trim()}”`];
  }

  /** Waits until the course has said words like these at any time; problems when it has not in time. */
  async heardOnce(words: RegExp, ms = 10_000): Promise<string[]> {
    const end = Date.now() + ms;
    while (Date.now() < end) {
      if (this.shown.some((each) => words.test(each.words))) return [];
      await this.page.waitForTimeout(50);
    }
    return [`never said ${words}`];
  }

  /** The heading of the page as it stands. */
  async title(): Promise<string> {
    return (
      (
        await this.frame()
          .locator('h1')
          .first()
          .textContent()
          .catch(() => '')
      )
        ?.replace(/\s+/g, ' ')
        .trim() ?? ''
    );
  }

  /** The page is gone: what it said last no longer stands there. */
  gone(): void {
    const last = this.shown.at(-1);
    if (last && last.to === Infinity) last.to = Date.now();
  }

  /** The answer to the check of the n-th lesson, counted from 0. */
  lesson(n: number): string {
    return `${this.course.lessons[n]?.check.id} 0`;
  }

  /** Number of the second lesson, counted from 1, whose check has radio buttons. */
  radios(): number {
    const kinds = this.course.lessons.map(({ check }) => check.type === 'choice' || check.type === 'true-false');
    return kinds.indexOf(true, kinds.indexOf(true) + 1) + 1;
  }

  /** Answers on the server now. */
  stored(): string[] {
    return this.side.final();
  }

  faultEnds(): void {
    this.faultEnded = Date.now();
  }

  /** What it came to, by the ledger of the server. */
  run(variant: string, ...expect: string[][]): Run {
    this.gone();
    const first = this.side.firstStored();
    const final = this.side.final();
    const unique = new Set(final);
    const waits = [...this.taken].map(([key, at]) => (first.get(key) ?? at) - at);
    const last = Math.max(...[...this.taken.keys()].map((key) => first.get(key) ?? 0));
    const figures: Figures = {
      taken: this.taken.size,
      stored: unique.size,
      lost: [...this.taken.keys()].filter((key) => !unique.has(key)).length,
      duplicated: final.length - unique.size,
      falseSaved: this.falseSaved(first),
      recoverMs: this.faultEnded === null ? null : Math.max(0, last - this.faultEnded),
      unsavedMs: Math.max(0, ...waits),
      message:
        this.shown.findLast(({ words }) => !/^(Saved|Saving…|)$/.test(words))?.words ??
        this.shown.findLast(({ words }) => words !== '')?.words ??
        '',
      personal: 0,
    };
    const ranks = this.side.ranks();
    const fell = ranks.some((rank, n) => rank < (ranks[n - 1] ?? 0)) ? ['the status fell'] : [];
    return { variant: `${this.side.standard}, ${variant}`, figures, problems: [...fell, ...expect.flat()] };
  }

  /** How often “Saved” stood there while something answered was in no ledger. */
  private falseSaved(first: ReadonlyMap<string, number>): number {
    const lies = this.shown.filter(
      ({ words, from, to }) =>
        words === 'Saved' &&
        [...this.taken].some(([key, at]) => {
          const from2 = Math.max(from, at) + PATIENCE_MS;
          return from2 < to && (first.get(key) ?? Infinity) > from2;
        }),
    );
    return lies.length;
  }

  private heard(at: number, words: string): void {
    const last = this.shown.at(-1);
    if (last) last.to = Math.min(last.to, at);
    this.shown.push({ words, from: at, to: Infinity });
  }
}

/** Runs in every frame, before the course: tells each change of the words about saving. A text, since a compiler would put helpers into a function. */
const WATCH = `{
  let last = '';
  new MutationObserver(() => {
    const words = document.querySelector('header [role=status]')?.textContent.trim() ?? '';
    if (words === last) return;
    last = words;
    window.benchSaid(Date.now(), words);
  }).observe(document, { subtree: true, childList: true, characterData: true });
}`;
