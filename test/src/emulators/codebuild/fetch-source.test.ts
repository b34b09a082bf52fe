import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchSource } from '../../../../src/emulators/codebuild/fetch-source';
import { GitRepository } from '../../../support/github/git-repository';

const location = 'https://github.com/acme/shop.git';
const repository = new GitRepository();
const first = repository.commit('Dockerfile', 'FROM one');
repository.git('tag', '--annotate', '--message=one', 'v1');
repository.git('checkout', '--quiet', '-b', 'feature/$(id)');
const second = repository.commit('Dockerfile', 'FROM two');
repository.git('checkout', '--quiet', 'main');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leasehold-source-'));
});

const env = { PATH: process.env['PATH'] ?? '', ...repository.standingFor(location) };
const fetch = (version: string | undefined, signal = new AbortController().signal) =>
  fetchSource({ location, version }, { folder, env, signal });

it.each([
  ['its HEAD where nothing is asked for', undefined, first, 'FROM one'],
  ['a branch', 'feature/$(id)', second, 'FROM two'],
  ['a branch by its whole name', 'refs/heads/main', first, 'FROM one'],
  ['a tag', 'v1', first, 'FROM one'],
  ['a commit', second, second, 'FROM two'],
])('checks out %s', async (_what, version, commit, text) => {
  expect(await fetch(version)).toBe(commit);
  expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toBe(text);
});

it.each(['gone', '--upload-pack=touch owned', 'HEAD~1', 'main:Dockerfile', '0'.repeat(40)])(
  'knows no version %p',
  async (version) => {
    await expect(fetch(version)).rejects.toThrow(
      `reference not found for primary source and source version ${version}`,
    );
    expect(readdirSync(folder)).not.toContain('owned');
  },
);

it('says what git says of a repository that is not there', async () => {
  const gone = { location: join(folder, 'nowhere'), version: 'main' };

  await expect(fetchSource(gone, { folder, env, signal: new AbortController().signal })).rejects.toThrow(
    /does not exist/,
  );
});

it('ends when the build is to end', async () => {
  await expect(fetch('main', AbortSignal.abort())).rejects.toThrow();
});
