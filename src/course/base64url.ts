const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Bytes as base64url without padding (RFC 4648 §5): letters, digits, `-` and `_`, safe in every LMS. */
export function toBase64Url(bytes: readonly number[] | Uint8Array): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const three = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const chars = Math.min(4, bytes.length - i + 1);
    for (let c = 0; c < chars; c += 1) out += ALPHABET[(three >> (18 - 6 * c)) & 63];
  }
  return out;
}

/** The bytes of a base64url text; null when it is none, or not the one way to write its bytes. */
export function fromBase64Url(text: string): Uint8Array | null {
  if (text.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  for (let i = 0, at = 0; i < text.length; i += 4) {
    let three = 0;
    for (let c = 0; c < 4; c += 1) {
      const char = text[i + c];
      const value = char === undefined ? 0 : ALPHABET.indexOf(char);
      if (value < 0) return null;
      three = (three << 6) | value;
    }
    for (let b = 0; b < 3 && at < bytes.length; b += 1, at += 1) bytes[at] = (three >> (16 - 8 * b)) & 255;
  }
  return toBase64Url(bytes) === text ? bytes : null;
}
