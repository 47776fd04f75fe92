import type { AnsweredRecord, AttemptRecord, InteractionType, Part } from '../../attempt/record.ts';
import type { Quality, RedFlagId } from '../../course/course.ts';
import { fromIsoDuration } from './duration.ts';
import type { Claim, Component } from './statement.ts';
import { ext, types, verbs } from './vocabulary.ts';

/** The record of a statement, minus what ../README.md lists; null for a statement this course did not write, or that no record made. */
export function fromStatement(statement: Claim): AttemptRecord | null {
  const { verb, object, result, context } = statement;
  const at = Date.parse(statement.timestamp);
  const found = /^.*\/courses\/[^/]+\/unit(?:\/(.+))?$/.exec(object.id);
  // A cmi5 LMS launches the unit under an id of its own; its type still says what it is.
  const isUnit = object.definition?.type === types.course;
  if ((!found && !isUnit) || Number.isNaN(at)) return null;
  const [place = '', subject = ''] = (found?.[1] ?? '').split('/');
  const of = (name: string): unknown => context.extensions?.[ext(name)];
  const round = Number(of('attempt'));
  const durationMs = fromIsoDuration(result?.duration ?? '') ?? 0;
  const scaled = result?.score?.scaled ?? 0;

  switch (`${verb.id} ${place}`) {
    case `${verbs.answered} test`:
      return answered(statement, found?.[1] ?? '', at);
    case `${verbs.attempted} test`:
      return {
        kind: 'meta',
        at,
        round,
        content: String(of('contentVersion')),
        build: String(of('build')),
        locale: String(of('locale')),
        packs: of('packs') as string[],
        policies: Object.entries(of('policyVersions') as Record<string, string>).map(([id, v]) => `${id}@${v}`),
        form: String(of('formSeed')),
      };
    case `${verbs.completed} call`:
      return {
        kind: 'call-ended',
        at,
        call: subject,
        round,
        score: scaled,
        ending: of('ending') as 'good' | 'mixed' | 'harm',
        criticals: Number(of('critical')),
        recovered: Number(of('recovered')),
        helps: Number(of('helpUsed')),
        durationMs,
      };
    case `${verbs.scored} test`:
      return {
        kind: 'round-ended',
        at,
        round,
        scaled,
        passed: result?.success === true,
        openGates: of('openGates') as string[],
      };
    case `${verbs.agreed} promise`:
      return {
        kind: 'signed',
        at,
        promiseVersion: subject,
        typedName: result?.response ?? '',
        sha256: String(of('sha256')),
      };
    case `${verbs.disagreed} promise`:
      return { kind: 'declined', at, promiseVersion: subject, reason: result?.response ?? '' };
    case `${verbs.experienced} lesson`:
      return { kind: 'lesson-opened', at, lesson: subject };
    case `${verbs.experienced} fix`:
      return { kind: 'fix-opened', at, fix: subject, reason: of('reason') as 'critical' | 'sure-but-wrong' | 'weak' };
    case `${verbs.asked} red-flag`:
      return { kind: 'help-asked', at, redFlag: subject as RedFlagId };
    case `${verbs.completed} `:
      return { kind: 'completed', at, durationMs };
    default:
      return null;
  }
}

function answered({ object, result, context }: Claim, path: string, at: number): AnsweredRecord {
  const [, part, , interaction = ''] = path.split('/');
  const of = (name: string): unknown => context.extensions?.[ext(name)];
  const type = of('type') as InteractionType;
  const { definition } = object;
  const ids = (list: Component[] | undefined): string[] => (list ?? []).map((each) => each.id);
  const truth = type === 'true-false' ? ['false', 'true'] : [];
  const patterns = definition?.correctResponsesPattern ?? [];
  const confidence = of('confidence');
  const quality = of('quality') as Quality | undefined;
  const { choices, scale, source, target } = definition ?? {};
  return {
    kind: 'answered',
    at,
    interaction,
    slug: String(of('slug')),
    part: part as Part,
    type,
    round: Number(of('attempt')),
    response: read(type, result?.response ?? ''),
    pattern: type === 'fill-in' ? patterns : patterns.flatMap((text) => read(type, text)),
    choices: [...truth, ...ids(choices ?? scale ?? source)],
    ...(target ? { targets: ids(target) } : {}),
    score: result?.score?.scaled ?? 0,
    weight: result?.score?.max ?? 0,
    latencyMs: fromIsoDuration(result?.duration ?? '') ?? 0,
    objectives: of('kp') as string[],
    ...(quality ? { quality, helped: of('helpUsed') === true } : {}),
    ...(confidence === undefined ? {} : { sure: confidence === 'sure' }),
  };
}

function read(type: InteractionType, text: string): string[] {
  if (type === 'fill-in' || type === 'numeric') return [text];
  return text === '' ? [] : text.split('[,]').map((each) => each.replace('[.]', '.'));
}
