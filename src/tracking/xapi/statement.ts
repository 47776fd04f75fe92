/** The parts of an xAPI statement this course writes. Source: xAPI 1.0.3, part 2. */
export interface Statement {
  /** UUID, made once: sent again, it is the same statement. */
  id: string;
  /** ISO 8601, UTC, with milliseconds. */
  timestamp: string;
  /** Exactly as the LMS gave it. */
  actor: Actor;
  verb: { id: string; display: LanguageMap };
  object: Activity;
  result?: Result;
  context: Context;
}

/** Whoever the LMS says is learning: passed on, never looked into. */
export type Actor = Readonly<Record<string, unknown>>;

/** Texts by BCP 47 tag. */
export type LanguageMap = Record<string, string>;

/** Values by IRI. */
export type Extensions = Record<string, unknown>;

export interface Component {
  id: string;
  description: LanguageMap;
}

export interface Activity {
  objectType: 'Activity';
  id: string;
  definition?: {
    type: string;
    name?: LanguageMap;
    description?: LanguageMap;
    interactionType?: string;
    correctResponsesPattern?: string[];
    choices?: Component[];
    scale?: Component[];
    source?: Component[];
    target?: Component[];
  };
}

export interface Result {
  score?: { scaled: number; raw?: number; min?: number; max?: number };
  success?: boolean;
  completion?: boolean;
  /** Ids of what was chosen, joined as xAPI part 2, 4.1.1.6.1 says. */
  response?: string;
  /** ISO 8601. */
  duration?: string;
  extensions?: Extensions;
}

export interface Context {
  registration?: string;
  language?: string;
  contextActivities?: Partial<Record<'parent' | 'grouping' | 'category' | 'other', Activity[]>>;
  extensions?: Extensions;
}

/** A statement before it has an id, an actor and a registration: what a record says by itself. */
export type Claim = Omit<Statement, 'id' | 'actor'>;
