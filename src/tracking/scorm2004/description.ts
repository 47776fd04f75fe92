import { findInteraction, type Course } from '../../course/course.ts';
import { plainText } from '../../course/text.ts';

/** 2004 localized string: what every LMS must be able to store of a description. */
const LONGEST = 250;

/** What an interaction asks, in one line of at most 250 characters; '' for an id without words of its own. */
export function description(course: Course, id: string): string {
  return shortened(question(course, id).replace(/\s+/g, ' ').trim());
}

function question(course: Course, id: string): string {
  const found = findInteraction(course, id);
  if (!found) {
    const { closing, selfCheck } = course;
    return closing.find((q) => q.id === id)?.stem ?? selfCheck.statements.find((s) => s.id === id)?.text ?? '';
  }
  switch (found.type) {
    case 'node':
      return [found.scene === undefined ? '' : plainText(found.scene), found.says ?? ''].join(' ');
    case 'scene':
      return found.title;
    default:
      return found.stem;
  }
}

function shortened(text: string): string {
  if (text.length <= LONGEST) return text;
  return `${text.slice(0, LONGEST - 1).replace(/\s+\S*$/, '')}…`;
}
