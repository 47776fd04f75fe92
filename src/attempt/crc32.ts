/** CRC-32 (IEEE 802.3, as in zip and PNG) of bytes: finds every single changed character of a saved string. */
export function crc32(bytes: readonly number[] | Uint8Array): number {
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i += 1) {
    crc ^= bytes[i] ?? 0;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
