import type { AnsweredRecord, AttemptRecord, InteractionType, Part } from '../../attempt/record.ts';
import type { Quality, RedFlagId } from '../../course/course.ts';
import { readFields, readInteractionName } from '../scorm/names.ts';
import { fromCmiTimespan } from '../scorm/time.ts';
import type { CmiInteraction } from './cmi.ts';

/**
 * The record of an interaction row, minus what SCORM 1.2 cannot hold (../README.md has the list); null for a row that is not ours.
 * `day` is the local midnight before the answer, ms since the epoch: 1.2 rows carry a time of day and no date.
 */
export function fromCmi(row: CmiInteraction, day: number): AttemptRecord | null {
  const at = day + (fromCmiTimespan(row.time) ?? 0);
  const special = readNote(row, at);
  if (special) return special;
  const named = readInteractionName(row.id);
  if (!named) return null;
  const part = partOf(named.interaction);
  const type = typeOf(row, named.interaction);
  const score =
    row.result === 'correct' ? 1 : row.result === 'wrong' || row.result === 'neutral' ? 0 : Number(row.result);
  const answered: AnsweredRecord = {
    kind: 'answered',
    at,
    ...named,
    part,
    type,
    response: readResponse(type, row.student_response),
    pattern: type === 'fill-in' ? row.patterns : row.patterns.flatMap((p) => readResponse(type, p)),
    choices: [],
    score,
    weight: Number(row.weighting),
    latencyMs: fromCmiTimespan(row.latency) ?? 0,
    objectives: row.objectives.map((id) => id.split('_')[0] ?? id),
  };
  return type === 'node' ? { ...answered, quality: qualityOf(score) } : answered;
}

/** Rows that are remarks: what the course was, how a call or round ended, the promise, a fix, a call for help. */
function readNote({ id, student_response: text, latency }: CmiInteraction, at: number): AttemptRecord | null {
  const round = Number(/_a(\d+)$/.exec(id)?.[1] ?? 1);
  const field = readFields(text);
  const list = (name: string): string[] => (field[name] ? field[name].split(',') : []);
  if (id.startsWith('00-META_course-version')) {
    const { content = '', build = '', locale = '', form = '' } = field;
    return { kind: 'meta', at, round, content, build, locale, packs: list('packs'), policies: list('policies'), form };
  }
  const call = /^(CALL\d+)_result/.exec(id)?.[1];
  if (call) {
    return {
      kind: 'call-ended',
      at,
      call,
      round,
      score: Number(field['score']) / 100,
      ending: field['ending'] === 'good' || field['ending'] === 'harm' ? field['ending'] : 'mixed',
      criticals: Number(field['critical']),
      recovered: Number(field['recovered']),
      helps: Number(field['help']),
      durationMs: fromCmiTimespan(latency) ?? 0,
    };
  }
  const ended = /^ATTEMPT(\d+)_result$/.exec(id)?.[1];
  if (ended) {
    const scaled = Number(field['score']) / 100;
    return {
      kind: 'round-ended',
      at,
      round: Number(ended),
      scaled,
      passed: field['passed'] === '1',
      openGates: list('open'),
    };
  }
  const promiseVersion = /^99-PROMISE_v([\d-]+)$/.exec(id)?.[1]?.replaceAll('-', '.');
  if (promiseVersion) {
    return 'declined' in field
      ? { kind: 'declined', at, promiseVersion, reason: field['reason'] ?? '' }
      : {
          kind: 'signed',
          at: signedAt(text, at),
          promiseVersion,
          typedName: field['typed'] ?? '',
          sha256: field['sha256'] ?? '',
        };
  }
  const fix = /^97-FIX_(.+)$/.exec(id)?.[1];
  const reason = field['reason'];
  if (fix && (reason === 'critical' || reason === 'sure-but-wrong' || reason === 'weak'))
    return { kind: 'fix-opened', at, fix, reason };
  const redFlag = /^98-HELP_(RF[1-5])$/.exec(id)?.[1];
  return redFlag ? { kind: 'help-asked', at, redFlag: redFlag as RedFlagId } : null;
}

/** The signature carries its own full date. */
function signedAt(text: string, otherwise: number): number {
  const stamp = Date.parse(text.split(';')[1] ?? '');
  return Number.isNaN(stamp) ? otherwise : stamp;
}

function partOf(interaction: string): Part {
  if (interaction.startsWith('CALL')) return 'call';
  if (interaction.startsWith('SPOT')) return 'scene';
  if (interaction.startsWith('CLOSE')) return 'closing';
  if (interaction.startsWith('SELF')) return 'self-check';
  return interaction.endsWith('-C') ? 'check' : interaction.includes('-P') ? 'practice' : 'question';
}

/** 1.2 calls several types `choice` and `matching`; the id tells which one it was, but not whether several could be chosen. */
function typeOf({ type, student_response: text, patterns }: CmiInteraction, interaction: string): InteractionType {
  if (interaction.startsWith('CALL')) return 'node';
  if (interaction.startsWith('SPOT')) return 'scene';
  if (type === 'performance') return 'sequencing';
  if (type === 'choice' && [text, ...patterns].some((t) => t.includes(','))) return 'multiple';
  return type;
}

function readResponse(type: InteractionType, text: string): string[] {
  if (type === 'true-false') return [text === 't' || text === '1' || text === 'true' ? 'true' : 'false'];
  if (type === 'fill-in' || type === 'numeric') return [text];
  return text === '' ? [] : text.split(',');
}

const qualityOf = (score: number): Quality => (score === 1 ? 'best' : score === 0.5 ? 'ok' : 'poor');
