import { gzipSync } from 'node:zlib';
import { buildPackage, buildPlayer, packageName } from './build-package.ts';
import { moduleDir, moduleNames } from './project.ts';
import { table } from './table.ts';
import { targetNames, targets, webWithEndpoint } from './targets.ts';
import { zip } from './zip.ts';

// `npm run size`: what a learner's first screen costs, against the budgets. Exit code 1 above any of them.

const kB = 1000;

interface Measure {
  name: string;
  value: number;
  budget: number;
  unit: 'bytes' | 'requests';
}

const rows: string[][] = [['package', 'measure', 'is', 'may be', '']];
let over = false;
for (const target of [...targetNames.map((name) => targets[name]), webWithEndpoint('https://lrs.example/xapi/')]) {
  const player = await buildPlayer(target);
  for (const name of moduleNames()) {
    const { course, courses, files } = await buildPackage(moduleDir(name), target, player);
    const languages = courses.map(({ language }) => language);
    for (const { name: measure, value, budget, unit } of measures(files, languages, target.online === true)) {
      const tooMuch = value > budget;
      over ||= tooMuch;
      const shown = (amount: number) => (unit === 'bytes' ? `${(amount / kB).toFixed(1)} kB` : String(amount));
      const packaged = `${packageName(course, target)}${target.endpoint === undefined ? '' : ', with an endpoint'}`;
      rows.push([packaged, measure, shown(value), shown(budget), tooMuch ? 'OVER BUDGET' : 'ok']);
    }
  }
}
process.stdout.write(`${table(rows)}\n`);
process.exitCode = over ? 1 : 0;

/** What speaks xAPI may be heavier: it brings its own client. The course text counts as text in the first load, and not as JavaScript: it is data the page waits for, not code it runs. */
function measures(files: ReadonlyMap<string, Uint8Array>, languages: readonly string[], online: boolean): Measure[] {
  const page = new TextDecoder().decode(files.get('index.html'));
  const loaded = [...page.matchAll(/<(?:script|link)\b[^>]*\s(?:src|href)="\.\/([^"]+)"/g)].map(
    ([, path = '']) => path,
  );
  // Of the texts a learner gets one.
  const firstIn = (language: string) => [...new Set(['index.html', ...loaded, `content.${language}.js`])];
  const scripts = loaded.filter((path) => path.endsWith('.js') && !path.startsWith('content.'));
  const gzipped = (paths: readonly string[]) =>
    paths.reduce((sum, path) => sum + gzipSync(files.get(path) ?? new Uint8Array(), { level: 9 }).length, 0);
  return [
    ...languages.map((language): Measure => ({
      name: `first load in ${language}, gzip`,
      value: gzipped(firstIn(language)),
      budget: (online ? 115 : 100) * kB,
      unit: 'bytes',
    })),
    { name: 'first load, requests', value: firstIn(languages[0] ?? '').length, budget: 6, unit: 'requests' },
    { name: 'JavaScript, gzip', value: gzipped(scripts), budget: (online ? 60 : 45) * kB, unit: 'bytes' },
    { name: 'zip', value: zip(files).length, budget: 300 * kB, unit: 'bytes' },
  ];
}
