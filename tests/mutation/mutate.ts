import { fileURLToPath } from 'node:url';
import { Stryker } from '@stryker-mutator/core';

// `npm run mutate`: changes the codec, the queue and the status rules in every small way, and counts which changes no
// test notices. Words after it choose files: `npm run mutate -- queue`.

/** Least share of changes that some test must notice, in percent. */
export const LEAST = 85;

/** What became of the changes to one file, or to all. */
export interface Score {
  file: string;
  noticed: number;
  unnoticed: number;
  /** The tool itself failed on them: with any of these, the score says nothing. */
  errors: number;
}

/** Share of noticed changes, percent; 0 where nothing was changed at all. */
export const percentOf = ({ noticed, unnoticed }: Score): number =>
  noticed === 0 ? 0 : Math.round((noticed / (noticed + unnoticed)) * 1000) / 10;

const NOTICED = ['Killed', 'Timeout'];
const UNNOTICED = ['Survived', 'NoCoverage'];

/** Runs the mutation tests; gives the score of each file, and the changes nobody noticed, in words. */
export async function mutate(files: readonly string[] = []): Promise<{ scores: Score[]; unnoticed: string[] }> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const configFile = fileURLToPath(new URL('stryker.conf.json', import.meta.url));
  const results = await new Stryker({
    configFile,
    logLevel: 'error' as never,
    ...(files.length === 0 ? {} : { mutate: [...files] }),
  }).runMutationTest();
  const names = [...new Set(results.map(({ fileName }) => fileName))].sort();
  const scores = names.map((name) => {
    const own = results.filter(({ fileName }) => fileName === name).map(({ status }) => status);
    const noticed = own.filter((status) => NOTICED.includes(status)).length;
    const unnoticed = own.filter((status) => UNNOTICED.includes(status)).length;
    const ignored = own.filter((status) => status === 'Ignored').length;
    return { file: name.replace(root, ''), noticed, unnoticed, errors: own.length - noticed - unnoticed - ignored };
  });
  const unnoticed = results
    .filter(({ status }) => UNNOTICED.includes(status))
    .map(
      ({ fileName, location, replacement, mutatorName }) =>
        `${fileName.replace(root, '')}:${location.start.line}:${location.start.column} ${mutatorName}: ${(replacement ?? '').replace(/\s+/g, ' ').slice(0, 80)}`,
    );
  return { scores, unnoticed };
}

/** All files as one. */
export const together = (scores: readonly Score[]): Score => ({
  file: 'all',
  noticed: scores.reduce((sum, { noticed }) => sum + noticed, 0),
  unnoticed: scores.reduce((sum, { unnoticed }) => sum + unnoticed, 0),
  errors: scores.reduce((sum, { errors }) => sum + errors, 0),
});

/** What is wrong with a score, as sentences; none when it holds. */
export const tooLow = (score: Score): string[] => [
  ...(percentOf(score) < LEAST ? [`${percentOf(score)} % of the changes are noticed, must be ${LEAST} %`] : []),
  ...(score.errors > 0 ? [`${score.errors} changes could not be tried, so the score says nothing`] : []),
];

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { scores, unnoticed } = await mutate(process.argv.slice(2));
  for (const line of unnoticed) process.stderr.write(`${line}\n`);
  for (const score of [...scores, together(scores)]) {
    const { file, noticed, errors } = score;
    process.stdout.write(
      `${file}: ${percentOf(score)} %, ${noticed} noticed, ${score.unnoticed} not, ${errors} errors\n`,
    );
  }
  const problems = tooLow(together(scores));
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
