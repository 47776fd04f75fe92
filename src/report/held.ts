import type { Course } from '../course/course.ts';
import { OF_ATTEMPTS } from './filters.ts';
import { Fold, type Report } from './fold.ts';
import { pages } from './pages/pages.ts';
import type { View } from './pages/view.ts';
import type { Look, Place } from './place.ts';
import { pseudonymised } from './pseudonyms.ts';
import { scopeOf, type Scope } from './scope.ts';
import type { LrsSource } from './sources/lrs.ts';

/** Views of places that were looked at, kept for who comes back. */
const MOST_VIEWS = 30;

/**
 * Everything that was read, and what was worked out from it. To forget is to let go of it all: a reading that has not
 * noticed yet goes on into what nobody looks at any more.
 */
export class Held {
  readonly fold: Fold;
  /** Names of what was read. */
  readonly inputs = new Set<string>();
  /** A record store that was not read to its end, and where to go on. */
  unfinished: { source: LrsSource; more: string; read: number } | null = null;
  #report: Report | null = null;
  #hidden: Report | null = null;
  readonly #scopes = new Map<string, Scope>();
  readonly #views = new Map<string, View>();

  constructor(course: Course, now: number) {
    this.fold = new Fold(course, now);
  }

  /** There is new data: what was worked out before is worth nothing. */
  changed(): void {
    this.#report = null;
    this.#hidden = null;
    this.#scopes.clear();
    this.#views.clear();
  }

  /** The report of all that is held now. */
  whole(): Report {
    this.#report ??= this.fold.report();
    return this.#report;
  }

  /** What a page or file looks at. Only some can be of first attempts; the others do not show that filter, and must not obey it. */
  scope(name: string, look: Look): Scope {
    const { names } = look;
    const filters = OF_ATTEMPTS.has(name) ? look.filters : { ...look.filters, attempt: '' };
    const key = JSON.stringify([filters, names]);
    const known = this.#scopes.get(key);
    if (known) return known;
    const report = this.whole();
    if (names === 'hidden') this.#hidden ??= pseudonymised(report);
    const scope = scopeOf(names === 'hidden' && this.#hidden ? this.#hidden : report, filters);
    this.#scopes.set(key, scope);
    return scope;
  }

  /** A page with all its rows. */
  view({ page, filters, names, show, learner: named }: Place): View {
    const learner = page === 'record' ? named : 0;
    const key = JSON.stringify([page, filters, names, learner, show]);
    const known = this.#views.get(key);
    if (known) return known;
    const made = (pages[page] ?? pages['overview'])?.(this.scope(page, { filters, names }), { learner, show });
    if (!made) throw new Error(`There is no page "${page}".`);
    if (this.#views.size > MOST_VIEWS) this.#views.clear();
    this.#views.set(key, made);
    return made;
  }
}
