import { onTestFinished } from 'vitest';
import { cdp } from 'vitest/browser';

/** What the Chrome DevTools protocol calls the pages it emulates media for. */
interface Emulation {
  send(method: 'Emulation.setEmulatedMedia', params: { features: { name: string; value: string }[] }): Promise<unknown>;
}

/** Shows the page to somebody who prefers this, such as `prefers-color-scheme: dark`, until the test ends. */
export async function emulate(name: string, value: string): Promise<void> {
  const session = cdp() as unknown as Emulation;
  await session.send('Emulation.setEmulatedMedia', { features: [{ name, value }] });
  onTestFinished(async () => {
    await session.send('Emulation.setEmulatedMedia', { features: [] });
  });
}

/** Contrast of two computed colours, `rgb(r, g, b)` or `#rrggbb`, 1 to 21. Source: WCAG 2.2, contrast ratio. */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/** Source: WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = parts(colour).map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function parts(colour: string): number[] {
  const hex = colour.trim().startsWith('#');
  return (colour.match(hex ? /[0-9a-f]{2}/gi : /[\d.]+/g) ?? []).map((part) =>
    hex ? Number.parseInt(part, 16) : Number(part),
  );
}

/** The colour something stands on: the nearest background that is not transparent. */
export function ground(element: Element | null): string {
  for (let at = element; at; at = at.parentElement) {
    const { backgroundColor } = getComputedStyle(at);
    if (!/, 0\)$|transparent/.test(backgroundColor)) return backgroundColor;
  }
  return 'rgb(255, 255, 255)';
}
