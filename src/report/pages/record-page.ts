import type { Place } from '../place.ts';
import { instant } from '../register-row.ts';
import type { Scope } from '../scope.ts';
import type { Learner } from '../learner.ts';
import { answerCells } from '../tables/answers.ts';
import { objectiveScores } from '../tables/objectives.ts';
import { gapOf } from '../tables/register.ts';
import { Words } from '../tables/texts.ts';
import { REASONS } from '../quality.ts';
import { recordsOf } from '../reported-attempt.ts';
import { timeline } from './timeline.ts';
import { transcripts } from './transcript.ts';
import type { Block, Figure, TableBlock, View } from './view.ts';

/** P8: what did this person actually answer? */
export function recordPage(scope: Scope, { learner: at }: Pick<Place, 'learner'>): View {
  // The address names a person; a filter set later must not make another of them.
  const learner = scope.everybody[at];
  if (!learner)
    return { title: 'Learner record', lead: 'Choose a learner in the register.', figures: [], blocks: [], how: [] };
  const { person } = learner;
  const strip = timeline(scope, learner);
  return {
    title: `Record of ${learner.name || learner.id}`,
    lead: [learner.id, person?.team, person?.site, person?.cohort].filter(Boolean).join(' · '),
    figures: figuresOf(scope, learner),
    blocks: [
      ...noted(learner),
      ...(strip ? [strip] : []),
      keyPoints(scope, learner),
      ...transcripts(scope, learner),
      answerTable(scope, learner),
      ...promised(scope, learner),
    ],
    how: ['Answers are judged in the learner’s browser: what stands here is what it reported. Times are UTC.'],
  };
}

function figuresOf(scope: Scope, learner: Learner): Figure[] {
  const { register, attempt } = learner;
  const ended = recordsOf(attempt, 'round-ended');
  const minutes = (ms: number | undefined): string =>
    ms === undefined ? 'not in this data' : `${Math.round(ms / 60_000)} min`;
  return [
    {
      label: 'Status',
      value: register.status,
      note: gapOf(learner, scope),
      how: 'What the course reports, and the first thing that is missing.',
    },
    {
      label: 'Score',
      value: register.score === '' ? '–' : register.score,
      note: `pass mark ${scope.course.settings.mastery}`,
      how: '0 to 100, of the attempt that sets the result: the first that was passed, else the best.',
    },
    {
      label: 'Attempts',
      value: String(register.attempts),
      note: ended
        .map(({ round, scaled, passed }) => `${round}: ${Math.round(scaled * 100)} %${passed ? ', passed' : ''}`)
        .join('; '),
      how: 'Graded attempts that were answered to the end.',
    },
    {
      label: 'Active time',
      value: minutes(attempt.activeMs),
      note: attempt.clockMs === undefined ? '' : `${minutes(attempt.clockMs)} by the clock`,
      how: 'Page in sight and an input within a minute, summed over sessions. Context only: disability and language affect speed.',
    },
    {
      label: 'Valid until',
      value: register.valid_until || '–',
      note: register.promise_signed_at === '' ? 'not signed' : `signed ${register.promise_signed_at.slice(0, 10)}`,
      how: '365 days after the signature.',
    },
    {
      label: 'Content',
      value: register.content_version || '–',
      note: [register.build, register.locale, register.policy_versions, register.packs].filter(Boolean).join(' · '),
      how: 'Version and build of the course, language, policies and packs of the latest attempt.',
    },
  ];
}

/** What speaks against the data, and what the learner asked for. */
function noted({ doubts, attempt }: Learner): Block[] {
  const lines = [
    ...doubts.map((doubt) => `Does not fit together: ${REASONS[doubt].what.toLowerCase()}.`),
    ...recordsOf(attempt, 'help-asked').map(({ redFlag }) => `Asked for their trainer about ${redFlag}.`),
    ...recordsOf(attempt, 'declined').map(({ reason }) => `Did not sign: ${reason.replaceAll('-', ' ')}.`),
  ];
  return lines.length === 0 ? [] : [{ kind: 'text', heading: 'To talk about', lines }];
}

function keyPoints(scope: Scope, learner: Learner): TableBlock {
  const scores = objectiveScores(scope, learner);
  return {
    kind: 'table',
    id: 'kp',
    caption: 'Key points in the attempt that set the result',
    columns: [
      { key: 'kp', title: 'Key point' },
      { key: 'percent', title: 'Score', format: 'bar', empty: '–', how: 'points earned ÷ points available' },
      { key: 'observations', title: 'Answers', format: 'number' },
      { key: 'status', title: 'Status', format: 'tag', how: 'mastered: 70 % or more with at least two answers' },
      { key: 'fix', title: '2-minute fix', empty: 'not opened' },
    ],
    rows: scores.map((o) => ({
      kp: `${o.kp} ${scope.course.objectives.find(({ id }) => id === o.kp)?.name}`,
      percent: o.available === 0 ? null : o.earned / o.available,
      observations: o.observations,
      status: o.status,
      fix: recordsOf(learner.attempt, 'fix-opened').some(({ fix }) => fix === o.kp) ? 'opened' : null,
    })),
    ...(scores.length === 0 && learner.counting
      ? {
          note: 'Answered in another version of the course: the answers stand below, and are in no figure of this one.',
        }
      : {}),
  };
}

function answerTable(scope: Scope, learner: Learner): TableBlock {
  const { attempt, answers } = learner;
  const words = new Words(scope.course);
  const cells = answerCells(scope, learner, words);
  return {
    kind: 'table',
    id: 'record',
    caption: 'Every answer, in order',
    long: true,
    columns: [
      { key: 'what', format: 'prose', title: 'Question' },
      { key: 'response_text', format: 'prose', title: 'Answer', empty: '–' },
      { key: 'result', title: 'Result', format: 'tag' },
      { key: 'better', format: 'prose', title: 'Best answer', empty: 'as answered' },
      { key: 'why', format: 'prose', title: 'Why', empty: '–' },
      { key: 'confidence', title: 'Said', empty: '–' },
      { key: 'seconds', title: 'Seconds', format: 'decimal' },
      { key: 'attempt', title: 'Attempt', empty: 'not graded' },
      { key: 'when', title: 'When', format: 'code', empty: '–' },
    ],
    rows: answers.map((answer, n) => {
      const row = cells[n];
      const { stem, why } = words.of(answer.interaction, answer.slug);
      return {
        ...row,
        when:
          attempt.dates === 'none'
            ? null
            : instant(answer.at)
                .replace('T', ' ')
                .replace(/:\d\dZ$/, ''),
        what: `${answer.interaction} ${stem}`,
        better: answer.score === 1 ? null : (row?.correct_text ?? null),
        why: answer.score === 1 ? null : why || null,
        attempt: answer.round === 0 ? null : String(answer.round),
        seconds: row?.active_seconds ?? null,
        result: resultOf(answer),
      };
    }),
  };
}

/** How good an answer was, in a word or a share. */
function resultOf({ type, quality, score }: Learner['answers'][number]): string {
  if (type === 'likert') return '–';
  if (quality) return quality;
  if (score === 1) return 'right';
  return score === 0 ? 'wrong' : `${Math.round(score * 100)} %`;
}

/** The promise that was signed, with its fingerprint. */
function promised({ course }: Scope, { register, receiptAgrees }: Learner): Block[] {
  if (register.promise_status !== 'signed') return [];
  const isOurs = register.promise_sha256 === course.promise.sha256;
  return [
    {
      kind: 'text',
      heading: 'The promise',
      lines: [
        `Version ${register.promise_version}, signed at ${register.promise_signed_at}.`,
        `SHA-256 of the text that was signed: ${register.promise_sha256 || 'not in this data'}.`,
        ...(isOurs
          ? course.promise.lines.map(({ text }) => text)
          : ['Its text is another one than this version of the course has: another language, setting or version.']),
        ...(receiptAgrees === null
          ? []
          : [
              receiptAgrees
                ? 'The receipt handed in is of this result.'
                : 'The receipt handed in is NOT of this result.',
            ]),
      ],
    },
  ];
}
