import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runImageAction } from '../../../../src/action/image/run-image';
import { parseOutputs } from '../../../support/github/action-step';
import { FakeGitHub } from '../../../support/github/fake-github';
import { writeProgram, writeText } from '../../../support/plane/machine';

const commit = 'f00d'.repeat(10);
const digest = `sha256:${'a'.repeat(64)}`;
const image = `111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop@${digest}`;

/** Stand-ins that write down how they were called; docker's push is what makes the image be there. */
const recorder = (name: string, folder: string) =>
  `{ echo "${name}"; printf '<%s>' "$@"; echo; env | grep -E '^(AWS_|ACTIONS_|DOCKER_)' | cut -d= -f1 | sort; } >> ${folder}/calls`;
const aws = (folder: string) => `${recorder('aws', folder)}
test -s "$AWS_WEB_IDENTITY_TOKEN_FILE" || exit 9
case "$2" in
  get-login-password) echo password-of-ecr;;
  *) test -e ${folder}/pushed && echo '{"images":[{"imageId":{"imageDigest":"${digest}"}}]}' || echo '{"images":[],"failures":[{}]}';;
esac`;
const docker = (folder: string) => `${recorder('docker', folder)}
case "$1" in
  login) read -r password; test "$password" = password-of-ecr || exit 8;;
  push) touch ${folder}/pushed;;
esac`;

describe('the action image', () => {
  let github: FakeGitHub;
  let folder: string;
  let log: string;

  beforeEach(async () => {
    github = await FakeGitHub.start();
    folder = mkdtempSync(join(tmpdir(), 'leasehold-image-'));
    writeProgram(join(folder, 'bin', 'aws'), aws(folder));
    writeProgram(join(folder, 'bin', 'docker'), docker(folder));
    writeText(join(folder, 'temp', 'of-others'), '');
    log = '';
  });
  afterEach(() => github.stop());

  const run = (more: Record<string, string> = {}) =>
    runImageAction({
      env: {
        ...github.stepOf({ repository: 'acme/shop' }),
        PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
        RUNNER_TEMP: join(folder, 'temp'),
        GITHUB_OUTPUT: writeText(join(folder, 'output'), ''),
        LEASEHOLD_ROLE: 'arn:aws:iam::111122223333:role/shop-push',
        LEASEHOLD_REGION: 'eu-central-1',
        LEASEHOLD_REPOSITORY: 'shop',
        LEASEHOLD_COMMIT: commit,
        LEASEHOLD_DOCKERFILE: 'Dockerfile',
        LEASEHOLD_CONTEXT: '.',
        ...more,
      },
      machine: { now: Date.now, sleep: async () => undefined },
      write: (text) => (log += text),
    });
  const calls = () => readFileSync(join(folder, 'calls'), 'utf8');
  const outputs = () => parseOutputs(readFileSync(join(folder, 'output'), 'utf8'));

  it('builds, pushes and answers the image by digest, with the tag that says the commit', async () => {
    expect(await run()).toBe(0);

    expect(outputs()).toEqual({ tag: commit, image });
    expect(github.audiences).toEqual(['sts.amazonaws.com']);
    expect(calls()).toContain(`<push><111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop:${commit}>`);
  });

  it('builds nothing when the commit has its image, as a tag never changes its meaning', async () => {
    await run();
    writeText(join(folder, 'calls'), '');

    expect(await run()).toBe(0);

    expect(outputs().image).toBe(image);
    expect(calls()).not.toContain('docker');
  });

  it('gives docker neither role nor token, masks what is secret and leaves nothing behind', async () => {
    await run();

    const ofDocker = calls()
      .split(/^(?=aws$|docker$)/m)
      .filter((call) => call.startsWith('docker'));
    expect(ofDocker).toHaveLength(3);
    expect(ofDocker.join('')).not.toMatch(/AWS_|ACTIONS_/);
    expect(log).toContain('::add-mask::password-of-ecr');
    expect(readdirSync(join(folder, 'temp'))).toEqual(['of-others']);
  });

  it('asks for a fresh token when a build took as long as one lasts', async () => {
    github.lifetime = 45;

    expect(await run()).toBe(0);

    // Is it there, the password, is it there now.
    expect(github.tokens).toHaveLength(3);
    for (const token of github.tokens) expect(log).toContain(`::add-mask::${token}`);
  });

  it('hands a hostile Dockerfile and folder on as they are', async () => {
    await run({ LEASEHOLD_DOCKERFILE: '$(touch stolen)', LEASEHOLD_CONTEXT: '--push;touch stolen' });

    expect(calls()).toContain('<--file=./$(touch stolen)>');
    expect(calls()).toContain('<--><./--push;touch stolen>');
    expect(existsSync('stolen')).toBe(false);
  });

  it.each([
    'https://example.com/Dockerfile',
    'github.com/mallory/tool',
    'git@github.com:mallory/tool.git',
    '-',
  ])('gives docker %p as a path, which it would else read from elsewhere', async (path) => {
    await run({ LEASEHOLD_DOCKERFILE: path, LEASEHOLD_CONTEXT: path });

    expect(calls()).toContain(`<--file=./${path}>`);
    expect(calls()).toContain(`<--><./${path}>`);
  });

  it.each([
    ['a name of a branch for a commit', { LEASEHOLD_COMMIT: 'main' }, 'not the full SHA'],
    ['no role', { LEASEHOLD_ROLE: 'shop-push' }, 'not the ARN of a role'],
    ['a repository that is no name', { LEASEHOLD_REPOSITORY: 'a b' }, 'LEASEHOLD_REPOSITORY'],
    ['a repository that is an option', { LEASEHOLD_REPOSITORY: '--debug' }, 'LEASEHOLD_REPOSITORY'],
    ['a Dockerfile of the machine', { LEASEHOLD_DOCKERFILE: '/etc/Dockerfile' }, 'LEASEHOLD_DOCKERFILE'],
    ['a folder above the repository', { LEASEHOLD_CONTEXT: 'a/../..' }, 'LEASEHOLD_CONTEXT'],
  ])('refuses %s before it builds', async (_what, more, reason) => {
    expect(await run(more)).not.toBe(0);

    expect(log).toContain(reason);
    expect(existsSync(join(folder, 'calls'))).toBe(false);
  });

  it('says which program failed and how', async () => {
    writeProgram(join(folder, 'bin', 'docker'), 'echo no space left >&2; exit 1');

    expect(await run()).not.toBe(0);

    expect(log).toMatch(
      /::error title=The image could not be built::docker build .* ended with 1: no space left/,
    );
  });
});
