import type { Quality } from './quality.ts';
import type { ReportedAttempt, Traced } from './reported-attempt.ts';

/**
 * The records of a learner in one order, each once, whatever the order and number in which they came. Of the same
 * question in the same round the earliest answer stays. Records without a version get that of their round.
 */
export function settled(attempt: ReportedAttempt, quality: Quality): ReportedAttempt {
  const sorted =
    attempt.dates === 'none'
      ? attempt.records
      : [...attempt.records].sort(
          (a, b) => a.at - b.at || compare(identity(a), identity(b)) || compare(a.statement ?? '', b.statement ?? ''),
        );
  const seen = new Set<string>();
  const once = sorted.filter((record) => {
    const key = identity(record);
    const isNew = !seen.has(key);
    if (!isNew) quality.note('same-answer', record.statement ?? attempt.learner);
    seen.add(key);
    return isNew;
  });
  return { ...attempt, records: once.map(versioned(once)) };
}

/** What makes two records the same fact. What is graded is answered once in a round; the rest may be done again later. */
function identity(record: Traced): string {
  const second = Math.floor(record.at / 1000);
  switch (record.kind) {
    case 'answered':
      return `answered ${record.interaction} ${record.round > 0 ? `round ${record.round}` : second}`;
    case 'call-ended':
      return `call-ended ${record.call} ${record.round}`;
    case 'round-ended':
    case 'meta':
      return `${record.kind} ${record.round}`;
    case 'signed':
    case 'declined':
      return `${record.kind} ${record.promiseVersion} ${second}`;
    case 'lesson-opened':
      return `lesson-opened ${record.lesson} ${second}`;
    case 'fix-opened':
      return `fix-opened ${record.fix} ${second}`;
    case 'help-asked':
      return `help-asked ${record.redFlag}`;
    case 'completed':
      return 'completed';
  }
}

/** SCORM says the version once in a round: it holds for the answers of that round, and the first for what came before. */
export function versioned(records: readonly Traced[]): (record: Traced) => Traced {
  const metas = records.filter((record) => record.kind === 'meta');
  return (record) => {
    if (record.content !== undefined) return record;
    const round = 'round' in record ? record.round : 0;
    const meta = metas.find((each) => each.round === round) ?? metas[0];
    return meta ? { ...record, content: meta.content, locale: meta.locale } : record;
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
