import { setTimeout as pause } from 'node:timers/promises';
import type { Run } from '../fault.ts';
import { onScorm, onStore, seeded, type Stage } from './stage.ts';

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
