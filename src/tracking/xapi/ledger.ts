import type { UnitVerb } from './connection.ts';
import type { Told } from './lrs.ts';
import { MOST_SET_ASIDE, type Saved } from './state-document.ts';
import type { Statement } from './statement.ts';

/** What has become of the statements of a session, and what a registration has been told about the unit. */
export class Ledger implements Told {
  /** The session's statements about the unit, made once each. */
  readonly unit = new Map<UnitVerb, Statement>();
  /** Verdicts the registration has had, in this session or before. */
  readonly verdicts = new Set<UnitVerb>();
  refused = 0;
  setAside: readonly Statement[] = [];
  readonly #settled = new Set<Statement>();
  readonly #onSaid: (verb: UnitVerb) => void;

  /** `onSaid` is called when a statement about the unit is stored. */
  constructor(onSaid: (verb: UnitVerb) => void) {
    this.#onSaid = onSaid;
  }

  /** Takes over what an earlier session has left. */
  recall({ said, refused, setAside }: Saved): void {
    for (const verb of said) this.verdicts.add(verb);
    this.refused = refused;
    this.setAside = setAside;
  }

  /** `initialized`, while it is still to be said. */
  get first(): Statement[] {
    return this.open([this.unit.get('initialized')]);
  }

  /** Those that are neither stored nor refused for good. */
  open(statements: readonly (Statement | undefined)[]): Statement[] {
    return statements.filter((s) => s !== undefined && !this.#settled.has(s)) as Statement[];
  }

  stored(statement: Statement): void {
    this.#settled.add(statement);
    for (const [verb, each] of this.unit) {
      if (each !== statement) continue;
      if (verb !== 'initialized' && verb !== 'terminated') this.verdicts.add(verb);
      this.#onSaid(verb);
    }
  }

  refuse(statement: Statement): void {
    if (this.first.includes(statement)) return; // Whoever sends it sees that it is still to be said.
    this.#settled.add(statement);
    this.refused += 1;
    if (this.setAside.length < MOST_SET_ASIDE) this.setAside = [...this.setAside, statement];
  }
}
