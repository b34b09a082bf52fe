/** A file of a tar archive: its path and its bytes. */
export interface TarFile {
  path: string;
  bytes: Uint8Array;
}

const block = 512;

/** The regular files of a tar archive whose names are short (ustar without extensions); the bytes are not copied. */
export function readTar(archive: Uint8Array): TarFile[] {
  const files: TarFile[] = [];
  for (let at = 0; archive[at] !== undefined && archive[at] !== 0;) {
    const size = Number.parseInt(text(archive, at + 124, 12), 8) || 0;
    const type = text(archive, at + 156, 1);
    const bytes = archive.subarray(at + block, at + block + size);
    if (type === '0' || type === '') files.push({ path: text(archive, at, 100), bytes });
    at += block + Math.ceil(size / block) * block;
  }
  return files;
}

function text(archive: Uint8Array, from: number, length: number): string {
  const field = Buffer.from(archive.subarray(from, from + length)).toString('latin1');
  return field.split('\0', 1)[0] ?? '';
}
