import type { AttemptRecord } from '../../src/attempt/record.ts';
import * as scorm12 from '../../src/tracking/scorm12/from-cmi.ts';
import * as scorm2004 from '../../src/tracking/scorm2004/from-cmi.ts';
import type { ReportedAttempt } from '../../src/report/reported-attempt.ts';

/** The data model of one learner as an LMS keeps it: `cmi.core.lesson_status` to `passed`. */
export type Elements = Readonly<Record<string, string>>;

/**
 * What SCORM 1.2 elements tell of a learner. `day` is the local midnight before the answers, ms since the epoch:
 * 1.2 rows carry a time of day and no date. Without it (null) no time in the report comes from them.
 */
export function fromElements12(elements: Elements, day: number | null): ReportedAttempt {
  const status = elements['cmi.core.lesson_status'] ?? '';
  return {
    learner: elements['cmi.core.student_id'] ?? '',
    registration: null,
    // One field holds both; only `passed` tells that all was done, too.
    completion: status === 'passed' || status === 'completed' ? 'completed' : 'incomplete',
    success: status === 'passed' || status === 'failed' ? status : 'unknown',
    scaled: score(elements['cmi.core.score.raw']),
    ...(day === null ? { dates: 'none' as const } : {}),
    records: rows(elements).flatMap((at) => {
      const of = (name: string): string => elements[`${at}.${name}`] ?? '';
      const row = { ...common(elements, at), time: of('time'), student_response: of('student_response') };
      return scorm12.fromCmi(row as Parameters<typeof scorm12.fromCmi>[0], day ?? 0) ?? [];
    }),
  };
}

/** What SCORM 2004 elements tell of a learner. */
export function fromElements2004(elements: Elements): ReportedAttempt {
  const success = elements['cmi.success_status'];
  return {
    learner: elements['cmi.learner_id'] ?? '',
    registration: null,
    completion: elements['cmi.completion_status'] === 'completed' ? 'completed' : 'incomplete',
    success: success === 'passed' || success === 'failed' ? success : 'unknown',
    scaled: score(elements['cmi.score.raw']),
    records: rows(elements).flatMap((at): AttemptRecord[] => {
      const of = (name: string): string => elements[`${at}.${name}`] ?? '';
      const row = {
        ...common(elements, at),
        timestamp: of('timestamp'),
        description: of('description'),
        learner_response: of('learner_response'),
      };
      const record = scorm2004.fromCmi(row as Parameters<typeof scorm2004.fromCmi>[0]);
      return record ? [record] : [];
    }),
  };
}

const score = (raw: string | undefined): number | null => (raw === undefined || raw === '' ? null : Number(raw) / 100);

/** Where each interaction row stands: `cmi.interactions.0`, … */
function rows(elements: Elements): string[] {
  const found: string[] = [];
  while (elements[`cmi.interactions.${found.length}.id`] !== undefined) found.push(`cmi.interactions.${found.length}`);
  return found;
}

/** What both editions call by the same name. */
function common(elements: Elements, at: string) {
  const of = (name: string): string => elements[`${at}.${name}`] ?? '';
  const all = (start: string, end: string): string[] => {
    const found: string[] = [];
    for (let n = 0; elements[`${at}.${start}.${n}.${end}`] !== undefined; n += 1)
      found.push(of(`${start}.${n}.${end}`));
    return found;
  };
  return {
    id: of('id'),
    type: of('type'),
    result: of('result'),
    weighting: of('weighting'),
    latency: of('latency'),
    patterns: all('correct_responses', 'pattern'),
    objectives: all('objectives', 'id'),
  };
}
