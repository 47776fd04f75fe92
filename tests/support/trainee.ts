import type { Frame, Locator } from 'playwright';
import type { Course, Interaction, Question, Scene } from '../../src/course/course.ts';
import type { Response } from '../../src/attempt/record.ts';
import { mouse, type Hands } from './hands.ts';
import { best, type Answerer } from './play.ts';

/** What is on the screen, by its heading. */
type Screen =
  'home' | 'lesson' | 'call' | 'question' | 'scene' | 'results' | 'self-check' | 'promise' | 'receipt' | 'other';

interface Options {
  hands?: Hands;
  answers?: Answerer;
  /** Whether they are sure of an answer, where the course asks; undefined skips the question. */
  sure?: (interaction: string) => boolean | undefined;
  /** Moments of a call at which they ask for the rule first. */
  helps?: (node: string) => boolean;
  /** Called on every screen and in every state of it: before an answer, after it. */
  look?: (state: string) => Promise<void>;
}

/** Somebody who takes the course by what is written on the screen: headings, labels and button names, nothing else. */
export class Trainee {
  private readonly course: Course;
  private readonly frame: () => Frame;
  private readonly hands: Hands;
  private readonly answers: Answerer;
  private readonly sure: NonNullable<Options['sure']>;
  private readonly helps: NonNullable<Options['helps']>;
  private readonly look: (state: string) => Promise<void>;

  constructor(
    course: Course,
    frame: () => Frame,
    {
      hands = mouse,
      answers = best,
      sure = () => undefined,
      helps = () => false,
      look = async () => undefined,
    }: Options = {},
  ) {
    this.course = course;
    this.frame = frame;
    this.hands = hands;
    this.answers = answers;
    this.sure = sure;
    this.helps = helps;
    this.look = look;
  }

  /** Begins, or goes on where the home page says. */
  async begin(): Promise<void> {
    await this.look('home');
    await this.follow(
      this.frame()
        .getByRole('main')
        .getByRole('link', { name: /^(Start|Continue where you left off)$/ }),
    );
  }

  /** Works what leads to another screen, and waits for it and the focus: on a slow computer they come a moment later. */
  async follow(way: Locator): Promise<void> {
    const before = await this.heading();
    await this.hands.press(way);
    await this.frame().waitForFunction((old) => {
      const now = (document.querySelector('h1')?.textContent ?? '').replace(/\s+/g, ' ').trim();
      return now !== old && document.activeElement !== document.body; // the focus comes last
    }, before);
  }

  /** Does what each screen asks until a screen is reached, then stops there. */
  async goOnUntil(stop: Screen | ((heading: string) => boolean)): Promise<void> {
    for (let n = 0; n < 90; n += 1) {
      const heading = await this.heading();
      const screen = screenOf(heading);
      if (typeof stop === 'function' ? stop(heading) : screen === stop) return;
      await this.doScreen(screen, heading);
      await this.follow(await this.onward());
    }
    throw new Error('The course did not get there within 90 screens.');
  }

  /** Answers what the present screen asks, as far as it does. */
  async doScreen(screen: Screen = 'other', heading = ''): Promise<void> {
    switch (screen) {
      case 'lesson':
      case 'question':
        return this.answerQuestion(heading);
      case 'call':
        return this.takeCall();
      case 'scene':
        return this.markScene();
      case 'self-check':
        return this.checkSelf();
      case 'promise':
        return this.sign();
      case 'results':
      case 'receipt':
      case 'home':
      case 'other':
        return this.look(screen);
    }
  }

  async heading(): Promise<string> {
    return ((await this.frame().locator('course-player h1').first().textContent()) ?? '').replace(/\s+/g, ' ').trim();
  }

  button(name: string | RegExp): Locator {
    return this.frame().getByRole('button', { name });
  }

  /** The way on: the one link or button that says Continue or Next. */
  private async onward(): Promise<Locator> {
    const main = this.frame().getByRole('main');
    const ways = main
      .getByRole('link', { name: /^(Continue|Next: )/ })
      .or(main.getByRole('button', { name: /^Try again$/ }));
    await ways.first().waitFor();
    return main.getByRole('link', { name: /^(Continue|Next: )/ }).first();
  }

  private async answerQuestion(heading: string): Promise<void> {
    const text = (await this.frame().getByRole('main').textContent()) ?? '';
    const all = [...this.course.lessons.map((l) => l.check), ...this.course.items];
    const question = all.find((q) => text.includes(q.stem));
    if (!question) throw new Error(`No question of the course is on the screen “${heading}”.`);
    await this.look(`${question.id} asked`);
    if (await this.button('Check my answer').isVisible()) {
      await this.fill(question, this.answers(question));
      await this.saySure(question.id);
      await this.hands.press(this.button('Check my answer'));
      await this.frame()
        .getByRole('heading', { name: /^(Correct|Partly right|Not quite)/ })
        .waitFor();
      await this.look(`${question.id} answered`);
    }
  }

  private async saySure(id: string): Promise<void> {
    const sure = this.sure(id);
    const choice = this.frame().getByRole('radio', { name: sure ? 'Sure' : 'Not sure', exact: true });
    if (sure !== undefined && (await choice.isVisible())) await this.hands.choose(choice);
  }

  private async fill(question: Question, response: Response): Promise<void> {
    const { hands } = this;
    const frame = this.frame();
    const texts = (list: readonly { id: string; text: string }[]) => (id: string) =>
      list.find((o) => o.id === id)?.text ?? id;
    switch (question.type) {
      case 'choice':
        return hands.choose(
          frame.getByRole('radio', { name: texts(question.options)(response[0] ?? ''), exact: true }),
        );
      case 'true-false':
        return hands.choose(frame.getByRole('radio', { name: response[0] === 'true' ? 'True' : 'False', exact: true }));
      case 'multiple':
        for (const id of inOrder(await this.labels('checkbox'), response.map(texts(question.options)))) {
          await hands.choose(frame.getByRole('checkbox', { name: id, exact: true }));
        }
        return;
      case 'numeric':
      case 'fill-in':
        return hands.type(frame.getByRole('main').getByRole('textbox'), response[0] ?? '');
      case 'matching': {
        const pairs = response.map((p) => p.split('.') as [string, string]);
        const rows = await this.labels('combobox');
        for (const source of inOrder(
          rows,
          pairs.map(([s]) => texts(question.sources)(s)),
        )) {
          const id = question.sources.find((s) => s.text === source)?.id;
          const target = pairs.find(([s]) => s === id)?.[1] ?? '';
          await hands.select(frame.getByRole('combobox', { name: source }), texts(question.targets)(target));
        }
        return;
      }
      case 'sequencing':
        return this.order(response.map(texts(question.steps)));
    }
  }

  private async order(wanted: string[]): Promise<void> {
    for (const [place, text] of wanted.entries()) {
      for (;;) {
        const now = await this.frame()
          .getByRole('main')
          .getByRole('button', { name: /^Move up: / })
          .evaluateAll((all) => all.map((b) => b.getAttribute('aria-label') ?? b.textContent ?? ''));
        if (now.findIndex((label) => label.includes(text)) <= place) break;
        await this.hands.press(this.frame().getByRole('button', { name: `Move up: ${text}` }));
      }
    }
  }

  /** Accessible names of the controls of a role, in the order of the page. */
  private labels(role: 'checkbox' | 'combobox'): Promise<string[]> {
    const selector = role === 'checkbox' ? 'input[type=checkbox]' : 'select';
    return this.frame()
      .getByRole('main')
      .locator(selector)
      .evaluateAll((all) =>
        all.map((el) => ((el as HTMLInputElement).labels?.[0]?.textContent ?? '').replace(/\s+/g, ' ').trim()),
      );
  }

  private async takeCall(): Promise<void> {
    for (let turn = 0; turn < 12; turn += 1) {
      const say = this.button(/^(Say|Do) this$/);
      await say
        .or(this.frame().getByRole('heading', { name: 'The call has ended' }))
        .first()
        .waitFor();
      if (!(await say.isVisible())) return this.look('call ended');
      await this.takeTurn();
      const more = this.button('Continue');
      if (await more.isVisible()) await this.hands.press(more);
    }
  }

  /** Says one thing in a call and reads what happens; gives the words that were said. */
  async takeTurn(): Promise<string> {
    const node = await this.currentNode();
    await this.look(`${node.id} asked`);
    const rule = this.button('Show me the rule');
    if (this.helps(node.id) && (await rule.isVisible())) await this.hands.press(rule);
    const [option = ''] = this.answers(node);
    const text = node.type === 'node' ? (node.options.find((o) => o.id === option)?.text ?? '') : '';
    await this.hands.choose(this.frame().getByRole('radio', { name: text, exact: true }));
    await this.hands.press(this.button(/^(Say|Do) this$/));
    await this.frame().getByRole('heading', { name: 'Coach’s note' }).waitFor();
    await this.look(`${node.id} answered`);
    return text;
  }

  private async currentNode(): Promise<Interaction> {
    const shown = await this.frame()
      .getByRole('main')
      .locator('input[type=radio]')
      .evaluateAll((all) =>
        all.map((el) => ((el as HTMLInputElement).labels?.[0]?.textContent ?? '').replace(/\s+/g, ' ').trim()),
      );
    const node = this.course.calls.flatMap((c) => c.nodes).find((n) => n.options.every((o) => shown.includes(o.text)));
    if (!node) throw new Error(`No moment of a call offers ${shown.join(' / ')}`);
    return node;
  }

  private async markScene(): Promise<void> {
    const heading = await this.heading();
    const scene = this.course.scenes.find((s) => heading.endsWith(s.title)) as Scene;
    await this.look(`${scene.id} asked`);
    if (!(await this.button('Check my answer').isVisible())) return;
    const given = Object.fromEntries(this.answers(scene).map((p) => p.split('.') as [string, string]));
    for (const segment of scene.segments) {
      const flag = this.course.redFlags.find((f) => f.id === given[segment.id])?.name ?? 'Fine';
      await this.hands.select(this.frame().getByRole('combobox', { name: segment.text }), flag);
    }
    await this.hands.press(this.button('Check my answer'));
    await this.frame()
      .getByText(/^You marked \d of 7/)
      .waitFor();
    await this.look(`${scene.id} answered`);
  }

  private async checkSelf(): Promise<void> {
    await this.look('self-check asked');
    const groups = await this.frame().getByRole('main').getByRole('radio', { name: 'I do this' }).all();
    for (const radio of groups) await this.hands.choose(radio);
    await this.hands.press(this.button('I am done'));
    await this.look('self-check done');
  }

  /** Ticks every line, types the name and signs. */
  async sign(name = 'Sam Lee'): Promise<void> {
    await this.look('promise asked');
    for (const box of await this.frame().getByRole('main').getByRole('checkbox').all()) await this.hands.choose(box);
    await this.hands.type(this.frame().getByRole('main').getByRole('textbox'), name);
    await this.hands.press(this.button('Sign my promise'));
    await this.frame()
      .getByText(/^You signed on /)
      .first()
      .waitFor();
    await this.look('promise signed');
  }
}

/** The wanted ones in the order in which the page shows them, so that a keyboard never has to go back. */
const inOrder = (shown: readonly string[], wanted: readonly string[]): string[] => {
  const place = (text: string): number => shown.findIndex((s) => s.startsWith(text));
  return [...wanted].sort((a, b) => place(a) - place(b));
};

function screenOf(heading: string): Screen {
  const starts: [RegExp, Screen][] = [
    [/^Every call is a promise/, 'home'],
    [/^All parts/, 'home'],
    [/^Lesson \d+ of/, 'lesson'],
    [/^Call \d of/, 'call'],
    [/^Question \d+ of/, 'question'],
    [/^Scene \d of/, 'scene'],
    [/^Your results/, 'results'],
    [/^Check yourself/, 'self-check'],
    [/^Your promise/, 'promise'],
    [/^Your receipt/, 'receipt'],
  ];
  return starts.find(([pattern]) => pattern.test(heading))?.[1] ?? 'other';
}
