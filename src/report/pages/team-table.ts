import { atLeast, ratio } from '../metrics/proportion.ts';
import type { Scope } from '../scope.ts';
import { atRisk } from '../tables/at-risk.ts';
import { assignedOf, overdueDays, type Trainee } from '../trainees.ts';
import { verdictsOf } from '../verdicts.ts';
import type { TableBlock, ViewRow } from './view.ts';

/** Fewer finished first attempts than this make no rate. */
const LEAST = 10;

/** How each team is getting on, in the order of their names. */
export function teamTable(scope: Scope): TableBlock {
  return {
    kind: 'table',
    id: 'teams',
    caption: 'By team',
    columns: [
      { key: 'team', title: 'Team' },
      { key: 'n', title: 'People', format: 'number' },
      { key: 'complete', title: 'Complete', format: 'bar', how: 'complete ÷ people of the team' },
      {
        key: 'first',
        title: 'Passed first time',
        format: 'bar',
        few: { n: 'finished', least: LEAST },
        how: 'passed in the first attempt ÷ people who finished one, from 10 on',
      },
      { key: 'overdue', title: 'Overdue', format: 'number', how: 'due before today and not complete' },
      { key: 'help', title: 'To talk to', format: 'number', how: 'people on the page “Who needs help”' },
    ],
    rows: teams(scope),
    note: 'Teams in the order of their names: this is no ranking.',
  };
}

function teams(scope: Scope): ViewRow[] {
  const groups = new Map<string, Trainee[]>();
  for (const each of assignedOf(scope)) {
    const team = each.person?.team || 'no team';
    const group = groups.get(team);
    if (group) group.push(each);
    else groups.set(team, [each]);
  }
  const toHelp = new Map<string, number>();
  for (const { team } of atRisk.rows(scope)) {
    const name = String(team ?? 'no team');
    toHelp.set(name, (toHelp.get(name) ?? 0) + 1);
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([team, people]) => {
      const finished = people.flatMap((each) => verdictsOf(scope, each) ?? []);
      const first = finished.filter((verdicts) => verdicts.first).length;
      const late = people.filter((each) => (overdueDays(scope, each) ?? 0) > 0);
      return {
        team,
        n: people.length,
        complete: ratio(people.filter(({ complete }) => complete).length, people.length),
        finished: finished.length,
        first: atLeast(LEAST, finished.length, ratio(first, finished.length)),
        overdue: scope.hasRoster ? late.length : null,
        help: toHelp.get(team) ?? 0,
      };
    });
}
