/** Whether a language (BCP 47) is written from right to left. */
export const isRightToLeft = (language: string): boolean =>
  /^(ar|ckb|dv|fa|he|ps|sd|syr|ug|ur|yi)(-|$)|-(Arab|Hebr|Thaa|Syrc|Nkoo)(-|$)/.test(language);

/**
 * A name, number or code inside a text of a language: kept apart where that is written from right to left, so that neither
 * changes the order of the other. Source: Unicode Bidirectional Algorithm (UAX 9), first strong isolate; HTML's <bdi>.
 */
export const isolated = (value: string, language: string): string =>
  isRightToLeft(language) ? `\u2068${value}\u2069` : value;
