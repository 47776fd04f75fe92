/** When a unit counts as done, in cmi5's own words (§13.1.4). */
export const moveOns = ['CompletedAndPassed', 'CompletedOrPassed', 'Passed', 'Completed', 'NotApplicable'] as const;

export type MoveOn = (typeof moveOns)[number];

/** Whether what was said in a registration satisfies its unit (cmi5 §9.3.9, §10.2.5). */
export function isSatisfied(moveOn: MoveOn, verbs: readonly string[]): boolean {
  const [completed, passed] = [verbs.includes('completed'), verbs.includes('passed')];
  switch (moveOn) {
    case 'NotApplicable':
      return true;
    case 'Completed':
      return completed;
    case 'Passed':
      return passed;
    case 'CompletedOrPassed':
      return completed || passed;
    case 'CompletedAndPassed':
      return completed && passed;
  }
}
