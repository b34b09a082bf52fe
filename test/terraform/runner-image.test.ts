import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { rootCertificates } from 'node:tls';
import { setTimeout as sleep } from 'node:timers/promises';
import { BatchGetBuildsCommand, CodeBuildClient, StartBuildCommand } from '@aws-sdk/client-codebuild';
import { locksOfCheckout } from '../../src/deploy/runner-image/write-context';
import { moduleOf, unionOfLocks } from '../../src/deploy/runner-image/union-of-locks';
import { parseBuildspec } from '../../src/emulators/codebuild/buildspec';
import { startCodeBuild } from '../../src/emulators/codebuild/codebuild';
import { terraformRelease } from '../../src/tools/terraform-release';
import { startLogService } from '../support/aws/log-service';
import { writeProgram, writeText } from '../support/plane/machine';
import { copyTerraformTree } from '../support/terraform/terraform-tree';

const read = (name: string) => readFileSync(join(process.cwd(), 'terraform/runner-image', name), 'utf8');
const registry = '111122223333.dkr.ecr.eu-central-1.amazonaws.com';

/** Bakes with programs of the test's, each of which notes how it was called; answers the calls and the log. */
async function bake(programs: Record<string, string> = {}) {
  const root = mkdtempSync(join(tmpdir(), 'leasehold-image-'));
  const source = join(root, 'source');
  await cp('dist/runner-image', source, { recursive: true });
  const calls = writeText(join(root, 'calls'), '');
  const standIns = {
    aws: '[ "$2" = get-login-password ] && echo secret; [ "$2" != describe-images ]',
    docker: '[ "$1" != login ] || cat >/dev/null',
    curl: 'while [ "$1" != --output ]; do shift; done; echo zip > "$2"',
    sha256sum: 'cat >/dev/null',
    unzip: `cp ${writeProgram(join(root, 'terraform'), `echo "terraform $@" >> ${calls}`)} terraform`,
    ...programs,
  };
  for (const [name, body] of Object.entries(standIns))
    writeProgram(join(root, 'bin', name), `echo "${name} $@" >> ${calls}\n${body}`);
  const logs = await startLogService();
  const endpoint = await startCodeBuild({
    region: 'eu-central-1',
    accountId: '111122223333',
    logs: logs.client,
    workDir: join(root, 'work'),
    projects: [
      {
        name: 'image',
        buildspec: read('buildspec.yml').replace('set -euo pipefail', `set -euo pipefail; cd ${source}`),
        environment: { REPOSITORY_URI: `${registry}/leasehold-dev-runner`, IMAGE_TAG: 'abc' },
        timeoutInMinutes: 1,
      },
    ],
    machineEnv: { PATH: `${join(root, 'bin')}:${process.env['PATH']}` },
    onStateChange: () => undefined,
  });
  const status = await runToItsEnd(endpoint.url);
  await endpoint.close();
  await logs.close();
  return { status, lines: logs.lines(), calls: readFileSync(calls, 'utf8').trim().split('\n') };
}

async function runToItsEnd(endpoint: string): Promise<string | undefined> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new CodeBuildClient({ endpoint, region: 'eu-central-1', credentials });
  const { build: { id = '' } = {} } = await client.send(new StartBuildCommand({ projectName: 'image' }));
  for (;;) {
    const { builds: [build] = [] } = await client.send(new BatchGetBuildsCommand({ ids: [id] }));
    if (build?.buildComplete) return build.buildStatus;
    await sleep(30);
  }
}

describe('terraform/runner-image', () => {
  it('pins the Terraform that the local plane and the plain builds use', () => {
    expect(parseBuildspec(read('buildspec.yml')).env.variables).toEqual({
      TERRAFORM_VERSION: terraformRelease.version,
      TERRAFORM_SHA256_ARM64: terraformRelease.sha256['linux_arm64'],
    });
  });

  it('starts from an image by its digest, of the Node that plain builds choose', () => {
    const [, major] =
      /^FROM \S+\/node:(\d+)\.\d+\.\d+-\S+@sha256:[0-9a-f]{64}$/m.exec(read('Dockerfile')) ?? [];
    const plain = parseBuildspec(readFileSync(join(process.cwd(), 'terraform/buildspec.yml'), 'utf8'));

    expect(read('Dockerfile').match(/^FROM/gm)).toHaveLength(1);
    expect(major).toBe(plain.phases.install?.['runtime-versions']['nodejs']);
  });

  it('has certificate authorities where Go looks for them, and says so', () => {
    const [, script = ''] = /^RUN node -e "(.*)"$/m.exec(read('Dockerfile')) ?? [];
    const root = mkdtempSync(join(tmpdir(), 'leasehold-authorities-'));
    execFileSync(process.execPath, ['-e', script.replaceAll('/etc/ssl', join(root, 'etc/ssl'))]);

    // The first of the files in certFiles of Go's src/crypto/x509/root_linux.go.
    const place = '/etc/ssl/certs/ca-certificates.crt';
    const authorities = readFileSync(join(root, place), 'utf8').match(/BEGIN CERTIFICATE/g);
    expect(authorities).toHaveLength(rootCertificates.length);
    expect(read('Dockerfile')).toContain(`SSL_CERT_FILE=${place}`);
  });

  it('mirrors the providers of the catalog, checks them against their locks, and pushes the image', async () => {
    const { status, calls } = await bake();

    expect(status).toBe('SUCCEEDED');
    expect(
      calls.filter((call) => call.startsWith('terraform')).map((call) => call.split(' ').slice(1, 4)),
    ).toEqual([
      ['-chdir=providers/0/', 'providers', 'mirror'],
      ['-chdir=providers/0/', 'init', '-input=false'],
    ]);
    expect(calls.filter((call) => call.startsWith('docker'))).toEqual([
      `docker login --username AWS --password-stdin ${registry}`,
      `docker build --tag ${registry}/leasehold-dev-runner:abc .`,
      `docker push ${registry}/leasehold-dev-runner:abc`,
    ]);
  });

  it('does nothing when the image is there', async () => {
    const { status, calls, lines } = await bake({ aws: 'exit 0' });

    expect(status).toBe('SUCCEEDED');
    expect(calls).toHaveLength(1);
    expect(lines).toContain(`${registry}/leasehold-dev-runner:abc is there already`);
  });

  it('bakes no Terraform that is not the pinned one', async () => {
    const { status, calls, lines } = await bake({ sha256sum: 'exit 1' });

    expect(status).toBe('FAILED');
    expect(lines).toContain("Terraform's zip is not the pinned one");
    expect(calls.filter((call) => /^(unzip|docker)/.test(call))).toEqual([]);
  });

  it('pushes nothing when a provider is not the one that was locked', async () => {
    const { status, calls } = await bake({
      unzip: 'printf "#!/bin/sh\\nexit 1\\n" > terraform; chmod +x terraform',
    });

    expect(status).toBe('FAILED');
    expect(calls.filter((call) => call.startsWith('docker'))).toEqual([]);
  });

  it('writes modules that the real Terraform initialises from their locks alone', async () => {
    const tree = await copyTerraformTree();
    const [provider] = unionOfLocks(await locksOfCheckout(process.cwd()));
    const folder = mkdtempSync(join(tmpdir(), 'leasehold-module-'));
    for (const [name, text] of Object.entries(moduleOf([provider!]))) writeText(join(folder, name), text);

    const { ok, output } = await tree.run(
      relative(tree.root, folder),
      'init',
      '-input=false',
      '-lockfile=readonly',
    );
    await tree.remove();

    expect(output).toContain(`Installed hashicorp/aws v${provider?.version}`);
    expect(ok).toBe(true);
  });
});
