/** Closes a switch over a union: a new member that is not handled becomes a compile error here. */
export function unreachable(value: never): never {
  throw new Error(`This kind is not handled: ${JSON.stringify(value)}`);
}
