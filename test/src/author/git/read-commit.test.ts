import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { findGit } from '../../../../src/author/git/git';
import { readCommit } from '../../../../src/author/git/read-commit';
import { GitRepository } from '../../../support/github/git-repository';

let repository: GitRepository;
let cwd: string;

beforeEach(() => {
  repository = new GitRepository();
  cwd = mkdtempSync(join(tmpdir(), 'leasehold-cwd-'));
});
afterEach(() => {
  rmSync(repository.folder, { recursive: true, force: true });
  rmSync(cwd, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(repository.folder, path)), { recursive: true });
  writeFileSync(join(repository.folder, path), text);
}

/** Commits a template whose file says this. */
function commit(text: string): string {
  return repository.commit('vpc/main.tf', text);
}

async function read(ref: string | undefined, path: string | undefined = 'vpc', from = repository.folder) {
  const { folder, source, dispose } = await readCommit({ repository: from, ref, path }, cwd);
  const text = readFileSync(join(folder, 'main.tf'), 'utf8');
  const name = basename(folder);
  await dispose();
  expect(existsSync(folder)).toBe(false);
  return { text, source, name };
}

it('says what git is needed for where there is none', () => {
  expect(() => findGit('it reads repositories', [cwd])).toThrow(
    'Git is not installed, and it reads repositories.',
  );
});

it('takes no git of the folder that somebody works in', () => {
  const own = mkdtempSync(join(tmpdir(), 'leasehold-own-'));
  writeFileSync(join(own, 'git'), '#!/bin/sh\n');
  chmodSync(join(own, 'git'), 0o755);
  try {
    expect(findGit('x', [own]).path).toBe(join(own, 'git'));
    expect(() => findGit('x', [relative(process.cwd(), own)])).toThrow('Git is not installed');
  } finally {
    rmSync(own, { recursive: true });
  }
});

describe('a commit', () => {
  it('is read by branch, tag and id, not as the folder is now, and leaves nothing behind', async () => {
    const first = commit('one');
    repository.git('tag', 'v1');
    const second = commit('two');
    write('vpc/main.tf', 'not committed');

    expect(await read('main')).toEqual({
      text: 'two',
      name: 'vpc',
      source: { repository: basename(repository.folder), path: 'vpc', ref: 'main', commit: second },
    });
    expect(await read('v1')).toMatchObject({ text: 'one', source: { ref: 'v1', commit: first } });
    expect(await read(first)).toMatchObject({ text: 'one', source: { commit: first } });
  });

  it('is read from a clone that has no more than it, as a job has one', async () => {
    commit('one');
    const tip = commit('two');
    const clone = join(cwd, 'clone');
    repository.git('clone', '--quiet', '--depth=1', `file://${repository.folder}`, clone);

    expect(await read(tip, 'vpc', clone)).toMatchObject({ text: 'two', source: { commit: tip } });
  });

  it('is of the repository that its folder is a clone of, without who signed in there', async () => {
    commit('one');
    repository.git('remote', 'add', 'origin', 'https://ada:secret@git.example.com/acme/templates.git');

    const { source } = await read('main');

    expect(source.repository).toBe('https://git.example.com/acme/templates.git');
  });

  it('runs no hook and no filter of the repository, and follows no submodule', async () => {
    const trace = join(cwd, 'ran');
    for (const hook of ['post-checkout', 'reference-transaction']) {
      write(`../${basename(repository.folder)}/.git/hooks/${hook}`, `#!/bin/sh\necho ${hook} >> ${trace}\n`);
      chmodSync(join(repository.folder, '.git/hooks', hook), 0o755);
    }
    write('.gitattributes', '* filter=evil\n');
    write('.gitmodules', '[submodule "x"]\n  path = x\n  url = https://git.example.com/x.git\n');
    commit('one');
    rmSync(trace, { force: true });

    expect(await read('main')).toMatchObject({ text: 'one' });
    expect(existsSync(trace)).toBe(false);
  });

  it('may be the template itself, which is called as the repository', async () => {
    repository.commit('main.tf', 'root');

    const { name, source } = await read('main', '.');

    expect({ name, path: source.path }).toEqual({ name: basename(repository.folder), path: '.' });
  });

  it.each([
    ['a branch that is not there', 'other', 'vpc', 'cannot be read'],
    ['a folder that is not there', 'main', 'vpd', 'is not a folder'],
    ['a folder above', 'main', '../..', 'is not a folder'],
    ['a file', 'main', 'vpc/main.tf', 'is not a folder'],
    ['a link out of it', 'main', 'out', 'is not a folder'],
    ['no ref', undefined, 'vpc', 'with --ref'],
    ['an option', '--upload-pack=x', 'vpc', 'is not the name of a branch'],
    ['two refs', 'main:other', 'vpc', 'is not the name of a branch'],
    ['what is left out', '^main', 'vpc', 'is not the name of a branch'],
    ['nothing', '', 'vpc', 'is not the name of a branch'],
  ])('is refused at %s', async (_, ref, path, reason) => {
    symlinkSync('/etc', join(repository.folder, 'out'));
    commit('one');

    await expect(readCommit({ repository: repository.folder, ref, path }, cwd)).rejects.toThrow(reason);
  });

  it.each([
    ['https://ada:secret@git.example.com/a.git', 'contains credentials'],
    ['https://token@git.example.com/a.git', 'contains credentials'],
    ['ssh://git:secret@git.example.com/a.git', 'contains credentials'],
    ['http://git.example.com/a.git', 'by https or ssh'],
    ['ext::sh -c true', 'by https or ssh'],
    ['file:///etc', 'by https or ssh'],
    ['git://git.example.com/a.git', 'by https or ssh'],
    ['ssh://-oProxyCommand=x/a', 'by https or ssh'],
    ['--upload-pack=x', 'is not a repository'],
    ['./missing', 'is not a repository'],
  ])('is refused of %s, in words without a credential', async (from, reason) => {
    const read = readCommit({ repository: from, ref: 'main', path: undefined }, cwd);

    const error = await read.then(
      () => undefined,
      (thrown: Error) => thrown,
    );

    expect(error?.message).toContain(reason);
    expect(error?.message).not.toMatch(/secret|token/);
  });
});
