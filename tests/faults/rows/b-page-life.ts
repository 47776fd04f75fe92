import { setTimeout as pause } from 'node:timers/promises';
import type { CDPSession } from 'playwright';
import { comeBack, everywhere } from '../bench/journeys.ts';
import { onScorm, onStore, type Stage } from '../bench/stage.ts';
import { differs, type Row, type Run } from '../fault.ts';

/** The window goes out of sight, really: it is minimised. */
async function hide({ person, browser }: Stage): Promise<CDPSession> {
  const cdp = await browser.context.newCDPSession(person.page);
  await windowState(cdp, 'minimized');
  return cdp;
}

async function windowState(cdp: CDPSession, state: 'minimized' | 'normal'): Promise<void> {
  const { windowId } = await cdp.send('Browser.getWindowForTarget');
  await cdp.send('Browser.setWindowBounds', { windowId, bounds: { windowState: state } });
  await pause(300);
}

const visibility = ({ person }: Stage): Promise<string> => person.frame().evaluate(() => document.visibilityState);

/** Calls of the SCORM API so far, by name. */
const calls = ({ person }: Stage): Promise<string[]> =>
  person.page.evaluate(() => (window as unknown as { host: { calls: [string][] } }).host.calls.map(([call]) => call));

/** The heading in the frame: a page from the cache has frames the test tool no longer knows. */
const HEADING = 'document.querySelector("iframe").contentDocument.querySelector("h1").textContent';

export const rows: Row[] = [
  {
    id: 'B06',
    fault: 'The LMS takes the frame away, or loads something else into it',
    priority: 2,
    run: async () => {
      const runs: Run[] = [];
      for (const [variant, code] of [
        ['removed', 'document.querySelector("iframe").remove()'],
        ['src changed', 'document.querySelector("iframe").src = "about:blank"'],
      ] as const) {
        const run = await onScorm('scorm12', async (stage) => {
          const { person } = stage;
          await person.open(stage.browser.context, stage.launch());
          await person.answer(3);
          await person.page.evaluate(code);
          await pause(500);
          person.gone();
          const finished = differs('calls to finish', (await calls(stage)).filter((c) => c === 'LMSFinish').length, 1);
          return person.run(variant, finished);
        });
        runs.push(run);
      }
      return runs;
    },
  },
  {
    id: 'B07',
    fault: 'Tab hidden, then killed',
    priority: 1,
    run: async () => {
      const run = await onScorm('scorm2004', async (stage) => {
        const { person, lms } = stage;
        await person.open(stage.browser.context, stage.launch());
        await person.answer(3);
        const before = lms.ledger.length;
        await hide(stage);
        const hidden = differs('the page is', await visibility(stage), 'hidden');
        const saved = lms.ledger.length > before ? [] : ['nothing was saved when it was hidden'];
        const over = (await calls(stage)).includes('Terminate') ? ['hiding it ended the session'] : [];
        person.gone();
        await stage.restart();
        return person.run('', hidden, saved, over, await comeBack(stage));
      });
      return [run];
    },
  },
  {
    id: 'B08',
    fault: 'Frozen, and shown again hours later',
    priority: 2,
    note: 'The browser freezes the page for real; that hours have gone by is what the LMS says, not the clock.',
    run: async () => {
      const runs: Run[] = [];
      for (const gone of [false, true]) {
        const run = await onScorm('scorm12', async (stage) => {
          const { person } = stage;
          await person.open(stage.browser.context, stage.launch());
          await person.answer(2);
          const cdp = await hide(stage);
          await cdp.send('Page.setWebLifecycleState', { state: 'frozen' });
          await pause(500);
          await cdp.send('Page.setWebLifecycleState', { state: 'active' });
          if (gone) await person.page.evaluate('host.state = "finished"');
          await windowState(cdp, 'normal');
          const shown = differs('the page is', await visibility(stage), 'visible');
          if (!gone) {
            await person.answer(1);
            return person.run('session still there', shown, await person.hears(/^Saved/));
          }
          // Before the learner has done anything.
          const told = await person.hears(/signed out|visit has ended|not answer|Not connected|cannot be reached/);
          person.gone();
          return person.run('session gone', shown, told);
        });
        runs.push(run);
      }
      return runs;
    },
  },
  {
    id: 'B09',
    fault: 'The page goes to the back/forward cache and comes back',
    priority: 1,
    run: async () => {
      const runs: Run[] = [];
      for (const edition of ['scorm12', 'scorm2004'] as const) {
        const run = await onScorm(
          edition,
          async (stage) => {
            const { person, lms } = stage;
            await person.open(stage.browser.context, stage.launch());
            await person.answer(2);
            await person.page.evaluate('addEventListener("pageshow", (event) => (window.cameBack = event.persisted))');
            await person.page.evaluate('document.querySelector("a").click()');
            await person.page.waitForURL('**/elsewhere');
            person.gone();
            await pause(300);
            const told = lms.ledger.length;
            const last = lms.ledger.at(-1);
            const time = last?.elements[edition === 'scorm12' ? 'cmi.core.session_time' : 'cmi.session_time'];
            await person.page.evaluate('history.back()').catch(() => undefined); // its own page is going
            await pause(1000);
            return person.run(
              '',
              differs('from the cache', await person.page.evaluate('window.cameBack'), true),
              differs('the last save is a', last?.how, 'beacon'),
              time ? [] : ['no session time was saved'],
              differs('the page says', await person.page.evaluate(HEADING), 'This visit has ended'),
              differs('saves after it came back', lms.ledger.length - told, 0),
              differs('last call', (await calls(stage)).at(-1), edition === 'scorm12' ? 'LMSFinish' : 'Terminate'),
            );
          },
          { leaving: 'beacon' },
        );
        runs.push(run);
      }
      return runs;
    },
  },
  {
    id: 'B10',
    fault: 'Loaded anew in the middle of a question',
    priority: 1,
    run: () =>
      everywhere(async (stage, random) => {
        const { person } = stage;
        await person.open(stage.browser.context, stage.launch());
        await person.answer(person.radios() - 1); // up to a question with radio buttons
        await person.frame().getByRole('main').getByRole('radio').first().check();
        const before = await person.title();
        if (random() < 0.5) await person.frame().getByRole('button', { name: 'Check my answer' }).click();
        await pause(random() * 200);
        person.page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined));
        await person.page.reload();
        await person.arrived();
        const place = differs('the page after it', await person.title(), before);
        await person.answer(1);
        const said = (verb: string): number =>
          stage.lrs?.store.statements.filter((statement) => statement.verb.id.endsWith(verb)).length ?? 0;
        // A Tin Can session ends with its page, so that each `initialized` but the last has its `terminated`; a cmi5 one goes on.
        const begun = stage.lrs ? said('/initialized') - said('/terminated') : 1;
        return person.run('', place, differs('sessions begun and not ended', begun, 1), await person.hears(/^Saved/));
      }),
  },
  {
    id: 'B13',
    fault: 'Ten clicks in 50 ms on a slow line',
    priority: 1,
    run: async () => {
      const story = async (stage: Stage): Promise<Run> => {
        const { person } = stage;
        if (stage.lrs) stage.lrs.script = () => ({ delayMs: 800 });
        await person.open(stage.browser.context, stage.launch());
        const before = person.radios() - 1;
        await person.answer(before);
        await person.frame().getByRole('main').getByRole('radio').first().check();
        await person.frame().evaluate(() => {
          const button = [...document.querySelectorAll('button')].find((b) =>
            b.textContent.includes('Check my answer'),
          );
          for (let n = 0; n < 10; n += 1) button?.click();
        });
        person.taken.set(person.lesson(before), Date.now());
        const saved = await person.hears(/^Saved/);
        return person.run('', saved, differs('rows stored', person.stored().length, before + 1));
      };
      return [await onScorm('scorm12', story), await onStore('xapi', story), await onStore('cmi5', story)];
    },
  },
];
