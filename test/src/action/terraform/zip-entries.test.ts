import { readZip } from '../../../../src/action/terraform/zip-entries';
import { makeZip } from '../../../support/zip';

describe('readZip', () => {
  it('reads every file of an archive', () => {
    const files = readZip(makeZip({ 'a.txt': 'one', 'folder/b.txt': 'two'.repeat(1_000) }));

    expect([...files].map(([name, data]) => [name, data.toString()])).toEqual([
      ['a.txt', 'one'],
      ['folder/b.txt', 'two'.repeat(1_000)],
    ]);
  });

  it.each([
    ['something else', Buffer.from('no archive at all')],
    ['nothing', Buffer.alloc(0)],
    ['an archive whose directory is elsewhere', brokenDirectory()],
    ['an archive that is packed in a way it does not know', packedOtherwise()],
  ])('refuses %s', (_what, archive) => {
    expect(() => readZip(archive)).toThrow();
  });
});

function brokenDirectory(): Buffer {
  const archive = makeZip({ a: 'one' });
  archive.writeUInt32LE(0, archive.length - 6);
  return archive;
}

function packedOtherwise(): Buffer {
  const archive = makeZip({ a: 'one' });
  const directory = archive.readUInt32LE(archive.length - 6);
  archive.writeUInt16LE(12, directory + 10);
  return archive;
}
