/** A package that must not be handed out: its manifest or one of its files breaks a rule. `problems` are sentences. */
export class PackageError extends Error {
  readonly problems: readonly string[];

  constructor(what: string, problems: readonly string[]) {
    super([`${what} was not written:`, ...problems.map((problem) => `  - ${problem}`)].join('\n'));
    this.name = 'PackageError';
    this.problems = problems;
  }
}
