import type { Scope } from '../scope.ts';

/** Where in the report each learner's record is; the first enrolment of who has several. */
export function places({ learners }: Scope): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  learners.forEach(({ id }, n) => {
    if (!found.has(id)) found.set(id, n);
  });
  return found;
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
