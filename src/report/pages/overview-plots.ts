import { today, type Scope } from '../scope.ts';
import { assignedOf, completedOn } from '../trainees.ts';
import { percent, type PlotBlock } from './view.ts';

const DAY = 86_400_000;

/** Share complete, day by day, against the share that was due. */
export function completionPlot(scope: Scope): PlotBlock {
  const people = assignedOf(scope);
  const complete = people.filter((each) => each.complete);
  const done = complete.flatMap((each) => completedOn(each) || []).sort();
  const undated = complete.length - done.length;
  const now = today(scope.now);
  const due = people
    .flatMap(({ person }) => (person && person.dueOn !== '' && person.dueOn <= now ? [person.dueOn] : []))
    .sort();
  // A line of nobody, where all are complete on days that no source tells, would say that nobody is.
  const days = done.length === 0 && undated > 0 ? [] : [...new Set([...done, ...due])].sort();
  const n = Math.max(1, people.length);
  const before = counter(done);
  const expected = counter(due);
  const points = days.map((day) => {
    const share = before(day) / n;
    return {
      name: day,
      x: Date.parse(day),
      y: share,
      ...(due.length > 0 ? { second: expected(day) / n } : {}),
      say: `${before(day)} of ${people.length} people`,
    };
  });
  const from = points[0]?.x ?? 0;
  return {
    kind: 'plot',
    shape: 'line',
    caption: 'Complete over time',
    of: 'Day',
    x: { title: 'Day', from, to: Math.max(points.at(-1)?.x ?? 0, from + DAY), format: 'day' },
    y: { title: 'Complete', from: 0, to: 1, format: 'percent' },
    points,
    ...(due.length > 0 ? { second: 'Due by then' } : {}),
    note: `n = ${people.length}; ${percent(complete.length / n)} complete by ${now}.${undated === 0 ? '' : ` ${undated} of them without a date: the line leaves them out.`}`,
    how: 'People complete by that day ÷ all people in scope; the broken line is the share that was due by that day.',
  };
}

/** How many of some sorted days are not after a day. */
function counter(days: readonly string[]): (day: string) => number {
  let at = 0;
  return (day) => {
    while (at < days.length && (days[at] ?? '') <= day) at += 1;
    return at;
  };
}

const BAND = 5;

/** How the scores spread, with the pass mark. */
export function scorePlot(scope: Scope): PlotBlock {
  const scores = scope.learners.flatMap(({ register }) => (register.score === '' ? [] : [Number(register.score)]));
  const mark = scope.course.settings.mastery;
  const counts = Array.from({ length: 100 / BAND }, () => 0);
  for (const score of scores) {
    const at = Math.min(counts.length - 1, Math.max(0, Math.floor(score / BAND)));
    counts[at] = (counts[at] ?? 0) + 1;
  }
  const lowest = Math.min(
    counts.findIndex((count) => count > 0),
    Math.floor(mark / BAND) - 2,
  );
  const first = Math.max(0, lowest);
  return {
    kind: 'plot',
    shape: 'bars',
    caption: 'Scores',
    of: 'Score',
    x: { title: 'Score', from: first * BAND, to: 100, format: 'number' },
    y: { title: 'Learners', from: 0, to: Math.max(1, ...counts), format: 'number' },
    points:
      scores.length === 0
        ? []
        : counts.flatMap((count, at) =>
            at < first
              ? []
              : [
                  {
                    name: `${at * BAND} to ${at * BAND + BAND}${at === counts.length - 1 ? '' : ' (below)'}`,
                    x: at * BAND,
                    to: at * BAND + BAND,
                    y: count,
                    tone: at * BAND < mark ? ('mid' as const) : ('good' as const),
                    say: percent(count / scores.length),
                  },
                ],
          ),
    marks: [{ axis: 'x', at: mark, label: `pass mark ${mark}` }],
    tones: { good: 'from the pass mark on', mid: 'below it' },
    note: `n = ${scores.length} learners with a score.${first > 0 ? ` Nobody is below ${first * BAND}.` : ''}`,
    how: 'Score of the attempt that sets the result, 0 to 100. Motivations and open critical choices count as well: who is above the mark has not always passed.',
  };
}
