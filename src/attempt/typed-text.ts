/** Longest name that is kept, in characters as Unicode counts them. */
const LONGEST_NAME = 100;

/**
 * Typed text as every LMS and record store can keep it: halves of characters, which a field leaves behind where it
 * cuts a pasted text, and control characters would make many refuse the whole record.
 */
export const storable = (text: string): string => text.replace(/\p{Cs}/gu, '\uFFFD').replace(/\p{Cc}/gu, ' ');

/** A typed name as it is kept. */
export const nameOf = (text: string): string => [...storable(text).trim()].slice(0, LONGEST_NAME).join('');
