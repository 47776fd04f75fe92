import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogueFor } from '../../src/player/locales/catalogues.ts';
import { axeProblems, clippedAt, colourRules, openCourse, type CourseRun } from '../support/course-run.ts';
import { best, type Answerer } from '../support/play.ts';
import { realModule } from '../support/real-course.ts';
import { Trainee } from '../support/trainee.ts';

// One learner takes the course in English. In every state of every screen the language and the colours are changed and
// changed back, which a learner may do at any moment, too. English in light is what tests/e2e/pass.test.ts looks at.

let run: CourseRun;
const states: string[] = [];
const problems: string[] = [];
/** How many texts on the English screens the look for English finds: it must find them there. */
let inEnglish = 0;

/** Texts of two words and more that only English has. */
async function english(): Promise<Set<string>> {
  const { courses } = await realModule();
  const textsOf = (value: unknown): string[] =>
    typeof value === 'string'
      ? [value]
      : typeof value === 'object' && value
        ? Object.values(value).flatMap(textsOf)
        : [];
  const said = (language: string): string[] =>
    [courses.find((each) => each.language === language), catalogueFor(language)].flatMap(textsOf);
  const spanish = new Set(said('es'));
  return new Set(said('en').filter((text) => text.includes(' ') && !spanish.has(text)));
}

/** The texts on the screen, as they stand in it. */
const shown = (): Promise<string[]> =>
  run.frame().evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    while (walker.nextNode()) found.push(walker.currentNode.textContent?.trim() ?? '');
    return found;
  });

async function speak(name: string): Promise<void> {
  await run.frame().getByRole('button', { name, exact: true }).click();
  await run.frame().getByRole('button', { name, exact: true }).waitFor({ state: 'detached' });
}

/** The checks after lessons go wrong, so that both kinds of feedback are seen; all that counts is right. */
const slips: Answerer = (what) =>
  what.type === 'choice' && what.id.endsWith('-C')
    ? [what.options.find(({ id }) => id !== what.key)?.id ?? '']
    : best(what);

beforeAll(async () => {
  run = await openCourse();
  const onlyEnglish = await english();
  const note = (state: string, found: readonly string[]): void =>
    void problems.push(...found.map((problem) => `${state}: ${problem}`));
  const look = async (state: string): Promise<void> => {
    states.push(state);
    await speak('Español');
    note(`${state}, es, light`, await axeProblems(run.frame()));
    await run.page.emulateMedia({ colorScheme: 'dark' });
    note(`${state}, es, dark`, await axeProblems(run.frame(), colourRules));
    for (const width of [320, 900]) note(`${state}, es`, await clippedAt(run.page, run.frame(), width));
    note(
      `${state}, es, still in English`,
      (await shown()).filter((text) => onlyEnglish.has(text)),
    );
    await speak('English');
    inEnglish += (await shown()).filter((text) => onlyEnglish.has(text)).length;
    note(`${state}, en, dark`, await axeProblems(run.frame(), colourRules));
    await run.page.emulateMedia({ colorScheme: 'light' });
  };
  const trainee = new Trainee(run.course, run.frame, { look, answers: slips });
  await trainee.begin();
  await trainee.goOnUntil('receipt');
  await look('receipt');
  for (const name of ['All parts', 'Word list', 'What we record']) {
    await trainee.follow(run.frame().getByRole('link', { name, exact: true }));
    await look(name);
  }
}, 400_000);
afterAll(() => run?.close());

describe('every state of every screen, in Spanish light and dark and in English dark', () => {
  it('was seen', () => {
    expect(states.length).toBeGreaterThan(75);
    expect(inEnglish).toBeGreaterThan(5 * states.length);
  });

  it('has nothing that axe finds, nothing cut off or wider than 320 pixels, and nothing in the other language', () => {
    expect(problems).toEqual([]);
  });

  it('changes no answer: the record is that of a learner who passed with everything right', async () => {
    const record = await run.committed();
    expect(record['cmi.core.lesson_status']).toBe('passed');
    expect(record['cmi.core.score.raw']).toBe('100');
    const ids = Object.entries(record).flatMap(([key, id]) => (/^cmi\.interactions\.\d+\.id$/.test(key) ? [id] : []));
    expect(new Set(ids).size).toBe(ids.length);
    expect(run.errors).toEqual([]);
  });
});
