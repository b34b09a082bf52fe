import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { GitRepository } from '../support/github/git-repository';
import { terraformRoot } from '../support/terraform/terraform-tree';
import { runBuildspec } from '../support/plane/run-buildspec';

const buildspec = readFileSync(join(terraformRoot, 'modules/image-build/buildspec.yml'), 'utf8');
const repository = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/shopstack-dev/catalog';
const commit = '0123456789abcdef0123456789abcdef01234567';
const image = `${repository}:${commit}`;

/** Docker reads the password before it ends; who writes into a closed pipe fails. */
const readPassword = '[ "$1" != login ] || cat > /dev/null; ';

/** Says its arguments, one after the other in brackets, and knows no image that was pushed before. */
const docker = readPassword + 'printf "docker"; printf " [%s]" "$@"; echo; [ "$1" != manifest ]';
const aws = 'case "$1 $2" in "ecr describe-images") echo sha256:abc ;; *) echo password ;; esac';

function run(environment: Record<string, string>, programs: Record<string, string> = {}, source?: string) {
  const given = { IMAGE_REPOSITORY: repository, CODEBUILD_RESOLVED_SOURCE_VERSION: commit, CONTEXT: '.' };
  return runBuildspec({
    buildspec,
    environment: { ...given, ...environment },
    programs: { docker, aws, ...programs },
    source,
  });
}

describe('the buildspec of image-build', () => {
  it('builds the commit, pushes it under its full name, and says its digest', async () => {
    const { status, lines } = await run({});

    expect(status).toBe('SUCCEEDED');
    expect(lines).toContain(
      'docker [login] [--username] [AWS] [--password-stdin] [123456789012.dkr.ecr.eu-west-1.amazonaws.com]',
    );
    expect(lines).toContain(`docker [build] [--pull] [--tag] [${image}] [--] [./.]`);
    expect(lines).toContain(`docker [push] [${image}]`);
    expect(lines).toContain(`${repository}@sha256:abc`);
  });

  it('tells the images of two folders of a commit apart', async () => {
    const tags = async (CONTEXT: string) => {
      const { exported } = await run({ CONTEXT });
      return exported['IMAGE_TAG'];
    };
    const [root, catalog, cart] = [
      await tags('.'),
      await tags('services/catalog'),
      await tags('services/cart'),
    ];

    expect(root).toBe(commit);
    expect(catalog).toMatch(new RegExp(`^${commit}-[0-9a-f]{12}$`));
    expect(cart).not.toBe(catalog);
  });

  it('exports what it made, for whoever asked for it', async () => {
    const { exported } = await run({});

    expect(exported).toEqual({ IMAGE_TAG: commit, IMAGE_DIGEST: 'sha256:abc' });
  });

  it('builds nothing again that was pushed for the same commit', async () => {
    const { status, lines } = await run({}, { docker: readPassword + 'echo "docker $1"' });

    expect(status).toBe('SUCCEEDED');
    expect(lines).not.toContain('docker build');
    expect(lines).toContain(`${repository}@sha256:abc`);
  });

  it('fails, and says no digest, where the image cannot be built', async () => {
    const { status, lines } = await run(
      {},
      { docker: readPassword + 'case "$1" in manifest | build) exit 1 ;; esac' },
    );

    expect(status).toBe('FAILED');
    expect(lines).not.toContain(`${repository}@sha256:abc`);
  });

  it('fails where the registry takes no login', async () => {
    const { status, lines } = await run({}, { aws: 'exit 1' });

    expect(status).toBe('FAILED');
    expect(lines.join('\n')).not.toContain('[build]');
  });

  it('takes a hostile folder as a name, never as a command', async () => {
    const { lines } = await run({ CONTEXT: 'a"; echo owned; $(echo owned)' });

    expect(lines).toContainEqual(expect.stringMatching(/ \[--\] \[\.\/a"; echo owned; \$\(echo owned\)\]$/));
    expect(lines).not.toContain('owned');
  });

  it.each(['github.com/mallory/tool', 'git@github.com:mallory/tool.git', 'https://example.com/tool.git'])(
    'builds the folder "%s" of the repository, and nothing of that address',
    async (CONTEXT) => {
      const { lines } = await run({ CONTEXT });

      expect(lines).toContainEqual(expect.stringMatching(/^docker \[build\] /));
      expect(lines.find((line) => line.startsWith('docker [build]'))).toContain(`[--] [./${CONTEXT}]`);
    },
  );

  it('builds nothing that a link of the repository leads to', async () => {
    const repository = new GitRepository();
    symlinkSync('/', join(repository.folder, 'link'));
    repository.commit('Dockerfile', 'FROM one');

    const { status, lines } = await run({ CONTEXT: 'link' }, {}, repository.folder);

    expect(status).toBe('FAILED');
    expect(lines).toContain("CONTEXT must be a folder below the repository's root");
    expect(lines.join('\n')).not.toContain('[login]');
  });

  it.each(['pr/7', 'pull/7/head', 'refs/pull/7/merge', 'PR/7'])(
    'builds no pull request by %s',
    async (version) => {
      const { status, lines } = await run({ CODEBUILD_SOURCE_VERSION: version });

      expect(status).toBe('FAILED');
      expect(lines).toContain('A pull request is not built: push a branch');
      expect(lines.join('\n')).not.toContain('[login]');
    },
  );

  it.each(['..', 'a/../../b', '/etc', '--file=x', ''])(
    'refuses to build the folder "%s"',
    async (CONTEXT) => {
      const { status, lines } = await run({ CONTEXT });

      expect(status).toBe('FAILED');
      expect(lines).toContain("CONTEXT must be a folder below the repository's root");
    },
  );
});
