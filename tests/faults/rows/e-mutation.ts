import { mutate, percentOf, together, tooLow } from '../../mutation/mutate.ts';
import { checked, type Row } from '../fault.ts';

export const rows: Row[] = [
  {
    id: 'E14',
    fault: 'Every small change of codec, queue and status rules: some test must notice it',
    priority: 2,
    note: '`npm run mutate` does the same and names every change that no test notices. It takes most of this run’s time.',
    run: async () => {
      const { scores } = await mutate();
      const all = together(scores);
      const each = scores.map((score) => `${score.file} ${percentOf(score)} %`).join(', ');
      return [
        {
          ...checked('', tooLow(all)),
          figure: `${percentOf(all)} % of ${all.noticed + all.unnoticed} changes noticed, ${all.errors} errors: ${each}`,
        },
      ];
    },
  },
];
