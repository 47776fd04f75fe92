/** Switches for a browser in a container: no sandbox, no graphics card, no calls home. */
export const browserArgs: readonly string[];
/** The path of a Chromium that has just been started to prove it. @throws Error when there is none to be had */
export function findBrowser(): Promise<string>;
