import { atLeast } from '../metrics/proportion.ts';
import { today, type Scope } from '../scope.ts';
import { summaryOf, type Summary } from '../summary.ts';
import { assignedOf, latestSigned, traineesOf } from '../trainees.ts';
import { callEnds } from '../tables/calls.ts';
import { findings } from './findings.ts';
import { completionPlot, scorePlot } from './overview-plots.ts';
import { closingTable } from './closing-table.ts';
import { rateFigure } from './rate-figure.ts';
import { teamTable } from './team-table.ts';
import { NOT_HERE, tooFew, type Figure, type View } from './view.ts';

/** Fewer calls that went wrong than this make no rate (reports, section 5). */
const LEAST_HARMED = 5;

/** P1: is my team done, how well, and what needs me first? */
export function overview(scope: Scope): View {
  return {
    title: 'Overview',
    lead: `As of ${today(scope.now)}. A training record, not a supervised examination: scores are no proof of behaviour at work.`,
    figures: figuresOf(scope, summaryOf(scope)),
    blocks: [findings(scope), teamTable(scope), completionPlot(scope), scorePlot(scope), ...closingTable(scope)],
    how: [
      'Intervals are Wilson 95 %: with few people a rate may be far from what it will be with many.',
      'Rates of fewer people than a figure needs are not shown; what a source does not tell is “not in this data”, never 0.',
    ],
  };
}

/** The rate of who was on time; who is complete without a date is in none. */
function onTime({ onTimeRate, due, undated }: Summary): Pick<Figure, 'value' | 'note'> {
  const { value, note } = rateFigure(onTimeRate, onTimeRate === null ? 0 : due - undated);
  return undated === 0 ? { value, note } : { value, note: `${note}; ${undated} complete without a date` };
}

function figuresOf(scope: Scope, s: Summary): Figure[] {
  const all = assignedOf(scope);
  const harmed = callEnds(scope).filter(({ criticals }) => criticals > 0).length;
  const timed = scope.learners.filter(({ complete, attempt }) => complete && attempt.activeMs !== undefined).length;
  return [
    {
      label: 'Assigned',
      value: s.assigned === null ? NOT_HERE : String(s.assigned),
      note:
        s.assigned === null
          ? 'load a roster'
          : `${all.filter(({ enrolments }) => enrolments.length > 0).length} of them in the data`,
      how: 'People on the roster, without those who left before they were due.',
      page: 'register',
    },
    {
      label: 'Complete',
      ...(s.assigned === null
        ? { value: String(s.complete), note: `of ${all.length} in the data` }
        : rateFigure(s.completionRate, s.assigned)),
      how: 'People who have done lessons, quiz and signed promise ÷ assigned.',
      page: 'funnel',
    },
    {
      label: 'On time',
      ...onTime(s),
      how: 'Completed on or before the due date ÷ all who are due by today, without those whose completion has no date.',
    },
    {
      label: 'Passed first time',
      ...rateFigure(s.firstPassRate, s.submitted),
      how: 'Passed in the first graded attempt ÷ learners who have finished one; from 10 learners on.',
    },
    {
      label: 'Passed in the end',
      ...rateFigure(s.anyPassRate, s.submitted),
      how: 'Passed in any attempt ÷ learners who have finished one; from 10 learners on. It is never below the first.',
    },
    {
      label: 'Median active time',
      value:
        s.medianActiveMinutes === null
          ? timed === 0
            ? NOT_HERE
            : tooFew(timed)
          : `${Math.round(s.medianActiveMinutes)} min`,
      note: s.iqrActiveMinutes === null ? '' : `n = ${timed}; middle half spans ${Math.round(s.iqrActiveMinutes)} min`,
      how: 'Page in sight and an input within a minute, summed over sessions, of learners who are complete. The median, because a few very long sessions would rule a mean.',
    },
    {
      label: 'Open critical choices',
      value: String(s.openCriticals),
      note: `of ${s.learners} learners`,
      how: 'Learners whose latest attempt holds a critical choice in a call that they did not put right.',
      page: 'at-risk',
      ...(s.openCriticals > 0 ? { tone: 'bad' as const } : {}),
    },
    {
      label: 'Overdue',
      value: s.overdue === null ? NOT_HERE : String(s.overdue),
      note: s.overdue === null ? 'load a roster' : `of ${s.due} due`,
      how: 'Due before today and not complete in any enrolment; those on leave are counted too, those who have left are not.',
      page: 'register',
      ...((s.overdue ?? 0) > 0 ? { tone: 'mid' as const } : {}),
    },
    {
      label: 'Due again in 30 days',
      value: String(s.dueIn30),
      note: `of ${[...traineesOf(scope).values()].filter((each) => latestSigned(each) !== null).length} signed`,
      how: 'People whose latest signature is valid for 30 days or less, or no longer.',
      page: 'recertification',
    },
    {
      label: 'Mistakes put right',
      ...rateFigure(atLeast(LEAST_HARMED, harmed, s.recoveryRate), harmed),
      how: 'Calls whose critical choices were all put right ÷ calls with at least one; from 5 calls on. A good number: people speak up.',
      page: 'calls',
    },
  ];
}
