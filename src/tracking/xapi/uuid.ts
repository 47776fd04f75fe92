/** A random UUID, version 4 (RFC 9562). Made from getRandomValues, because randomUUID does not exist on plain http. */
export const uuid = (): string => written(crypto.getRandomValues(new Uint8Array(16)), 4);

/**
 * The UUID of a text: always the same one, so that a statement made again after the window was
 * lost is the same statement. Four FNV-1a hashes side by side, because WebCrypto does not exist on plain http; nobody
 * has to be kept from finding two texts with one id. It is marked as version 5, made of a name (RFC 4122): version 8, which
 * leaves the hash to us, is younger than many an LRS, and those refuse it.
 */
export function uuidOf(text: string): string {
  const bytes = new Uint8Array(16);
  for (let lane = 0; lane < 4; lane += 1) {
    let hash = 0x811c9dc5 ^ (lane * 0x9e3779b9);
    for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ (text.charCodeAt(at) + lane), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    for (let byte = 0; byte < 4; byte += 1) bytes[lane * 4 + byte] = (hash ^ (hash >>> 13)) >>> (byte * 8);
  }
  return written(bytes, 5);
}

function written(bytes: Uint8Array, version: number): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | (version << 4);
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [8, 12, 16, 20, 32].map((end, n) => hex.slice([0, 8, 12, 16, 20][n], end)).join('-');
}
