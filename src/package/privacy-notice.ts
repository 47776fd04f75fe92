import type { Course } from '../course/course.ts';
import type { Target } from './targets.ts';

/** The course with the one notice of what is recorded that is true of a package: with an LMS, alone, or with a record store. */
export function withNoticeFor(course: Course, { name, endpoint }: Pick<Target, 'name' | 'endpoint'>): Course {
  const { alone, store, ...recorded } = course.recorded;
  const notice = name === 'web' ? (endpoint === undefined ? alone : store) : undefined;
  if (!notice) return { ...course, recorded };
  return {
    ...course,
    recorded: { ...recorded, body: notice.body },
    welcome: { ...course.welcome, recorded: notice.short },
  };
}
