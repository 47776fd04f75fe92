/**
 * Reads or writes bits, high bit first. One layout function serves both directions, so that they cannot drift apart:
 * each method takes the value to write and returns the value read (or the one just written).
 */
export interface Bits {
  readonly reading: boolean;
  /** An unsigned whole number of `width` bits (1 to 32). Writing a number that does not fit throws RangeError. */
  uint(width: number, value: number): number;
  bool(value: boolean): boolean;
  /** A list of at most 2^countWidth − 1 entries. `blank` makes the entry to fill when reading. */
  list<T>(countWidth: number, values: readonly T[], blank: () => T, entry: (value: T) => T): T[];
  /** A value or null. */
  optional<T>(value: T | null, blank: () => T, entry: (value: T) => T): T | null;
  /** Text of at most 255 bytes of UTF-8. */
  text(value: string): string;
}

/** Thrown when bits run out or say something impossible. */
export class BitsError extends Error {}

/** Bits that are written one after the other; `bytes()` gives them, the last byte filled with zeros. */
export function bitWriter(): Bits & { bytes(): number[] } {
  const bits: number[] = [];
  const uint = (width: number, value: number): number => {
    if (!Number.isInteger(value) || value < 0 || value >= 2 ** width) {
      throw new RangeError(`${value} does not fit into ${width} bits of saved state.`);
    }
    for (let i = width - 1; i >= 0; i -= 1) bits.push(Math.floor(value / 2 ** i) % 2);
    return value;
  };
  return {
    ...shared(uint),
    reading: false,
    list: (countWidth, values, _blank, entry) => {
      uint(countWidth, values.length);
      return values.map(entry);
    },
    bytes: () => {
      const bytes: number[] = [];
      for (let i = 0; i < bits.length; i += 8) {
        let byte = 0;
        for (let b = 0; b < 8; b += 1) byte = byte * 2 + (bits[i + b] ?? 0);
        bytes.push(byte);
      }
      return bytes;
    },
  };
}

/** Bits that are read one after the other; `done()` tells whether only the zeros that fill the last byte are left. */
export function bitReader(bytes: ArrayLike<number>): Bits & { done(): boolean } {
  let at = 0;
  const uint = (width: number): number => {
    if (at + width > bytes.length * 8) throw new BitsError('the saved state ends too early');
    let value = 0;
    for (let i = 0; i < width; i += 1, at += 1) value = value * 2 + (((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1);
    return value;
  };
  return {
    ...shared(uint),
    reading: true,
    list: (countWidth, _values, blank, entry) => Array.from({ length: uint(countWidth) }, () => entry(blank())),
    done: () => {
      const rest = bytes.length * 8 - at;
      return rest < 8 && uint(rest) === 0;
    },
  };
}

function shared(uint: (width: number, value: number) => number): Pick<Bits, 'uint' | 'bool' | 'optional' | 'text'> {
  const bool = (value: boolean): boolean => uint(1, value ? 1 : 0) === 1;
  return {
    uint,
    bool,
    optional: (value, blank, entry) => (bool(value !== null) ? entry(value ?? blank()) : null),
    text: (value) => {
      const bytes = [...utf8(value)];
      const length = uint(8, bytes.length);
      return fromUtf8(Array.from({ length }, (_, i) => uint(8, bytes[i] ?? 0)));
    },
  };
}

function utf8(text: string): number[] {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\uFFFD'))
    .split(/(%..)/)
    .filter((part) => part !== '')
    .flatMap((part) => (/^%..$/.test(part) ? [parseInt(part.slice(1), 16)] : [...part].map((c) => c.charCodeAt(0))));
}

function fromUtf8(bytes: number[]): string {
  try {
    return decodeURIComponent(bytes.map((b) => `%${b.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    throw new BitsError('the saved state holds text that is not UTF-8');
  }
}
