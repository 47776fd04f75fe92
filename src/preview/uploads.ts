import { Refusal } from './answers.ts';
import type { Foreign, ModuleState } from './modules.ts';

/** A package as it was read: its files, and what it says about itself. */
export interface ReadPackage extends Foreign {
  files: ReadonlyMap<string, Uint8Array>;
  /** The target's name; null when nothing says how it is played. */
  standard: string | null;
  title: string | null;
  version: string | null;
  languages: readonly string[];
  /** Path of the file that is opened, with its query; null when there is none. */
  launch: string | null;
}

/** Unpacks and reads a zip. @throws Error with a sentence when it is damaged or made to do harm */
export type PackageReader = (zip: Uint8Array) => Promise<ReadPackage>;

const MOST = 5;

/** Packages of other people's, to try: in memory only, until they are removed or the preview is stopped. */
export class Uploads {
  private readonly modules = new Map<string, ModuleState & { kind: 'built' }>();
  private readonly read: PackageReader;
  private last = 0;

  constructor(read: PackageReader) {
    this.read = read;
  }

  list(): readonly ModuleState[] {
    return [...this.modules.values()];
  }

  /** Takes a zip. @throws Refusal with the sentence that says why it cannot be played */
  async add(zip: Uint8Array): Promise<ModuleState & { kind: 'built' }> {
    if (this.modules.size >= MOST)
      throw new Refusal(409, `${MOST} packages are here already, all in memory: remove one first.`);
    const { files, standard, title, version, languages, launch, ...rest } = await this.unpacked(zip);
    if (launch === null || /^[a-z][a-z0-9+.-]*:|^\/\//i.test(launch))
      throw new Refusal(422, ['Nothing in this package can be opened here.', ...rest.problems].join(' '));
    const name = `upload-${++this.last}`;
    const module = {
      kind: 'built',
      name,
      title: `${title ?? 'Package without a title'} (uploaded)`,
      language: languages[0] ?? '',
      version: version ?? '',
      launch,
      packages: new Map([[played(standard), files]]),
      foreign: { standardName: rest.standardName, problems: rest.problems, notes: rest.notes },
    } as const;
    this.modules.set(name, module);
    return module;
  }

  /** False when there is no such package. */
  remove(name: string): boolean {
    return this.modules.delete(name);
  }

  private async unpacked(zip: Uint8Array): Promise<ReadPackage> {
    try {
      return await this.read(zip);
    } catch (cause) {
      throw new Refusal(422, cause instanceof Error ? cause.message : String(cause));
    }
  }
}

/** The standard a package is played in: the 2nd edition of SCORM 2004 as the 3rd, and one that names none as web pages. */
function played(standard: string | null): string {
  if (standard === 'scorm2004-2') return 'scorm2004-3';
  return standard ?? 'web';
}
