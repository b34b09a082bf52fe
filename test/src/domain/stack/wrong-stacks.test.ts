import { brokenFiles } from '../../../support/stacks/broken-files';
import { inLines, resolveFiles } from '../../../support/stacks/resolve-files';
import { wrongStacks } from '../../../support/stacks/wrong-stacks';

const table = [...brokenFiles, ...wrongStacks];

describe('what is wrong in a folder of stacks', () => {
  it.each(table)('is said with file, line and what to write: $what', ({ files, problems, notes = [] }) => {
    const resolved = resolveFiles(files);

    expect(inLines(resolved.problems)).toEqual(problems);
    expect(inLines(resolved.notes)).toEqual(notes);
  });

  it('is said of all files at once, by their paths', () => {
    const files = Object.fromEntries(table.flatMap(({ files: some }, index) => renamed(some, index)));
    const { problems } = resolveFiles(files);

    const at = problems.map(({ file }) => file);
    expect(at).toEqual([...at].sort());
    expect(problems.length).toBeGreaterThan(table.length);
  });

  it.each([
    ['lists', `defaults: { inputs: { x: ${'['.repeat(100)}${']'.repeat(100)} } }\n`],
    ['as much as no parser takes', '['.repeat(20_000)],
    ['keys', Array.from({ length: 80 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
  ])('is a depth that nobody writes: %s', (_, text) => {
    const { problems } = resolveFiles({ 'a.yaml': text });

    expect(problems.map(({ message }) => message)).toEqual(['the values are nested more than 64 deep']);
  });

  it('is a text that is not in UTF-8', () => {
    const { problems } = resolveFiles({ 'a.yaml': Buffer.from('region: caf\xe9\n', 'latin1') });

    expect(inLines(problems)).toEqual(['a.yaml:1:1 the file was not read: it is not in UTF-8']);
  });

  it('is not the mark of the byte order, nor the ends of lines of Windows', () => {
    const files = { 'dev.yaml': '\uFEFFstack: dev\r\nregion: eu-west-1\r\ncomponents: {}\r\n' };

    expect(resolveFiles(files).problems).toEqual([]);
  });
});

/** The same files in a folder of their own; the imports of it begin elsewhere, so that some lead nowhere. */
function renamed(files: Record<string, string>, index: number): [string, string][] {
  return Object.entries(files).map(([file, text]) => [`${String(index).padStart(3, '0')}/${file}`, text]);
}
