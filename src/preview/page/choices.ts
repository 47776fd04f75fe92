import { moveOns, type MoveOn } from '../lrs/move-on.ts';

/** People who do not exist, to try the course as. */
export const learners = [
  { id: 'amina-yusuf', first: 'Amina', last: 'Yusuf' },
  { id: 'tomas-vega', first: 'Tomás', last: 'Vega' },
  { id: 'mei-tanaka', first: 'Mei', last: 'Tanaka' },
  { id: 'jonas-weber', first: 'Jonas', last: 'Weber' },
] as const;

/** How the LMS behaves. */
export const profiles = [
  { id: 'strict', name: 'Strict: the letter of the standard' },
  { id: 'lenient', name: 'Lenient: as Moodle behaves' },
] as const;

/** Frames that LMSs give a course; Moodle's 900 × 500 is the usual one. */
export const frames = [
  { id: '900x500', name: '900 × 500' },
  { id: '650x666', name: '650 × 666' },
  { id: '360x640', name: '360 × 640' },
  { id: 'full', name: 'Full width' },
] as const;

/** What the page is set to. */
export interface Choices {
  module: string;
  /** The standard, by its target's name. */
  target: string;
  learner: (typeof learners)[number]['id'];
  profile: (typeof profiles)[number]['id'];
  frame: (typeof frames)[number]['id'];
}

/** What a launch with a record store may be set to. */
export interface LaunchOptions {
  /** As typed: '' for none. */
  mastery: string;
  moveOn: MoveOn;
  languagePreference: string;
  audioPreference: '' | 'on' | 'off';
  /** Of another record store; kept in the memory of this page only. */
  store: 'built-in' | 'other';
  endpoint: string;
  key: string;
  secret: string;
}

export const noOptions: LaunchOptions = {
  mastery: '',
  moveOn: moveOns[0],
  languagePreference: '',
  audioPreference: '',
  store: 'built-in',
  endpoint: '',
  key: '',
  secret: '',
};

/** A `<select>`'s choices. */
export type Option = { id: string; name: string };
