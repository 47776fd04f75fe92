import type { Attempt, Location } from '../attempt/attempt.ts';
import type { Outcome } from '../attempt/outcome.ts';
import type { Course } from '../course/course.ts';
import { t } from './translate.ts';

/** A screen, or a draw that a round will fill (`start/calls`), that the learner can open. */
export type Destination = Location | 'start/calls' | 'start/questions' | 'start/scenes';

/** One thing to do. */
export interface Step {
  to: Destination;
  label: string;
  done: boolean;
  /** Kept from an earlier try. */
  carried?: boolean;
  optional?: boolean;
  /** Its place among steps that a map shows as numbers only. */
  number?: number;
}

/** A part of the course with its honest minutes. */
export interface Part {
  title: string;
  minutes: number;
  steps: Step[];
}

/** What the learner has done and can do, in order. */
export interface Progress {
  course: Course;
  attempt: Attempt;
  outcome: Outcome;
}

/** The parts after the welcome: lessons, scenario quiz, red-flag checklist. */
export function parts(progress: Progress): [lessons: Part, quiz: Part, checklist: Part] {
  const { course } = progress;
  const { minutes } = course;
  return [
    { title: t('part.lessons', { count: course.lessons.length }), minutes: minutes.lessons, steps: lessons(progress) },
    { title: t('part.quiz'), minutes: minutes.calls + minutes.questions, steps: quiz(progress) },
    { title: t('part.checklist'), minutes: minutes.checklist, steps: checklist(progress) },
  ];
}

/** The name of a key point. */
export function nameOf(course: Course, objective: string): string {
  return course.objectives.find((o) => o.id === objective)?.name ?? objective;
}

function lessons({ course, attempt }: Progress): Step[] {
  return course.lessons.map((lesson, at) => ({
    to: `lesson/${lesson.id}`,
    label: t('step.lesson', { n: at + 1, name: nameOf(course, lesson.id) }),
    done: attempt.checks.some((check) => check.lesson === lesson.id),
  }));
}

const modelCall = (): Step => ({ to: 'model-call', label: t('step.model'), done: false, optional: true });

function quiz({ course, outcome: { round } }: Progress): Step[] {
  const model = modelCall();
  if (!round) {
    const calls = new Set(course.calls.map((call) => call.stratum)).size;
    return [
      model,
      { to: 'start/calls', label: t('step.calls', { count: calls }), done: false },
      { to: 'start/questions', label: t('step.questions', { count: course.objectives.length }), done: false },
    ];
  }
  return [
    model,
    ...round.calls.map(({ call, node, run }, at): Step => ({
      to: `call/${call.id}`,
      label: t('step.call', { n: at + 1, name: call.title }),
      done: node === null,
      carried: run.carried,
    })),
    ...round.items.map(({ run, score }, at): Step => ({
      to: `question/${run.item}`,
      label: t('step.question', { n: at + 1 }),
      number: at + 1,
      done: score !== null,
      carried: run.carried,
    })),
  ];
}

function checklist({ course, attempt, outcome: { round } }: Progress): Step[] {
  const scenes: Step[] = round
    ? round.scenes.map(({ scene, score, run }, at) => ({
        to: `scene/${scene.id}`,
        label: t('step.scene', { n: at + 1, name: scene.title }),
        done: score !== null,
        carried: run.carried,
      }))
    : [{ to: 'start/scenes', label: t('step.scenes', { count: Math.min(3, course.scenes.length) }), done: false }];
  return [
    ...scenes,
    { to: 'self-check', label: t('step.selfCheck'), done: attempt.selfChecked },
    { to: 'promise', label: t('step.promise'), done: attempt.promise?.kind === 'signed' },
  ];
}

/** Everything that asks for something, in order, with the results between the last scene and the self-check. */
function toDo(progress: Progress): Step[] {
  const [first, second, third] = parts(progress);
  const results: Step = { to: 'results', label: t('step.results'), done: progress.attempt.passed };
  const scenes = third.steps.slice(0, -2);
  const steps = [...first.steps, ...second.steps, ...scenes, results, ...third.steps.slice(-2)];
  // Results come when there are some; until then the steps before them are what is to do.
  return steps.filter((s) => !s.optional && (s !== results || progress.outcome.round?.ended === true));
}

/** What stands between the learner and a pass: the first open call, question or scene, then the results; null once passed. */
export function nextToPass(progress: Progress): Step | null {
  if (progress.attempt.passed) return null;
  const graded = toDo(progress).filter((s) => /^(start|call|question|scene)\//.test(s.to));
  return graded.find((s) => !s.done) ?? { to: 'results', label: t('step.results'), done: false };
}

/** What to do next: the first open step after `from`, else the first open one; the receipt when all is done. */
export function nextStep(progress: Progress, from?: string): Step {
  const steps = toDo(progress);
  const at = from === 'model-call' ? progress.course.lessons.length - 1 : steps.findIndex((s) => s.to === from);
  const graded = /^(call|question|scene)\//.test(from ?? '');
  const results = steps.find((s) => s.to === 'results');
  if (graded && results) return results;
  const open = steps.slice(at + 1).find((s) => !s.done) ?? steps.find((s) => !s.done);
  // An expert's call comes before the first that counts; whoever has come from it is not asked again.
  if (open?.to === 'start/calls' && from !== 'model-call') return modelCall();
  return open ?? { to: 'receipt', label: t('step.receipt'), done: false };
}
