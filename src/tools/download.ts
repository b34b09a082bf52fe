import { createHash } from 'node:crypto';

/** What to download and the SHA-256 (hex) that its bytes must have. */
export interface Download {
  url: string;
  sha256: string;
  /** How long the server may send nothing, before its response and between two pieces of it. */
  stallMs: number;
}

/** Downloads a file into memory and returns it only if it is, byte for byte, the one that was pinned. */
export async function downloadVerified({ url, sha256, stallMs }: Download): Promise<Uint8Array> {
  const bytes = await download(url, stallMs);
  const actual = createHash('sha256').update(bytes).digest('hex');
  if (actual !== sha256)
    throw new Error(`${url} has SHA-256 ${actual}, not the pinned ${sha256}; it is not used`);
  return bytes;
}

async function download(url: string, stallMs: number): Promise<Uint8Array> {
  const stalled = new AbortController();
  const timer = setTimeout(() => stalled.abort(new Error(`${url} sent nothing for ${stallMs} ms`)), stallMs);
  try {
    const response = await fetch(url, { signal: stalled.signal });
    if (!response.ok || !response.body) throw new Error(`${url} returned ${response.status}`);
    const chunks: Uint8Array[] = [];
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      timer.refresh();
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } finally {
    clearTimeout(timer);
  }
}
