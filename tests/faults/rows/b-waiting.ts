import { setTimeout as pause } from 'node:timers/promises';
import { closeTab, comeBack } from '../bench/journeys.ts';
import { onScorm, onStore } from '../bench/stage.ts';
import { differs, type Row } from '../fault.ts';

/** Most that a page may send while it goes, over all such requests together, bytes. */
const KEEPALIVE = 64 * 1024;

export const rows: Row[] = [
  {
    id: 'B11',
    fault: 'Timers are slowed down while the tab is hidden',
    priority: 2,
    run: async () => {
      const run = await onScorm('scorm12', async ({ person, browser, launch, lms }) => {
        await person.open(browser.context, launch());
        await person.answer(1);
        lms.onSave = () => 'refuse';
        await person.answer(2);
        const told = await person.heardOnce(/Not saved yet/);
        await pause(8000); // by now the pauses between two tries are long
        const cdp = await browser.context.newCDPSession(person.page);
        const { windowId } = await cdp.send('Browser.getWindowForTarget');
        await cdp.send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'minimized' } });
        await pause(3000);
        lms.onSave = () => 'store';
        person.faultEnds();
        const shown = Date.now();
        await cdp.send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'normal' } });
        const saved = await person.hears(/^Saved/);
        const late = Date.now() - shown > 3000 ? [`was saved ${Date.now() - shown} ms after it was shown again`] : [];
        return person.run('', told, saved, late);
      });
      return [run];
    },
  },
  {
    id: 'B12',
    fault: 'A page that goes may send 64 KiB',
    priority: 2,
    run: async () => {
      const run = await onStore('xapi', async (stage) => {
        const { person, lrs } = stage;
        await person.open(stage.browser.context, stage.launch());
        await person.answer(1);
        lrs.script = () => ({ status: 503 });
        await person.answer(7);
        const told = await person.heardOnce(/Not saved yet/);
        const before = lrs.ledger.length;
        lrs.script = () => ({});
        await closeTab(stage);
        const bytes = lrs.ledger.slice(before).map(({ body }) => Buffer.byteLength(body));
        const total = bytes.reduce((sum, each) => sum + each, 0);
        const small = total <= KEEPALIVE ? [] : [`${total} bytes were to be sent at once`];
        const most = Math.max(...lrs.ledger.map(({ body }) => Buffer.byteLength(body)));
        const whole = most <= 48 * 1024 ? [] : [`${most} bytes in one request`];
        const back = await comeBack(stage);
        return {
          ...person.run('', told, small, whole, back),
          figure: `largest request ${most} bytes, ${total} while the page went`,
        };
      });
      return [run];
    },
  },
  {
    id: 'B15',
    fault: 'A course in a window of its own is loaded anew after its session has ended',
    priority: 2,
    run: async () => {
      const run = await onScorm('scorm2004', async ({ person, browser, lms }) => {
        const opener = await browser.context.newPage();
        await opener.goto(lms.popUp);
        const opened = opener.waitForEvent('popup');
        await opener.getByRole('button', { name: 'Open' }).click();
        person.page = await opened;
        await person.arrived();
        await person.answer(3);
        await person.page.reload();
        const told = await person.hears(/This visit has ended/);
        const calls = await opener.evaluate<string[]>('host.calls.map(([call, , answer]) => call + " " + answer)');
        const refused = differs(
          'the second Initialize',
          calls.findLast((call) => call.startsWith('Initialize')),
          'Initialize false',
        );
        return person.run('pop-up', told, refused);
      });
      return [run];
    },
  },
];
