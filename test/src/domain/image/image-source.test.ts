import { SourceFolder, SourceRef } from '../../../../src/domain/image/image-source';

describe('a ref', () => {
  it.each([
    'main',
    'feature/new-cart',
    'v1.2.3',
    '0123456789abcdef0123456789abcdef01234567',
    'a$(id)',
    "it's;x",
  ])('may be %p, which is data wherever it goes', (ref) => {
    expect(SourceRef.parse(ref)).toBe(ref);
  });

  it.each([
    ['--upload-pack=id', 'must be a branch, tag or commit'],
    ['', 'must be a branch, tag or commit'],
    ['main\nid', 'must not contain control characters'],
    ['main\u0000', 'must not contain control characters'],
    ['a b', 'must be a branch, tag or commit'],
    ['a..b', 'must be a branch, tag or commit'],
    ['main^{commit}', 'must be a branch, tag or commit'],
    ['main:file', 'must be a branch, tag or commit'],
    ['main@{1}', 'must be a branch, tag or commit'],
    ['pr/7', 'must not be a pull request; push a branch'],
    ['refs/pull/7/merge', 'must not be a pull request; push a branch'],
    ['pull/7/head', 'must not be a pull request; push a branch'],
    ['Pull/7/head', 'must not be a pull request; push a branch'],
    ['remotes/origin/pr/7', 'must not be a pull request; push a branch'],
    ['refs/remotes/origin/pull/7/head', 'must not be a pull request; push a branch'],
    ['remotes/origin/main', 'must be a branch, tag or commit'],
    ['refs/notes/commits', 'must be a branch, tag or commit'],
    ['FETCH_HEAD', 'must be a branch, tag or commit'],
    ['x'.repeat(256), 'Too big: expected string to have <=255 characters'],
  ])('may not be %p', (ref, message) => {
    expect(SourceRef.safeParse(ref).error?.issues.map((issue) => issue.message)).toContain(message);
  });
});

describe('a folder', () => {
  it.each([
    ['.', '.'],
    ['services/api', 'services/api'],
    ['./services//api/', 'services/api'],
    ['a$(id) b', 'a$(id) b'],
    ['..a', '..a'],
  ])('%p is %p', (folder, same) => {
    expect(SourceFolder.parse(folder)).toBe(same);
  });

  it.each(['', '/etc', '-f', './-f', '..', 'a/../../b', 'a/..', 'a\nb'])('may not be %p', (folder) => {
    expect(SourceFolder.safeParse(folder).success).toBe(false);
  });

  it.each([
    'github.com/mallory/tool',
    './/GitHub.com/mallory/tool.git#main:src',
    'git@github.com:mallory/tool.git',
    'https://example.com/tool.git',
    'git://example.com/tool',
    'mallory@example.com:tool',
    'https:context.tar.gz',
  ])('may not be %p, which docker takes for an address', (folder) => {
    expect(SourceFolder.safeParse(folder).error?.issues.map(({ message }) => message)).toContain(
      'must be a folder, not an address',
    );
  });

  it.each(['packages/@acme/shop', '@acme/shop', 'docs/github.com/x'])('may be %p', (folder) => {
    expect(SourceFolder.parse(folder)).toBe(folder);
  });
});
