import { expect, test } from 'vitest';
import { commands } from 'vitest/browser';
import '../../src/app/first.css';
import '../../src/app/player.css';
import type { Scene } from '../../src/course/course.ts';
import '../../src/player/scenes/scene-drawing.ts';
import { fixtureCourse } from '../support/fixture-course.ts';
import { drawn, place } from '../support/show.ts';

const FOLDER = 'modules/keep-it-confidential/scenes';
const names = ['SPOT1', 'SPOT2', 'SPOT3', 'SPOT4', 'SPOT5'];

/** Widths of a drawing, in CSS pixels, in a frame of 320 and of 900 pixels. */
const widths = [276, 412];

test.for(names.flatMap((name) => widths.map((width) => [name, width] as const)))(
  'the pins of %s stay apart and inside when it is %d pixels wide',
  async ([name, width]) => {
    const text = await commands.readFile(`${FOLDER}/${name}.yaml`);
    const segments = [...text.matchAll(/pin: \[(\d+), (\d+)\]/g)].map(([, x, y], at): Scene['segments'][number] => ({
      id: `s${at}`,
      text: '',
      why: '',
      pin: [Number(x), Number(y)],
    }));
    const svg = await commands.readFile(`${FOLDER}/${name}.svg`);
    const drawing = document.createElement('scene-drawing');
    const image = `data:image/svg+xml,${encodeURIComponent(svg)}`;
    drawing.scene = { ...(fixtureCourse().scenes[0] as Scene), image, segments };
    drawing.style.width = `${width}px`;
    await place(drawing);
    await drawing.querySelector('img')?.decode();
    await drawn();
    const frame = drawing.getBoundingClientRect();
    const pins = [...drawing.querySelectorAll('.pin')].map((pin) => pin.getBoundingClientRect());
    expect(pins).toHaveLength(7);
    for (const [at, pin] of pins.entries()) {
      expect(pin.width).toBeGreaterThanOrEqual(24); // WCAG 2.5.8
      expect(pin.left).toBeGreaterThanOrEqual(frame.left);
      expect(pin.right).toBeLessThanOrEqual(frame.right);
      for (const other of pins.slice(at + 1)) {
        const apart = Math.hypot(pin.x - other.x, pin.y - other.y) - pin.width;
        expect(apart, `pin ${at + 1} and its neighbour`).toBeGreaterThan(3);
      }
    }
  },
);
