import { readFile } from 'node:fs/promises';
import { Fold } from '../../../src/report/fold.ts';
import { scopeOf } from '../../../src/report/scope.ts';
import { cohortOf, NOW } from '../../support/report-cohort.ts';
import { checked, differs, type Row } from '../fault.ts';

const DAY = 86_400_000;

export const rows: Row[] = [
  {
    id: 'G09',
    fault: 'Erasure and retention',
    priority: 2,
    note: 'erasing is done where the data lies; docs/report.md says how for each kind of store.',
    run: async () => {
      const { course, statements } = await cohortOf(12);
      const days = 20;
      const old = statements.filter(({ timestamp }) => Date.parse(timestamp) < NOW - days * DAY);
      const fold = new Fold(course, NOW, { retentionDays: days });
      for (const value of statements) fold.take({ kind: 'value', value });
      const scope = scopeOf(fold.report());
      const oldest = Math.min(...scope.learners.flatMap(({ answers }) => answers.map(({ at }) => at)));
      const told = await readFile(new URL('../../../docs/report.md', import.meta.url), 'utf8');
      return [
        {
          ...checked('older than the retention', [
            ...(old.length > 0 ? [] : ['the cohort has nothing that old: this proves nothing']),
            ...differs('counted', scope.quality.find(({ reason }) => reason === 'too-old')?.count, old.length),
            ...differs('an older answer is left', oldest < NOW - days * DAY, false),
          ]),
          figure: `${old.length} of ${statements.length} statements left out`,
        },
        checked(
          'erasure is documented',
          /eras/i.test(told) ? [] : ['docs/report.md does not say how to erase a learner'],
        ),
      ];
    },
  },
];
