import { broken, type Figures, type Row, type Run } from './fault.ts';

/** What a row came to: all its runs, of every repetition, and every different thing that was wrong. */
export interface Result {
  row: Row;
  runs: Run[];
  problems: string[];
}

/** Runs a row `times` times; a row that throws is red. */
export async function runRow(row: Row, times = 1): Promise<Result> {
  const runs: Run[] = [];
  const problems = new Set<string>();
  for (let n = 0; n < times; n += 1) {
    try {
      const some = await row.run();
      if (some.length === 0) problems.add('made no run: a row without figures counts as not run');
      runs.push(...some);
    } catch (error) {
      problems.add(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
  }
  for (const run of runs) {
    for (const problem of [...run.problems, ...broken(run, row.mayLose)]) problems.add(`${run.variant}: ${problem}`);
  }
  return { row, runs, problems: [...problems] };
}

/** The figures of many runs as one: counts add up, times are the longest, the words are the first that tell of trouble. */
export function total(runs: readonly Run[]): Figures {
  const all = runs.map(({ figures }) => figures);
  const sum = (of: (figures: Figures) => number): number => all.reduce((s, figures) => s + of(figures), 0);
  const times = all.flatMap(({ recoverMs }) => (recoverMs === null ? [] : [recoverMs]));
  const words = all.map(({ message }) => message).filter((message) => message !== '');
  return {
    taken: sum((f) => f.taken),
    stored: sum((f) => f.stored),
    lost: sum((f) => f.lost),
    duplicated: sum((f) => f.duplicated),
    falseSaved: sum((f) => f.falseSaved),
    recoverMs: times.length === 0 ? null : Math.max(...times),
    unsavedMs: Math.max(0, ...all.map((f) => f.unsavedMs)),
    message: words.find((message) => message !== 'Saved') ?? words[0] ?? '',
    personal: sum((f) => f.personal),
  };
}
