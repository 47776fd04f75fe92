/** Names, not places: nothing is ever loaded from here. `.example` belongs to nobody (RFC 2606), so it clashes with nobody. */
export const BASE = 'https://keep-it-confidential.example';

/** IRI of a course: the same in every version, because learner records hang on it. */
export const courseIri = (course: { id: string }): string => `${BASE}/courses/${course.id}`;

/** IRI of the one unit of a course that an LMS launches. */
export const unitIri = (course: { id: string }): string => `${courseIri(course)}/unit`;
