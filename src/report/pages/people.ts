import type { Scope } from '../scope.ts';
import { traineesOf } from '../trainees.ts';

/** Where in the report each person's record is; the latest enrolment of who has several. */
export function places(scope: Scope): ReadonlyMap<string, number> {
  const at = new Map(scope.learners.map((learner, n) => [learner, scope.places[n] ?? 0]));
  return new Map(
    [...traineesOf(scope).values()].flatMap(({ id, enrolments }) => {
      const latest = enrolments.at(-1);
      return latest ? [[id, at.get(latest) ?? 0]] : [];
    }),
  );
}

/** Gives the name people know somebody by, with their id; the id alone where there is no name. */
export function namer({ learners, missing }: Scope): (id: string) => string {
  const names = new Map([...missing, ...learners].map(({ id, name }) => [id, name]));
  return (id) => (names.get(id) ? `${names.get(id)} (${id})` : id);
}

/** Reasons of the at-risk list with the names of key points and red flags beside their ids. */
export function reasonWords({ course }: Scope, reasons: string): string[] {
  const names = new Map([...course.objectives, ...course.redFlags].map(({ id, name }) => [id as string, name]));
  return reasons
    .split('; ')
    .map((reason) => reason.replaceAll(/\b(?:KP|RF)\d+\b/g, (id) => (names.has(id) ? `${id} ${names.get(id)}` : id)));
}
