import { zipSync, type Zippable } from 'fflate';

// One moment for every file, so that the same content gives the same bytes on every machine and in every time zone.
const stamp = new Date(1980, 0, 1);
const unix = 3; // without it, unzip tools misread names and drop permissions
const regularFile = 0o100644 << 16;

/** The files as a zip archive: sorted, dated 1980, byte for byte the same for the same files. */
export function zip(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const entries: Zippable = {};
  for (const name of [...files.keys()].sort()) {
    const bytes = files.get(name);
    if (bytes) entries[name] = [bytes, { level: 9, mtime: stamp, os: unix, attrs: regularFile }];
  }
  return zipSync(entries);
}
