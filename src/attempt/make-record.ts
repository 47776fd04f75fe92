import type { Course, Interaction } from '../course/course.ts';
import type { Round } from './attempt.ts';
import { judge, rulesOf } from './judge.ts';
import type { AnsweredRecord, AttemptRecord, Part, Response } from './record.ts';

interface Answer {
  response: Response;
  latencyMs: number;
  at: number;
  sure?: boolean | undefined;
}

/** The record of an answer: everything an adapter needs, so that none of them has to know the course. */
export function answeredRecord(
  course: Course,
  interaction: Interaction,
  answer: Answer,
  part: Part,
  round: number,
  helped = false,
): AnsweredRecord {
  const rules = rulesOf(interaction);
  const targets = rules.targets?.(interaction);
  const isNode = interaction.type === 'node';
  return {
    kind: 'answered',
    at: answer.at,
    interaction: interaction.id,
    slug: isNode ? callSlug(course, interaction.id) : interaction.slug,
    part,
    type: interaction.type,
    round,
    response: answer.response,
    pattern: rules.pattern(interaction),
    choices: rules.choices(interaction),
    ...(targets ? { targets } : {}),
    score: judge(interaction, answer.response),
    weight: part === 'check' ? 0 : isNode ? 2 : interaction.type === 'scene' ? 3 : 1,
    latencyMs: Math.max(0, Math.round(answer.latencyMs)),
    objectives: objectivesOf(course, interaction),
    ...(isNode ? { quality: interaction.key[answer.response[0] ?? ''] ?? 'poor', helped } : {}),
    ...(answer.sure === undefined ? {} : { sure: answer.sure }),
  };
}

const callSlug = (course: Course, node: string): string =>
  course.calls.find((c) => node.startsWith(`${c.id}.`))?.slug ?? '';

function objectivesOf(course: Course, interaction: Interaction): string[] {
  switch (interaction.type) {
    case 'node':
      return interaction.kp;
    case 'scene': {
      const flags = Object.values(interaction.key);
      return [...new Set(course.redFlags.filter((f) => flags.includes(f.id)).flatMap((f) => f.objectives))].sort();
    }
    default: {
      const lesson = course.lessons.find((l) => l.check.id === interaction.id);
      return [interaction.kp ?? lesson?.id].flatMap((kp) => kp ?? []);
    }
  }
}

/** What a round is drawn from: first of its records. */
export function metaRecord(course: Course, round: Round, at: number): AttemptRecord {
  return {
    kind: 'meta',
    at,
    round: round.n,
    content: course.version,
    build: course.build,
    locale: course.language,
    packs: course.packs,
    policies: course.policies.map((p) => `${p.id}@${p.version}`),
    form: (round.seed >>> 0).toString(16).padStart(8, '0'),
  };
}
