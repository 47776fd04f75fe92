import { JsonPieces, type Piece } from './json-pieces.ts';

/** How reading is going: bytes of the source, and JSON values found. */
export interface ReadProgress {
  bytes: number;
  values: number;
}

export interface ReadOptions {
  take(piece: Piece): void;
  progress?(progress: ReadProgress): void;
  /** Called after each chunk: where it gives way to others, the page stays responsive. */
  pause?(): Promise<void>;
  signal?: AbortSignal;
}

/** Reads JSON values of a stream of bytes one after the other, unpacking gzip when the first bytes say it is. @throws AbortError when told to stop */
export async function readStream(bytes: ReadableStream<Uint8Array>, options: ReadOptions): Promise<ReadProgress> {
  const { take, progress, pause, signal } = options;
  const count: ReadProgress = { bytes: 0, values: 0 };
  const pieces = new JsonPieces();
  const give = (found: Iterable<Piece>): void => {
    for (const piece of found) {
      take(piece);
      count.values += 1;
    }
  };
  const reader = (await unpacked(bytes, count)).getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      signal?.throwIfAborted();
      const { done, value } = await reader.read();
      if (done) break;
      give(pieces.push(decoder.decode(value, { stream: true })));
      progress?.(count);
      await pause?.();
    }
  } finally {
    reader.releaseLock();
  }
  give(pieces.push(decoder.decode()));
  give(pieces.end());
  progress?.(count);
  return count;
}

/** The stream itself, or what it holds when it begins as gzip does (RFC 1952: 1f 8b). Counts its bytes. */
async function unpacked(bytes: ReadableStream<Uint8Array>, count: ReadProgress): Promise<ReadableStream<Uint8Array>> {
  const reader = bytes.getReader();
  const { value: first } = await reader.read();
  const counted = (chunk: Uint8Array): Uint8Array => {
    count.bytes += chunk.length;
    return chunk;
  };
  const whole = new ReadableStream<Uint8Array>({
    start: (to) => (first ? to.enqueue(counted(first)) : to.close()),
    pull: async (to) => {
      const { done, value } = await reader.read();
      if (done) to.close();
      else to.enqueue(counted(value));
    },
    cancel: (why) => reader.cancel(why),
  });
  const isGzip = first !== undefined && first[0] === 0x1f && first[1] === 0x8b;
  return isGzip
    ? whole.pipeThrough(new DecompressionStream('gzip') as unknown as ReadableWritablePair<Uint8Array, Uint8Array>)
    : whole;
}
