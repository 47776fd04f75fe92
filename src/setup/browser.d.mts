/** Switches for a browser in a container. */
export const browserArgs: string[];
/** The path of a Chromium that has just been started to prove it. @throws Error when none is found and none can be installed */
export function findBrowser(): Promise<string>;
