import { watch } from 'chokidar';

/** What a package of somebody else's says about itself. */
export interface Foreign {
  standardName: string;
  /** Sentences: what may keep it from working, and what else is worth knowing. */
  problems: readonly string[];
  notes: readonly string[];
}

/** A module as last built: playable, or broken with what its author has to mend. */
export type ModuleState =
  | {
      kind: 'built';
      name: string;
      title: string;
      language: string;
      version: string;
      /** File of the package that the LMS opens; index.html without. */
      launch?: string;
      /** It was uploaded: what it says it is. */
      foreign?: Foreign;
      /** Target name to the files of its package. */
      packages: ReadonlyMap<string, ReadonlyMap<string, Uint8Array>>;
    }
  /** `what` is a sentence; `problems` are its details, which may be none. */
  | { kind: 'broken'; name: string; what: string; problems: readonly string[] };

/** Builds a module from its files. @throws Error whose message says what is wrong, and lists it from the second line on */
export type BuildModule = (name: string) => Promise<Omit<ModuleState & { kind: 'built' }, 'kind' | 'name'>>;

/** All modules, built once and again whenever a file of theirs changes. */
export class WatchedModules {
  private readonly states = new Map<string, ModuleState>();
  private readonly listeners: ((module: ModuleState) => void)[] = [];
  private readonly build: BuildModule;
  /** One build after the other: two at once would race for the newest state. */
  private queue: Promise<void> = Promise.resolve();

  constructor(build: BuildModule) {
    this.build = build;
  }

  list(): readonly ModuleState[] {
    return [...this.states.values()];
  }

  onChange(listener: (module: ModuleState) => void): void {
    this.listeners.push(listener);
  }

  /** Builds the modules named. A broken one is a state, not an error. */
  async buildAll(names: readonly string[]): Promise<void> {
    for (const name of names) this.states.set(name, await this.state(name));
  }

  /** Rebuilds a module when something in its folder changes; gives a function that stops watching. */
  watch(name: string, directory: string): () => Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const watcher = watch(directory, {
      ignoreInitial: true,
      ignored: (path) => /(^|[/\\])\.[^/\\]/.test(path.slice(directory.length)),
    });
    watcher.on('all', () => {
      clearTimeout(timer); // editors write a file in several steps
      timer = setTimeout(() => (this.queue = this.queue.then(() => this.rebuild(name))), 80);
    });
    return async () => {
      clearTimeout(timer);
      await watcher.close();
    };
  }

  private async rebuild(name: string): Promise<void> {
    const state = await this.state(name);
    this.states.set(name, state);
    for (const listener of this.listeners) listener(state);
  }

  private async state(name: string): Promise<ModuleState> {
    try {
      return { kind: 'built', name, ...(await this.build(name)) };
    } catch (error) {
      const [what = '', ...lines] = (error instanceof Error ? error.message : String(error)).split('\n');
      return { kind: 'broken', name, what, problems: lines.map((line) => line.replace(/^[\s-]+/, '')) };
    }
  }
}
