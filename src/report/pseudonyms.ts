import { whoOf, type Learner } from './learner.ts';
import type { Report } from './fold.ts';
import type { Person } from './sources/roster.ts';

/** Fewer people than this are known to everybody by their team alone. */
const LEAST = 5;
const SMALL = 'small teams';

/**
 * The same report without names: people are numbered, enrolments are left out, and whoever is in a team of fewer than
 * five is in “small teams”. It hides names from readers; whoever has the data itself can find them again.
 */
export function pseudonymised(report: Report): Report {
  const numbers = new Map<string, string>();
  for (const who of [...report.learners.map(whoOf), ...report.missing.map(({ id }) => id)])
    if (!numbers.has(who)) numbers.set(who, `person-${String(numbers.size + 1).padStart(4, '0')}`);
  const ofId = (id: string): string => numbers.get(id) ?? 'nobody';
  const sizes = teamSizes(report);
  const ofPerson = (person: Person): Person => ({
    ...person,
    id: ofId(person.id),
    name: '',
    team: (sizes.get(person.team) ?? 0) < LEAST && person.team !== '' ? SMALL : person.team,
  });
  return {
    ...report,
    learners: report.learners.map((learner): Learner => {
      const id = ofId(whoOf(learner));
      const register = { ...learner.register, learner_id: id, registration: '' };
      const attempt = { ...learner.attempt, learner: id, name: '', registration: null };
      return { ...learner, id, name: '', person: learner.person && ofPerson(learner.person), register, attempt };
    }),
    missing: report.missing.map(ofPerson),
    quality: report.quality.map((row) => ({ ...row, example: '' })),
    refused: report.refused.map((row) => ({ ...row, where: '' })),
  };
}

/** How many people each team has; who took the course twice is one of them. */
function teamSizes({ learners, missing }: Report): Map<string, number> {
  const people = new Map(
    [...learners.flatMap(({ person }) => person ?? []), ...missing].map((each) => [each.id, each]),
  );
  const sizes = new Map<string, number>();
  for (const { team } of people.values()) sizes.set(team, (sizes.get(team) ?? 0) + 1);
  return sizes;
}
