import type { Course } from '../course/course.ts';
import type { Attempt } from './attempt.ts';
import { outcome } from './outcome.ts';

/** A “2-minute fix”: the model version of a call (`CALLn`), or a worked example with a practice item (`KPnn`). */
export interface SuggestedFix {
  fix: string;
  reason: 'critical' | 'sure-but-wrong' | 'weak';
}

const MOST_FIXES = 3;

/** At most three fixes after a round that was not passed: critical choices first, then sure-but-wrong, then the weakest key points. */
export function fixesFor(course: Course, attempt: Attempt): SuggestedFix[] {
  const { round, objectives } = outcome(course, attempt);
  if (!round?.ended || round.openGates.length === 0) return [];
  const critical = round.calls.filter((c) => c.criticals > c.recovered).map((c) => c.call.id);
  const sureButWrong = round.items
    .filter((i) => i.run.sure === true && (i.score ?? 0) < 1)
    .flatMap((i) => course.items.find((item) => item.id === i.run.item)?.kp ?? []);
  const weak = objectives
    .filter((o) => o.available > 0 && o.earned < o.available)
    .sort((a, b) => a.earned / a.available - b.earned / b.available)
    .map((o) => o.id);
  const all: SuggestedFix[] = [
    ...critical.map((fix) => ({ fix, reason: 'critical' as const })),
    ...sureButWrong.map((fix) => ({ fix, reason: 'sure-but-wrong' as const })),
    ...weak.map((fix) => ({ fix, reason: 'weak' as const })),
  ];
  return all.filter((f, at) => all.findIndex((g) => g.fix === f.fix) === at).slice(0, MOST_FIXES);
}

/** Rounds a saved attempt has room for; nobody has ever come near. */
const MOST_ROUNDS = 200;

/** Whether a new round can begin: none yet, or the last one ended without a pass and tries are left. */
export function canStartRound(course: Course, attempt: Attempt): boolean {
  if (attempt.round === null) return true;
  const tries = course.settings.maxAttempts ?? MOST_ROUNDS;
  return attempt.round.result !== null && !attempt.passed && attempt.results.length < tries;
}
