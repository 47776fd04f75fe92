import { beforeAll, describe, expect, it } from 'vitest';
import { outcome } from '../../../src/attempt/outcome.ts';
import { canStartRound, fixesFor } from '../../../src/attempt/remediation.ts';
import { scoreRound } from '../../../src/attempt/score.ts';
import { helpOffered } from '../../../src/attempt/answer.ts';
import type { Course, Interaction } from '../../../src/course/course.ts';
import { best, Play } from '../../support/play.ts';
import { realCourse } from '../../support/real-course.ts';

let course: Course;
beforeAll(async () => {
  course = await realCourse();
});

/** The worst choice in calls, right answers elsewhere. */
const criticalInCalls = (what: Interaction) => {
  if (what.type !== 'node') return best(what);
  const worst =
    what.options.find((o) => what.key[o.id] === 'critical') ?? what.options.find((o) => what.key[o.id] === 'poor');
  return [worst?.id ?? ''];
};

describe('a learner who gets everything right', () => {
  it('passes with 100, completes when the promise is signed, and progress is whole', () => {
    const play = new Play(course).checks().start().round();
    expect(play.attempt.results).toEqual([{ scaled: 1, passed: true }]);
    expect(outcome(course, play.attempt)).toMatchObject({ completion: 'incomplete', success: 'passed', scaled: 1 });
    play.sign();
    expect(outcome(course, play.attempt)).toMatchObject({ completion: 'completed', success: 'passed', progress: 1 });
  });

  it('records the draw first, every answer, each call’s end, the result, the signature and completion', () => {
    const { records } = new Play(course).checks().start().round().sign();
    const kinds = records.map((r) => r.kind);
    expect(kinds.filter((k) => k === 'meta')).toHaveLength(1);
    expect(kinds.filter((k) => k === 'call-ended')).toHaveLength(3);
    expect(kinds.slice(-3)).toEqual(['round-ended', 'signed', 'completed']);
  });

  it('sees evidence on all ten key points and three motivations', () => {
    const { objectives, motivations } = outcome(course, new Play(course).checks().start().round().attempt);
    expect(objectives.map((o) => o.status)).toEqual(Array(10).fill('mastered'));
    expect(motivations.map((m) => m.earned / m.available)).toEqual([1, 1, 1]);
  });
});

describe('lesson checks', () => {
  it('record the first answer only, and keep the first and the last', () => {
    const play = new Play(course);
    const lesson = course.lessons.find((l) => l.check.type === 'choice');
    if (lesson?.check.type !== 'choice') throw new Error('no choice check');
    const { check } = lesson;
    const wrong = check.options.find((o) => o.id !== check.key)?.id ?? '';
    expect(play.answer(check.id, [wrong])).toHaveLength(1);
    expect(play.answer(check.id, [check.key])).toHaveLength(0);
    expect(play.attempt.checks).toEqual([{ lesson: lesson.id, first: [wrong], last: [check.key] }]);
  });
});

describe('graded answers', () => {
  it('are taken once: a second answer changes nothing', () => {
    const play = new Play(course).start();
    const item = play.attempt.round?.items[0]?.item ?? '';
    const found = course.items.find((i) => i.id === item);
    play.answer(item, best(found as Interaction));
    const before = play.attempt;
    expect(play.answer(item, best(found as Interaction))).toEqual([]);
    expect(play.attempt).toBe(before);
  });

  it('are ignored when they are incomplete or unknown', () => {
    const play = new Play(course).start();
    const before = play.attempt;
    play.answer(play.attempt.round?.items[0]?.item ?? '', []);
    play.answer('KP99-Q9', ['x']);
    play.answer('CALL1.N99', ['x']);
    expect(play.attempt).toBe(before);
  });

  it('carry how sure the learner was', () => {
    const play = new Play(course).start();
    const item = course.items.find((i) => i.id === play.attempt.round?.items[0]?.item) as Interaction;
    expect(play.answer(item.id, best(item), false)).toMatchObject([{ kind: 'answered', sure: false }]);
  });
});

describe('a critical choice', () => {
  it('keeps the round from passing, and its call is the first fix', () => {
    const play = new Play(course).checks().start().round(criticalInCalls);
    expect(play.attempt.results[0]?.passed).toBe(false);
    expect(scoreRound(course, play.attempt.round ?? never()).openGates).toContain('critical');
    expect(fixesFor(course, play.attempt)[0]).toMatchObject({ reason: 'critical' });
  });

  it('is lifted by the best choice at the recovery node, which earns only its own points', () => {
    const recovering = (what: Interaction) =>
      what.type === 'node' && !what.recovery ? criticalInCalls(what) : best(what);
    const play = new Play(course).start().calls(recovering);
    for (const call of scoreRound(course, play.attempt.round ?? never()).calls) {
      if (call.criticals > 0) expect(call.ending).not.toBe('good');
      expect(call.recovered).toBe(call.criticals);
    }
  });

  it('cannot be undone by a promise: signing needs a pass', () => {
    const play = new Play(course).checks().start().round(criticalInCalls);
    expect(play.act({ kind: 'sign', typedName: 'Sam' })).toEqual([]);
  });
});

describe('endings', () => {
  it('are good only when every choice was best', () => {
    const play = new Play(course).start().calls();
    expect(play.records.flatMap((r) => (r.kind === 'call-ended' ? [r.ending] : []))).toEqual(['good', 'good', 'good']);
  });
});

describe('a retake', () => {
  const wrongItems = (what: Interaction) => {
    if (what.type === 'node' || what.type === 'scene') return criticalInCalls(what);
    return what.type === 'choice' ? [what.options.find((o) => o.id !== what.key)?.id ?? ''] : best(what);
  };

  it('carries mastered parts and draws unseen ones for the rest', () => {
    const play = new Play(course).checks().start().round(wrongItems);
    const first = play.attempt.round ?? never();
    const scenes = first.scenes.map((s) => s.scene);
    play.start(99);
    const second = play.attempt.round ?? never();
    expect(second.n).toBe(2);
    expect(second.scenes).toEqual(scenes.map((scene) => expect.objectContaining({ scene, carried: true })));
    const fresh = second.calls.filter((c) => !c.carried);
    expect(fresh.length).toBeGreaterThan(0);
    for (const run of fresh) expect(first.calls.map((c) => c.call)).not.toContain(run.call);
    for (const run of second.items.filter((i) => !i.carried))
      expect(first.items.map((i) => i.item)).not.toContain(run.item);
  });

  it('can pass, and the best score stands', () => {
    const play = new Play(course).checks().start().round(wrongItems).start(99).round().sign();
    expect(play.attempt.results.map((r) => r.passed)).toEqual([false, true]);
    const { scaled, completion } = outcome(course, play.attempt);
    expect(completion).toBe('completed');
    expect(scaled).toBe(Math.max(...play.attempt.results.map((r) => r.scaled)));
  });

  it('is not offered after a pass', () => {
    const play = new Play(course).start().round();
    expect(canStartRound(course, play.attempt)).toBe(false);
    expect(play.act({ kind: 'start-round', seed: 3 })).toEqual([]);
  });

  it('is not offered when the tries are used up, and only then the course is failed', () => {
    const twice = { ...course, settings: { ...course.settings, maxAttempts: 2 } };
    const play = new Play(twice).start().round(criticalInCalls);
    expect(outcome(twice, play.attempt).success).toBe('unknown');
    play.start(5).round(criticalInCalls);
    expect(outcome(twice, play.attempt).success).toBe('failed');
    expect(canStartRound(twice, play.attempt)).toBe(false);
  });
});

describe('help in a call', () => {
  it('fades: every node of the first call, the first node of the second, none of the third', () => {
    const play = new Play(course).start();
    const round = () => play.attempt.round ?? never();
    const ids = round().calls.map((c) => c.call);
    expect(ids.map((id) => helpOffered(round(), id))).toEqual([true, true, false]);
    play.calls();
    expect(ids.map((id) => helpOffered(round(), id))).toEqual([true, false, false]);
  });

  it('is counted with the answer', () => {
    const play = new Play(course).start();
    const start = course.calls.find((c) => c.id === play.attempt.round?.calls[0]?.call)?.start ?? '';
    play.act({ kind: 'help', node: start });
    const node = course.calls.flatMap((c) => c.nodes).find((n) => n.id === start) as Interaction;
    expect(play.answer(start, best(node))).toMatchObject([{ kind: 'answered', helped: true }]);
  });
});

describe('a call that may distress', () => {
  it('can be changed for another before its first answer, not after', () => {
    const play = new Play(course).start();
    const call = play.attempt.round?.calls[0]?.call ?? '';
    play.act({ kind: 'skip-call', call });
    expect(play.attempt.round?.calls[0]?.call).not.toBe(call);
    expect(new Set(play.attempt.round?.calls.map((c) => c.call)).size).toBe(3);
    play.calls();
    const after = play.attempt;
    play.act({ kind: 'skip-call', call: play.attempt.round?.calls[0]?.call ?? '' });
    expect(play.attempt).toBe(after);
  });
});

describe('the promise', () => {
  it('can be declined with a reason, and signed later', () => {
    const play = new Play(course).checks().start().round();
    const reason = course.promise.reasons[0]?.id ?? '';
    expect(play.act({ kind: 'decline', reason })).toMatchObject([{ kind: 'declined', reason }]);
    expect(outcome(course, play.attempt).completion).toBe('incomplete');
    expect(play.act({ kind: 'sign', typedName: ' Sam Lee ' })).toMatchObject([
      { kind: 'signed', typedName: 'Sam Lee', sha256: course.promise.sha256 },
      { kind: 'completed' },
    ]);
  });

  it('keeps the typed name out of the saved attempt', () => {
    const play = new Play(course).checks().start().round().sign('Zebedee Quux');
    expect(JSON.stringify(play.attempt)).not.toContain('Zebedee');
  });
});

describe('self-check answers', () => {
  const answers = [{ statement: 'SELF1', answer: 'help' as const }];
  it('stay with the learner', () => {
    expect(new Play(course).act({ kind: 'self-check', answers })).toEqual([]);
  });
  it('are sent only where the organisation has announced it', () => {
    const named = { ...course, settings: { ...course.settings, selfAuditReport: 'named' as const } };
    expect(new Play(named).act({ kind: 'self-check', answers })).toMatchObject([
      { interaction: 'SELF1', response: ['help'] },
    ]);
  });
});

function never(): never {
  throw new Error('there is no round');
}
