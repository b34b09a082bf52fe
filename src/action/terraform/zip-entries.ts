import { inflateRawSync } from 'node:zlib';

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const methods: Record<number, (data: Buffer) => Buffer> = { 0: (data) => data, 8: inflateRawSync };

/** The files of a ZIP archive by their names, as its directory lists them; throws when it is none. */
export function readZip(archive: Buffer): Map<string, Buffer> {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || archive.readUInt32LE(end) !== endOfDirectory) throw new Error('It is no ZIP archive.');
  const files = new Map<string, Buffer>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (archive.readUInt32LE(at) !== directoryEntry) throw new Error('Its directory is broken.');
    const name = archive.toString('utf8', at + 46, at + 46 + archive.readUInt16LE(at + 28));
    files.set(name, unpack(archive, at));
    at += 46 + archive.readUInt16LE(at + 28) + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return files;
}

/** The content that an entry of the directory, at `at`, points to. */
function unpack(archive: Buffer, at: number): Buffer {
  const method = methods[archive.readUInt16LE(at + 10)];
  if (method === undefined) throw new Error('It is packed in an unknown way.');
  const header = archive.readUInt32LE(at + 42);
  const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
  return method(archive.subarray(start, start + archive.readUInt32LE(at + 20)));
}
