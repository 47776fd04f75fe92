import { closeTab, comeBack, everywhere, midway } from '../bench/journeys.ts';
import { packageFiles } from '../bench/packages.ts';
import { onScorm, type StageOptions } from '../bench/stage.ts';
import { differs, type Row, type Run } from '../fault.ts';

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
