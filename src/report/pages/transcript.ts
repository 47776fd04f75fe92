import { plainText } from '../../course/text.ts';
import type { Call, CallNode } from '../../course/course.ts';
import type { Learner } from '../learner.ts';
import { recordsOf } from '../reported-attempt.ts';
import { callOf, type Answer } from '../rounds.ts';
import type { Scope } from '../scope.ts';
import type { Tone, TranscriptBlock } from './view.ts';

const TONES: Record<string, Tone> = { best: 'good', ok: 'mid', poor: 'mid', critical: 'bad' };

/** Each call this learner has begun, as it went. */
export function transcripts(scope: Scope, { answers, attempt }: Learner): TranscriptBlock[] {
  const runs = new Map<string, Answer[]>();
  for (const answer of answers) {
    if (answer.type !== 'node') continue;
    const key = `${callOf(answer)} ${answer.round}`;
    const run = runs.get(key);
    if (run) run.push(answer);
    else runs.set(key, [answer]);
  }
  const ended = recordsOf(attempt, 'call-ended');
  return [...runs.entries()].flatMap(([key, run]) => {
    const [id = '', round = ''] = key.split(' ');
    const call = scope.course.calls.find((each) => each.id === id);
    if (!call) return []; // Of another version: its answers stand in the table.
    const end = ended.find((each) => each.call === id && each.round === Number(round));
    return [
      {
        kind: 'transcript' as const,
        caption: `${id} ${call.title}, attempt ${round}`,
        about: end
          ? `Ended ${end.ending === 'harm' ? 'in harm' : end.ending}, score ${Math.round(end.score * 100)}; critical choices ${end.criticals}, put right ${end.recovered}.`
          : 'Not played to the end.',
        turns: run.flatMap((answer) => turnOf(call, answer)),
        ending: end ? plainText(call.endings[end.ending]) : '',
      },
    ];
  });
}

function turnOf(call: Call, answer: Answer): TranscriptBlock['turns'] {
  const node = call.nodes.find(({ id }) => id === answer.interaction);
  if (!node) return [];
  const option = node.options.find(({ id }) => id === answer.response[0]);
  const best = node.options.find(({ id }) => node.key[id] === 'best');
  const quality = answer.quality ?? qualityOf(node, answer.response[0] ?? '');
  return [
    {
      scene: plainText(node.scene ?? ''),
      speaker: node.speaker ?? call.caller.name,
      said: node.says ?? '',
      answer: option?.text ?? answer.response.join(', '),
      tone: TONES[quality] ?? 'mid',
      verdict: `${quality}${answer.helped ? ', asked for the rule first' : ''}`,
      better: quality === 'best' ? '' : (best?.text ?? ''),
      then: option ? plainText(option.then) : '',
      note: option ? plainText(option.coach) : '',
    },
  ];
}

const qualityOf = (node: CallNode, option: string): string => node.key[option] ?? 'unknown';
