/** Whether a text names something by itself, wherever it stands (RFC 3987, without its finer points). */
export const isIri = (text: string): boolean => /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i.test(text);
