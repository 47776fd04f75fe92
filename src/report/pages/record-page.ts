import { instant } from '../register-row.ts';
import type { Scope } from '../scope.ts';
import { answerCells } from '../tables/answers.ts';
import { objectiveScores } from '../tables/objectives.ts';
import { gapOf } from '../tables/register.ts';
import { Words } from '../tables/texts.ts';
import { REASONS } from '../quality.ts';
import { recordsOf } from '../reported-attempt.ts';
import type { View } from './view.ts';

/** P8: what did this person actually answer? `at` is their place in the report. */
export function recordPage(scope: Scope, at: number): View {
  const learner = scope.learners[at];
  if (!learner)
    return { title: 'Learner record', lead: 'Choose a learner in the register.', figures: [], blocks: [], how: [] };
  const { register, attempt, person } = learner;
  const words = new Words(scope.course);
  const answers = answerCells(scope, learner, words);
  const ended = recordsOf(attempt, 'round-ended');
  const fixes = recordsOf(attempt, 'fix-opened').map(
    ({ fix, reason }) => `Opened the 2-minute fix on ${fix} (${reason.replaceAll('-', ' ')}).`,
  );
  const asked = recordsOf(attempt, 'help-asked').map(({ redFlag }) => `Asked for their trainer about ${redFlag}.`);
  const doubts = learner.doubts.map((doubt) => `Does not fit together: ${REASONS[doubt].what.toLowerCase()}.`);
  return {
    title: `Record of ${learner.name || learner.id}`,
    lead: [learner.id, person?.team, person?.site].filter(Boolean).join(' · '),
    figures: [
      { label: 'Status', value: register.status, note: gapOf(learner, scope) },
      {
        label: 'Score',
        value: register.score === '' ? '–' : register.score,
        note: `pass mark ${scope.course.settings.mastery}`,
      },
      {
        label: 'Attempts',
        value: String(register.attempts),
        note: ended
          .map(({ round, scaled, passed }) => `${round}: ${Math.round(scaled * 100)} %${passed ? ', passed' : ''}`)
          .join('; '),
      },
      {
        label: 'Promise',
        value: register.promise_status || '–',
        note:
          register.promise_sha256 === ''
            ? ''
            : `version ${register.promise_version}, ${register.promise_signed_at}, SHA-256 ${register.promise_sha256.slice(0, 12)}…`,
      },
      {
        label: 'Content',
        value: register.content_version || '–',
        note: [register.build, register.locale, register.policy_versions].filter(Boolean).join(' · '),
      },
    ],
    blocks: [
      ...(doubts.length + fixes.length + asked.length === 0
        ? []
        : [{ kind: 'text' as const, heading: 'Noted', lines: [...doubts, ...asked, ...fixes] }]),
      {
        kind: 'table',
        id: 'kp',
        caption: 'Key points in the round that set the result',
        columns: [
          { key: 'kp', title: 'Key point' },
          { key: 'percent', title: 'Score', format: 'bar', empty: '–' },
          { key: 'observations', title: 'Answers', format: 'number' },
          { key: 'status', title: 'Status' },
        ],
        rows: objectiveScores(scope, learner).map((o) => ({
          kp: `${o.kp} ${scope.course.objectives.find(({ id }) => id === o.kp)?.name}`,
          percent: o.available === 0 ? null : o.earned / o.available,
          observations: o.observations,
          status: o.status,
        })),
      },
      {
        kind: 'table',
        id: 'record',
        caption: 'Every answer, in order',
        columns: [
          { key: 'when', title: 'When (UTC)', empty: '–' },
          { key: 'attempt', title: 'Attempt', format: 'number' },
          { key: 'what', title: 'Question' },
          { key: 'response_text', title: 'Answer', empty: '–' },
          { key: 'correct_text', title: 'Best answer', empty: '–' },
          { key: 'result', title: 'Result' },
          { key: 'confidence', title: 'Said', empty: '–' },
          { key: 'active_seconds', title: 'Seconds', format: 'decimal' },
        ],
        rows: learner.answers.map((answer, n) => {
          const row = answers[n];
          const { stem } = words.of(answer.interaction, answer.slug);
          return {
            ...row,
            when: attempt.dates === 'none' ? null : instant(answer.at).replace('T', ' ').replace('Z', ''),
            what: `${answer.interaction} ${stem}`,
            result:
              answer.type === 'likert'
                ? '–'
                : (answer.quality ??
                  (answer.score === 1
                    ? 'right'
                    : answer.score === 0
                      ? 'wrong'
                      : `${Math.round(answer.score * 100)} %`)),
          };
        }),
      },
    ],
    how: ['Answers are judged in the learner’s browser: what stands here is what it reported.'],
  };
}
