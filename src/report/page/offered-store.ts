import type { LrsSource } from '../sources/lrs.ts';

/** A record store that whoever serves the page offers with it, as the preview does: read at the start. */
export interface OfferedStore extends LrsSource {
  name: string;
}
