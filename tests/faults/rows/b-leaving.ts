import { setTimeout as pause } from 'node:timers/promises';
import { differs, type Row, type Run } from '../fault.ts';
import type { Stage } from '../bench/stage.ts';
import { onScorm, onStore, seeded, type StageOptions } from '../bench/stage.ts';
import { packageFiles } from '../bench/packages.ts';

type Story = (stage: Stage, random: () => number) => Promise<Run>;

/** Each run of what depends on the moment has a moment of its own. */
let runs = 0;
/** How often it is tried in each LMS; `--repeat` multiplies this. */
const TIMES = 2;

/** The same story in each LMS, at several moments. The two SCORM editions tell the server in two ways while the page goes. */
export async function everywhere(story: Story, times = TIMES): Promise<Run[]> {
  const found: Run[] = [];
  for (let n = 0; n < times; n += 1) {
    const moment = (stage: Stage): Promise<Run> => story(stage, seeded((runs += 1)));
    found.push(
      await onScorm('scorm12', moment, { leaving: 'refused' }),
      await onScorm('scorm2004', moment, { leaving: 'beacon' }),
      await onStore('xapi', moment),
      await onStore('cmi5', moment),
    );
  }
  return found;
}

/** Answers two things, and is at the third for a random time when something happens. */
export async function midway({ person }: Stage, random: () => number): Promise<void> {
  await person.answer(2);
  void person.answer(3).catch(() => undefined); // the page goes while they are at it
  await pause(100 + random() * 2500);
}

/** Comes back through a new launch, and waits until all is saved. */
export async function comeBack({ person, browser, launch }: Stage): Promise<string[]> {
  await person.open(browser.context, launch());
  person.faultEnds();
  return person.hears(/^Saved(,|$| )/);
}

/** Closes the tab as a person does; a question whether to leave is answered with yes. */
export async function closeTab({ person }: Stage): Promise<void> {
  const { page } = person;
  page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined));
  const closed = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await closed;
  person.gone();
  await pause(500);
}

export const rows: Row[] = [
  {
    id: 'B01',
    fault: 'Tab closed at a random moment',
    priority: 1,
    run: () =>
      everywhere(async (stage, random) => {
        await stage.person.open(stage.browser.context, stage.launch());
        await midway(stage, random);
        await closeTab(stage);
        return stage.person.run('', await comeBack(stage));
      }),
  },
  {
    id: 'B02',
    fault: 'Browser killed at a random moment',
    priority: 1,
    mayLose: 1,
    run: () =>
      everywhere(async (stage, random) => {
        await stage.person.open(stage.browser.context, stage.launch());
        await midway(stage, random);
        stage.person.gone();
        await stage.restart();
        return stage.person.run('SIGKILL', await comeBack(stage));
      }),
  },
  {
    id: 'B03',
    fault: 'Whole browser closed',
    priority: 2,
    run: () =>
      everywhere(async (stage, random) => {
        await stage.person.open(stage.browser.context, stage.launch());
        await midway(stage, random);
        stage.person.gone();
        await stage.browser.quit();
        await stage.restart();
        return stage.person.run('', await comeBack(stage));
      }),
  },
  {
    id: 'B04',
    fault: 'The LMS asks its server and waits, which browsers refuse while a page goes',
    priority: 1,
    note: 'Chromium 156 lets such a request through when the course is in a frame and the page above it asks; here the LMS refuses in its place.',
    run: async () => [
      await onScorm(
        'scorm12',
        async (stage) => {
          const { person, lms } = stage;
          await person.open(stage.browser.context, stage.launch());
          await person.answer(3);
          const before = lms.ledger.length;
          await closeTab(stage);
          // Else nothing was refused, and the row would prove nothing.
          const injected = differs('saves that arrived while the page went', lms.ledger.length - before, 0);
          return person.run('', injected);
        },
        { leaving: 'refused' },
      ),
    ],
  },
  {
    id: 'B05',
    fault: 'The event “unload” is forbidden by policy',
    priority: 1,
    run: async () => {
      const options: StageOptions = { leaving: 'beacon', headers: { 'permissions-policy': 'unload=()' } };
      const listeners: string[] = [];
      for (const target of ['scorm12', 'scorm2004-4', 'xapi', 'cmi5'] as const) {
        for (const [name, bytes] of Object.entries(await packageFiles(target))) {
          if (/\.(js|html)$/.test(name) && /(["'`])unload\1|onunload/.test(new TextDecoder().decode(bytes)))
            listeners.push(`${target} ${name} listens to unload`);
        }
      }
      const runs: Run[] = [];
      for (const edition of ['scorm12', 'scorm2004'] as const) {
        const run = await onScorm(
          edition,
          async (stage) => {
            await stage.person.open(stage.browser.context, stage.launch());
            await stage.person.answer(2);
            await closeTab(stage);
            return stage.person.run(
              '',
              listeners,
              differs('the last save is a', stage.lms.ledger.at(-1)?.how, 'beacon'),
            );
          },
          options,
        );
        runs.push(run);
      }
      return runs;
    },
  },
];
