import { wilson } from '../metrics/proportion.ts';
import { assignedOf, type Scope } from '../scope.ts';
import { summaryOf } from '../summary.ts';
import { NOT_HERE, percent, TOO_FEW, type Figure, type View, type ViewRow } from './view.ts';

/** P1: is my team done, and how well? */
export function overview(scope: Scope): View {
  const s = summaryOf(scope);
  const rate = (share: number | null, n: number, empty: string): Figure['note'] => {
    if (share === null) return empty === NOT_HERE ? '' : `n = ${n}`;
    const { lo, hi } = wilson(share, n);
    return `n = ${n}; 95 % interval ${percent(lo)} to ${percent(hi)}`;
  };
  const figure = (label: string, share: number | null, n: number, empty = NOT_HERE): Figure => ({
    label,
    value: percent(share, empty),
    note: rate(share, n, empty),
  });
  return {
    title: 'Overview',
    lead: 'A training record, not a supervised examination: scores are no proof of behaviour at work.',
    figures: [
      {
        label: 'Assigned',
        value: s.assigned === null ? NOT_HERE : String(s.assigned),
        note: s.assigned === null ? 'load a roster' : `${s.learners} in the data`,
      },
      s.assigned === null
        ? { label: 'Complete', value: String(s.complete), note: `of ${s.learners} in the data` }
        : figure('Complete', s.completionRate, s.assigned),
      figure('On time', s.onTimeRate, s.due),
      figure('Passed at first attempt', s.firstPassRate, s.submitted, TOO_FEW),
      figure('Passed at any attempt', s.anyPassRate, s.submitted, TOO_FEW),
      {
        label: 'Median active time',
        value: s.medianActiveMinutes === null ? NOT_HERE : `${Math.round(s.medianActiveMinutes)} min`,
        note: s.iqrActiveMinutes === null ? '' : `middle half spans ${Math.round(s.iqrActiveMinutes)} min`,
      },
      { label: 'Open critical choices', value: String(s.openCriticals), note: 'learners; see At risk' },
      {
        label: 'Overdue',
        value: s.overdue === null ? NOT_HERE : String(s.overdue),
        note: s.overdue === null ? 'load a roster' : `of ${s.due} due`,
      },
      { label: 'Certificates due in 30 days', value: String(s.dueIn30), note: 'see Re-certification' },
      figure('Harm put right in calls', s.recoveryRate, s.learners, NOT_HERE),
    ],
    blocks: [
      {
        kind: 'table',
        id: 'teams',
        caption: 'By team',
        columns: [
          { key: 'team', title: 'Team' },
          { key: 'n', title: 'People', format: 'number' },
          { key: 'complete', title: 'Complete', format: 'bar' },
          { key: 'first', title: 'Passed at first attempt', format: 'bar', empty: TOO_FEW },
          { key: 'overdue', title: 'Overdue', format: 'number' },
        ],
        rows: teams(scope),
        note: 'Teams in the order of their names: this is no ranking.',
      },
      overTime(scope),
      {
        kind: 'table',
        id: 'scores',
        caption: `Scores (pass mark ${scope.course.settings.mastery})`,
        columns: [
          { key: 'band', title: 'Score' },
          { key: 'n', title: 'Learners', format: 'number' },
          { key: 'share', title: 'Share', format: 'bar' },
        ],
        rows: bands(scope),
      },
    ],
    how: [
      'Assigned: people on the roster, without those who left before they were due. Complete: lessons, quiz and signed promise done.',
      'On time: completed on or before the due date ÷ all who are due by today.',
      'First-attempt pass rate: passed in the first graded round ÷ learners who have finished one; shown from 10 learners on.',
      'Active time: page in sight and an input within a minute, summed over sessions; the median, because a few very long sessions would rule a mean.',
      'Intervals are Wilson 95 %.',
    ],
  };
}

function teams(scope: Scope): ViewRow[] {
  const groups = new Map<string, ReturnType<typeof assignedOf>>();
  for (const each of assignedOf(scope)) {
    const team = each.person?.team || 'no team';
    groups.set(team, [...(groups.get(team) ?? []), each]);
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([team, people]) => {
      const filters = {
        ...scope,
        learners: people.flatMap(({ learner }) => learner ?? []),
        missing: people.flatMap((p) => (p.learner || !p.person ? [] : [p.person])),
      };
      const s = summaryOf(filters);
      return {
        team,
        n: people.length,
        complete: s.complete / people.length,
        first: s.firstPassRate,
        overdue: s.overdue,
      };
    });
}

function overTime(scope: Scope): View['blocks'][number] {
  const days = scope.learners
    .map(({ register }) => register.completed_at.slice(0, 10))
    .filter((day) => day !== '')
    .sort();
  const all = Math.max(1, assignedOf(scope).length);
  const points = [...new Set(days)].map((day) => {
    const done = days.filter((each) => each <= day).length;
    return { x: Date.parse(day), y: done / all, label: `${day}: ${done} complete (${percent(done / all)})` };
  });
  const [from, to] = [points[0]?.x ?? 0, points.at(-1)?.x ?? 1];
  return {
    kind: 'plot',
    shape: 'line',
    caption: 'Complete over time',
    x: 'Day',
    y: 'Share complete',
    points,
    domain: { x: [from, Math.max(to, from + 86_400_000)], y: [0, 1], format: 'day' },
  };
}

function bands(scope: Scope): ViewRow[] {
  const scores = scope.learners.flatMap(({ register }) => (register.score === '' ? [] : [Number(register.score)]));
  const mark = scope.course.settings.mastery;
  return Array.from({ length: 10 }, (_, n) => {
    const from = n * 10;
    const inside = scores.filter((score) => score >= from && (n === 9 ? score <= 100 : score < from + 10)).length;
    const cut = from === mark ? ' · from here a pass' : '';
    return {
      band: `${from} to ${from + (n === 9 ? 10 : 9)}${cut}`,
      n: inside,
      share: scores.length === 0 ? null : inside / scores.length,
    };
  });
}
