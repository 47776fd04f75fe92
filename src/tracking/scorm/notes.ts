import type { AnsweredRecord, AttemptRecord } from '../../attempt/record.ts';
import type { RedFlagId } from '../../course/course.ts';
import { unreachable } from '../../course/unreachable.ts';
import { fields, percent, readFields, roundSuffix } from './names.ts';

/** A record without a question behind it, as both editions write it: a row that is a remark, not an answer to be judged. */
export interface Note {
  id: string;
  text: string;
  durationMs?: number;
}

/** The remark of a record; null for what an interaction row has no place for (the list stands in ../README.md). `spelling` is how this session writes responses. */
export function noteOf(record: Exclude<AttemptRecord, AnsweredRecord>, spelling: string): Note | null {
  switch (record.kind) {
    case 'meta': {
      const { round, content, build, locale, packs, policies, form } = record;
      const lists = { packs: packs.join(','), policies: policies.join(',') };
      return {
        id: `00-META_course-version${roundSuffix(round)}`,
        text: fields({ content, build, locale, ...lists, form, resp: spelling }),
      };
    }
    case 'call-ended': {
      const { call, round, score, ending, criticals, recovered, helps, durationMs } = record;
      return {
        id: `${call}_result${roundSuffix(round)}`,
        text: fields({ score: Math.round(score * 100), ending, critical: criticals, recovered, help: helps }),
        durationMs,
      };
    }
    case 'round-ended': {
      const { round, scaled, passed, openGates } = record;
      return {
        id: `ATTEMPT${round}_result`,
        text: fields({ score: percent(scaled), passed: passed ? 1 : 0, open: openGates.join(',') }),
      };
    }
    case 'signed': {
      const when = `${new Date(record.at).toISOString().slice(0, 19)}Z`;
      // 1.2 keeps 255 in all; a pair of which one half is cut off is no character any more.
      const typed = record.typedName
        .replace(/[;=]/g, ' ')
        .slice(0, 100)
        .replace(/\p{Cs}$/u, '');
      return {
        id: promiseId(record.promiseVersion),
        text: `signed;${when};typed=${typed};sha256=${record.sha256}`,
      };
    }
    case 'declined':
      return { id: promiseId(record.promiseVersion), text: `declined;reason=${record.reason}` };
    case 'fix-opened':
      return { id: `97-FIX_${record.fix}`, text: fields({ reason: record.reason }) };
    case 'help-asked':
      return { id: `98-HELP_${record.redFlag}`, text: 'asked' };
    case 'lesson-opened':
    case 'completed':
      return null;
    default:
      return unreachable(record);
  }
}

const promiseId = (version: string): string => `99-PROMISE_v${version.replaceAll('.', '-')}`;

/** The record of a remark; null for an id that is none. `at` is the row's own time, ms since the epoch. */
export function readNote({ id, text, durationMs = 0 }: Note, at: number): AttemptRecord | null {
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
      durationMs,
    };
  }
  const ended = /^ATTEMPT(\d+)_result$/.exec(id)?.[1];
  if (ended) {
    const scaled = Number(field['score']) / 100;
    const passed = field['passed'] === '1';
    return { kind: 'round-ended', at, round: Number(ended), scaled, passed, openGates: list('open') };
  }
  return readPromise({ id, text }, field, at) ?? readHelp(id, field, at);
}

function readPromise({ id, text }: Note, field: Record<string, string>, at: number): AttemptRecord | null {
  const promiseVersion = /^99-PROMISE_v([\d-]+)$/.exec(id)?.[1]?.replaceAll('-', '.');
  if (!promiseVersion) return null;
  if ('declined' in field) return { kind: 'declined', at, promiseVersion, reason: field['reason'] ?? '' };
  // The signature carries its own full date.
  const stamp = Date.parse(text.split(';')[1] ?? '');
  const typedName = field['typed'] ?? '';
  return {
    kind: 'signed',
    at: Number.isNaN(stamp) ? at : stamp,
    promiseVersion,
    typedName,
    sha256: field['sha256'] ?? '',
  };
}

function readHelp(id: string, field: Record<string, string>, at: number): AttemptRecord | null {
  const fix = /^97-FIX_(.+)$/.exec(id)?.[1];
  const reason = field['reason'];
  if (fix && (reason === 'critical' || reason === 'sure-but-wrong' || reason === 'weak'))
    return { kind: 'fix-opened', at, fix, reason };
  const redFlag = /^98-HELP_(RF[1-5])$/.exec(id)?.[1];
  return redFlag ? { kind: 'help-asked', at, redFlag: redFlag as RedFlagId } : null;
}
