import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';

interface Update {
  'package-ecosystem': string;
  directory?: string;
  directories?: string[];
}

const read = (path: string) => readFileSync(path, 'utf8');

/** Every file of the checkout, but not what was installed, built or fetched. */
const files = readdirSync('.', { withFileTypes: true })
  .filter(({ name }) => !['node_modules', 'dist', 'coverage', '.leasehold', '.git'].includes(name))
  .flatMap((entry) => {
    if (!entry.isDirectory()) return [entry.name];
    return readdirSync(entry.name, { recursive: true }).map((path) => join(entry.name, String(path)));
  })
  .filter((path) => !path.split('/').includes('.terraform'));

/** What pins something that is fetched, by the tool that can propose its update. */
const manifests: Record<string, RegExp> = {
  npm: /(^|\/)package-lock\.json$/,
  'github-actions': /^(\.github\/workflows\/[^/]+|.*\/action)\.yml$/,
  pip: /(^|\/)python\/[^/]+\.txt$/,
  docker: /(^|\/)Dockerfile$/,
  terraform: /(^|\/)(\.terraform\.lock\.hcl|versions\.tf)$/,
  gomod: /(^|\/)go\.mod$/,
};

/** Where GitHub looks for a manifest of that kind; it finds workflows by the root. */
const folderOf = (path: string) => `/${dirname(path).replace(/^\.(github\/workflows)?$/, '')}`;

function updated({ directory, directories = [] }: Update): RegExp[] {
  return [directory ?? [], directories]
    .flat()
    .map((pattern) => new RegExp(`^${pattern.replaceAll('*', '[^/]+')}$`));
}

it('has updates proposed for everything that is pinned', () => {
  const { updates } = parse(read('.github/dependabot.yml')) as { updates: Update[] };
  const missed = Object.entries(manifests).flatMap(([kind, pattern]) => {
    const folders = updates.filter((update) => update['package-ecosystem'] === kind).flatMap(updated);
    return files
      .filter((path) => pattern.test(path) && !path.startsWith('test/'))
      .filter((path) => !folders.some((folder) => folder.test(folderOf(path))));
  });

  expect(files.filter((path) => manifests.pip?.test(path))).not.toEqual([]);
  expect(missed).toEqual([]);
});

it.each(files.filter((path) => manifests.pip?.test(path)))(
  '%s lists exact versions, each with its digests',
  (path) => {
    const requirements = read(path)
      .replaceAll('\\\n', ' ')
      .split('\n')
      .filter((line) => line.trim() !== '' && !line.startsWith('#'));

    expect(requirements.length).toBeGreaterThan(0);
    expect(
      requirements.filter((line) => !/^[\w.-]+(?:\[[\w,-]+\])?==\S+ .*--hash=sha256:[0-9a-f]{64}/.test(line)),
    ).toEqual([]);
  },
);

it('names owners of what there is, and of everything', () => {
  const rows = read('.github/CODEOWNERS')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(/\s+/));
  const [everything, ...others] = rows;

  expect(everything?.[0]).toBe('*');
  for (const [path = '', ...owners] of others) {
    expect([path, existsSync(`.${path}`)]).toEqual([path, true]);
    expect(owners).not.toEqual([]);
  }
});

it('says how to report a vulnerability in private, and links to what is there', () => {
  const text = read('SECURITY.md');
  const links = [...text.matchAll(/\]\(([^)#]+)/g)].map(([, link = '']) => link);

  expect(text).toContain('Report a vulnerability');
  expect(links.filter((link) => !existsSync(link))).toEqual([]);
});
