/** Largest zip that may be uploaded, in bytes: page and server both hold to it. */
export const largestZip = 200_000_000;
