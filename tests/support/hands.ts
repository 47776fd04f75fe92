import type { Frame, Locator, Page } from 'playwright';

/** How a trainee works the controls of a page. */
export interface Hands {
  press(target: Locator): Promise<void>;
  /** Selects a radio button or ticks a checkbox. */
  choose(target: Locator): Promise<void>;
  select(target: Locator, label: string): Promise<void>;
  type(target: Locator, text: string): Promise<void>;
}

/** Points and clicks. */
export const mouse: Hands = {
  press: (target) => target.click(),
  choose: (target) => target.check(),
  select: async (target, label) => {
    await target.selectOption({ label });
  },
  type: (target, text) => target.fill(text),
};

/** One finger: what it cannot hit is not worked. Lists open the phone's own picker, text its own keyboard. */
export const finger: Hands = {
  press: (target) => target.tap(),
  choose: (target) => target.tap(),
  select: async (target, label) => {
    await target.tap();
    await target.selectOption({ label });
  },
  type: async (target, text) => {
    await target.tap();
    await target.fill(text);
  },
};

/** Never touches the mouse: Tab to get there, arrows, Space and Enter to act. */
export function keyboard(page: Page, frame: () => Frame): Hands {
  const isFocused = (target: Locator): Promise<boolean> => target.evaluate((el) => el === document.activeElement);
  const inSameGroup = (target: Locator): Promise<boolean> =>
    target.evaluate((el) => {
      const active = document.activeElement;
      return (
        active instanceof HTMLInputElement && active.type === 'radio' && active.name === (el as HTMLInputElement).name
      );
    });
  /** A learner who cannot find a control within 150 stops would give up, and so do we. */
  const tabTo = async (there: () => Promise<boolean>, what: Locator): Promise<void> => {
    for (let stop = 0; stop < 150; stop += 1) {
      if (await there()) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`The keyboard does not reach ${String(what)} in ${frame().url()}.`);
  };
  const type = async (target: Locator, text: string): Promise<void> => {
    await tabTo(() => isFocused(target), target);
    await page.keyboard.type(text);
  };
  return {
    type,
    press: async (target) => {
      await tabTo(() => isFocused(target), target);
      await page.keyboard.press('Enter');
    },
    choose: async (target) => {
      const isRadio = await target.evaluate((el) => (el as HTMLInputElement).type === 'radio');
      await tabTo(() => (isRadio ? inSameGroup(target) : isFocused(target)), target);
      if (await isFocused(target)) {
        if (!(await target.isChecked())) await page.keyboard.press('Space');
        return;
      }
      for (let step = 0; step < 6 && !(await target.isChecked()); step += 1) await page.keyboard.press('ArrowDown');
      if (!(await target.isChecked())) throw new Error(`Arrow keys do not reach ${String(target)}.`);
    },
    select: async (target, label) => {
      await tabTo(() => isFocused(target), target);
      const shown = (): Promise<string> =>
        target.evaluate((el) => (el as HTMLSelectElement).selectedOptions[0]?.textContent?.trim() ?? '');
      for (let step = 0; step < 12 && (await shown()) !== label; step += 1) await page.keyboard.press('ArrowDown');
      if ((await shown()) !== label) throw new Error(`Arrow keys do not reach “${label}”, only “${await shown()}”.`);
    },
  };
}
