import type { AttemptRecord } from '../../attempt/record.ts';
import type { Learner } from '../learner.ts';
import type { Scope } from '../scope.ts';
import type { TimelineBlock } from './view.ts';

type Event = TimelineBlock['events'][number];

const DONE = 'Complete';

/** What this learner did when; null where the source tells no days. */
export function timeline({ course }: Scope, { attempt, register }: Learner): TimelineBlock | null {
  if (attempt.dates === 'none') return null;
  const begun =
    register.launched_at === ''
      ? []
      : [{ at: Date.parse(register.launched_at), what: 'Opened the course', tone: 'plain' as const }];
  const events = [...begun, ...attempt.records.flatMap((record): Event[] => eventOf(record) ?? [])].sort(
    (a, b) => a.at - b.at || Number(a.what === DONE) - Number(b.what === DONE),
  );
  return events.length === 0 ? null : { kind: 'timeline', caption: 'What happened when', events };

  function eventOf(record: AttemptRecord): Event[] | undefined {
    const { at } = record;
    const told = (what: string, tone: Event['tone'] = 'plain'): Event[] => [{ at, what, tone }];
    switch (record.kind) {
      case 'meta':
        return told(`Began attempt ${record.round}`);
      case 'round-ended': {
        const score = `${Math.round(record.scaled * 100)} %`;
        return record.passed
          ? told(`Passed attempt ${record.round} with ${score}`, 'good')
          : told(
              `Did not pass attempt ${record.round}: ${score}${record.openGates.length > 0 ? `, open: ${record.openGates.join(', ')}` : ''}`,
              'bad',
            );
      }
      case 'fix-opened':
        return told(`Opened the 2-minute fix ${record.fix} (${record.reason.replaceAll('-', ' ')})`);
      case 'help-asked':
        return told(
          `Asked for their trainer about ${record.redFlag} ${course.redFlags.find(({ id }) => id === record.redFlag)?.name ?? ''}`,
          'mid',
        );
      case 'signed':
        return told(`Signed the promise, version ${record.promiseVersion}`, 'good');
      case 'declined':
        return told(`Did not sign: ${record.reason.replaceAll('-', ' ')}`, 'bad');
      case 'completed':
        return told(DONE, 'good');
      default:
        return undefined; // Answers, lessons and calls have tables of their own.
    }
  }
}
