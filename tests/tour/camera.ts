import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright';

/** How wide and high the course is shown, in CSS pixels; `height` null for the whole page, however long. */
export interface Size {
  name: string;
  width: number;
  height: number | null;
}

/** What most learners see, a phone, a window of its own, and the two frames Moodle gives by default; then the whole page. */
export const sizes: readonly Size[] = [
  { name: '900x500', width: 900, height: 500 },
  { name: '360x640', width: 360, height: 640 },
  { name: '1280x800', width: 1280, height: 800 },
  { name: '650x666', width: 650, height: 666 },
  { name: '337x666', width: 337, height: 666 },
  { name: 'whole-900', width: 900, height: null },
  { name: 'whole-360', width: 360, height: null },
];

export const themes = ['light', 'dark', 'forced'] as const;
export type Theme = (typeof themes)[number];

/** A picture that was taken. */
export interface Shot {
  state: string;
  size: string;
  theme: Theme;
  file: string;
}

interface Wanted {
  folder: string;
  sizes: readonly Size[];
  themes: readonly Theme[];
  /** Whether a state is wanted. */
  state(name: string): boolean;
  /** The language the course is switched to for the pictures; undefined for the one it is played in. */
  language?: string;
}

/** Takes each state once, at every size and in every theme that is wanted. */
export class Camera {
  readonly shots: Shot[] = [];
  private readonly wanted: Wanted;
  private readonly seen = new Set<string>();

  constructor(wanted: Wanted) {
    this.wanted = wanted;
  }

  async take(state: string, page: Page, frame: Frame): Promise<void> {
    if (this.seen.has(state)) return;
    this.seen.add(state);
    if (!this.wanted.state(state)) return;
    const number = String(this.seen.size).padStart(2, '0');
    await this.speak(frame, this.wanted.language);
    const atTop = await frame.evaluate(() => window.scrollY === 0);
    for (const size of this.wanted.sizes) {
      await this.resize(page, frame, size);
      await frame.evaluate(scrollAsTheCourseDoes, atTop);
      for (const theme of this.wanted.themes) {
        // The whole page is for reading through; its colours are on the other pictures.
        if (size.height === null && theme === 'forced') continue;
        await page.emulateMedia({
          colorScheme: theme === 'dark' ? 'dark' : 'light',
          forcedColors: theme === 'forced' ? 'active' : 'none',
          reducedMotion: 'reduce',
        });
        const file = `${number}-${state.replaceAll(' ', '-')}--${size.name}--${theme}.png`;
        await writeFile(join(this.wanted.folder, file), await picture(page, frame));
        this.shots.push({ state, size: size.name, theme, file });
      }
    }
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', reducedMotion: 'reduce' });
    await this.resize(page, frame, { name: 'as before', width: 900, height: 500 });
    if (this.wanted.language !== undefined) await this.speak(frame, 'en');
  }

  private async resize(page: Page, frame: Frame, { width, height }: Size): Promise<void> {
    const set = async (h: number): Promise<void> => {
      if (page.mainFrame() === frame) return page.setViewportSize({ width, height: h });
      await page.locator('iframe').evaluate(
        (el, [w, high]) => {
          el.setAttribute('width', String(w));
          el.setAttribute('height', String(high));
        },
        [width, h] as const,
      );
    };
    await set(height ?? 500);
    if (height === null) await set(await frame.evaluate(() => document.documentElement.scrollHeight));
    await frame.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }

  /** By the button in the course's own menu, where there is one. */
  private async speak(frame: Frame, language: string | undefined): Promise<void> {
    if (language === undefined) return;
    const pressed = await frame.evaluate((tag) => {
      if (document.documentElement.lang === tag) return false;
      const button = document.querySelector<HTMLElement>(`nav button[lang="${tag}"]`);
      button?.click();
      return button !== null;
    }, language);
    if (pressed) await frame.waitForFunction((tag) => document.documentElement.lang === tag, language);
  }
}

/** The frame as it stands; through the protocol, which is three times as quick as a screenshot that waits for everything. */
async function picture(page: Page, frame: Frame): Promise<Buffer> {
  const whole = { x: 0, y: 0, width: 900, height: 500, ...page.viewportSize() };
  const clip = page.mainFrame() === frame ? whole : ((await page.locator('iframe').boundingBox()) ?? whole);
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', {
    optimizeForSpeed: true,
    captureBeyondViewport: clip.height > 800,
    clip: { ...clip, scale: 1 },
  });
  await session.detach();
  return Buffer.from(data, 'base64');
}

/** Another size has another place to scroll to: the top, or what the course had brought into view. */
function scrollAsTheCourseDoes(atTop: boolean): void {
  const moment = document.querySelector('.now') ?? document.activeElement;
  if (atTop || !moment) window.scrollTo(0, 0);
  else moment.scrollIntoView({ block: document.querySelector('.now') ? 'start' : 'nearest' });
}
