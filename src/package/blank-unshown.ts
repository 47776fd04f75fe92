import type { Course } from '../course/course.ts';

/**
 * The course without the words that no screen shows: what things are for stands in manifests, and the organisation's words
 * have been put where they are said. Same shape, so that nothing needs to know.
 */
export function blankUnshown(course: Course): Course {
  const { name, report, speakUp } = course.organisation;
  return {
    ...course,
    description: '',
    motivations: course.motivations.map((motivation) => ({ ...motivation, meaning: '' })),
    objectives: course.objectives.map((objective) => ({ ...objective, goal: '' })),
    organisation: { ...blank(course.organisation), name, report: { ...report, accept: [] }, speakUp },
  };
}

const blank = <T>(data: T): T =>
  JSON.parse(JSON.stringify(data), (_, value: unknown) => (typeof value === 'string' ? '' : value)) as T;
