import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readFilesOf } from '../../../../src/author/git/read-files';
import { GitRepository } from '../../../support/github/git-repository';

let repository: GitRepository;
beforeEach(() => {
  repository = new GitRepository();
});
afterEach(() => rmSync(repository.folder, { recursive: true, force: true }));

const read = async (ref: string, folder = 'stacks') => {
  const { commit, files } = await readFilesOf({
    folder: join(repository.folder, folder),
    ref,
    isWanted: (path) => path.endsWith('.yaml'),
  });
  const texts = files.map(({ path, bytes }) => [path, bytes && Buffer.from(bytes).toString()]);
  return { commit, texts: Object.fromEntries(texts) as Record<string, string | undefined> };
};
function write(path: string, text: string): void {
  mkdirSync(dirname(join(repository.folder, path)), { recursive: true });
  writeFileSync(join(repository.folder, path), text);
}

it('reads the files of a folder as a commit has them, whatever the folder holds now', async () => {
  write('stacks/a/öd "x".yaml', 'one\nline\n');
  write('stacks/same.yaml', 'one\nline\n');
  write('stacks/empty.yaml', '');
  write('stacks/read.md', 'no');
  write('other/c.yaml', 'no');
  const commit = repository.commit('stacks/b.yaml', 'b');
  write('stacks/b.yaml', 'changed');
  repository.commit('stacks/new.yaml', 'new');

  const found = await read('HEAD~1');

  expect(found).toEqual({
    commit,
    texts: { 'a/öd "x".yaml': 'one\nline\n', 'same.yaml': 'one\nline\n', 'empty.yaml': '', 'b.yaml': 'b' },
  });
  expect((await read('HEAD')).texts).toMatchObject({ 'b.yaml': 'changed', 'new.yaml': 'new' });
});

it('reads no link', async () => {
  write('secret.txt', 'secret');
  mkdirSync(join(repository.folder, 'stacks'));
  symlinkSync('../secret.txt', join(repository.folder, 'stacks', 'link.yaml'));
  repository.commit('stacks/b.yaml', 'b');

  expect((await read('HEAD')).texts).toEqual({ 'b.yaml': 'b', 'link.yaml': undefined });
});

it('finds nothing in a folder that the commit does not have', async () => {
  const first = repository.commit('b.yaml', 'b');
  repository.commit('stacks/b.yaml', 'b');

  expect((await read(first)).texts).toEqual({});
});

it.each([
  ['nosuch', 'There is no commit nosuch'],
  ['--output=x', "'--output=x' is not the name"],
  ['a..b', "'a..b' is not the name"],
  ['HEAD:secret', "'HEAD:secret' is not the name"],
])('refuses %s', async (ref, words) => {
  repository.commit('stacks/b.yaml', 'b');

  await expect(read(ref)).rejects.toThrow(words);
});
