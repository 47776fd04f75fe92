import type { BrowserContext, Frame, Page } from 'playwright';
import type { Course } from '../../../src/course/course.ts';
import { best } from '../../support/play.ts';
import { Trainee } from '../../support/trainee.ts';
import type { Run } from '../fault.ts';
import { runOf, type Shown } from './outcome.ts';
import type { Side } from './side.ts';

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
      const heading = this.frame().locator('course-player h1').first();
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

  /** Takes the whole course and signs; gives the titles the window had. `typed` is what they type where an answer is typed. */
  async finish(name: string, typed?: string): Promise<string[]> {
    const titles: string[] = [];
    const checks = this.course.lessons.map(({ check }) => check.id);
    const trainee: Trainee = new Trainee(this.course, () => this.frame(), {
      answers: (what) => (what.type === 'fill-in' && typed !== undefined ? [typed] : best(what)),
      look: async (state) => {
        const [id = '', what] = state.split(' ');
        titles.push(`${await this.page.title()} ${await this.frame().evaluate(() => document.title)}`);
        if (what === 'answered') this.taken.set(`${id} ${checks.includes(id) ? 0 : 1}`, Date.now());
      },
    });
    await trainee.begin();
    await trainee.goOnUntil((heading) => heading.startsWith('Your promise'));
    await trainee.sign(name);
    return titles;
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
    return runOf(this, this.side, this.faultEnded, variant, expect.flat());
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
