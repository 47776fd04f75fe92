import type { Course } from '../course/course.ts';
import type { Action, Step } from './action.ts';
import type { Attempt } from './attempt.ts';
import type { AttemptRecord } from './record.ts';

// Questions that nobody gets right or wrong: about oneself, and about the course.

/** An optional question at the end; answered once. */
export function closeQuestion(course: Course, attempt: Attempt, question: string, option: string, at: number): Step {
  const found = course.closing.find((q) => q.id === question);
  const known = found?.options.some((o) => o.id === option);
  if (!found || !known || attempt.closing.some((c) => c.question === question)) return { attempt, records: [] };
  return {
    attempt: { ...attempt, closing: [...attempt.closing, { question, option }] },
    records: [
      likert({ id: found.id, slug: found.slug, part: 'closing', choices: found.options.map((o) => o.id), option, at }),
    ],
  };
}

/** The self-check is done. Its answers become records only where the organisation has announced that it collects them. */
export function selfCheck(course: Course, attempt: Attempt, action: Extract<Action, { kind: 'self-check' }>): Step {
  if (attempt.selfChecked) return { attempt, records: [] };
  const named = course.settings.selfAuditReport === 'named' ? action.answers : [];
  const records = named.flatMap(({ statement, answer }) => selfRecord(course, statement, answer, action.at));
  return { attempt: { ...attempt, selfChecked: true }, records };
}

function selfRecord(course: Course, statement: string, given: string, at: number): AttemptRecord[] {
  const found = course.selfCheck.statements.find((s) => s.id === statement);
  if (!found) return [];
  return [
    likert({
      id: found.id,
      slug: 'self-check',
      part: 'self-check',
      choices: ['do', 'help', 'will'],
      option: given,
      at,
    }),
  ];
}

/** An answer that is nobody's right or wrong. */
function likert(answer: {
  id: string;
  slug: string;
  part: 'closing' | 'self-check';
  choices: string[];
  option: string;
  at: number;
}): AttemptRecord {
  const { id, slug, part, choices, option, at } = answer;
  return {
    kind: 'answered',
    at,
    interaction: id,
    slug,
    part,
    type: 'likert',
    round: 0,
    response: [option],
    pattern: [],
    choices: [...choices].sort(),
    score: 0,
    weight: 0,
    latencyMs: 0,
    objectives: [],
  };
}
