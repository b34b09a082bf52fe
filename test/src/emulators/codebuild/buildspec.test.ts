import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { continuesAfterFailure, parseBuildspec } from '../../../../src/emulators/codebuild/buildspec';
import { terraformRelease } from '../../../../src/tools/terraform-release';

const minimal = (phases: string) => `version: 0.2\nphases:\n${phases}`;

describe('parseBuildspec', () => {
  it('reads the project’s own buildspec, which pins the same Terraform as the local plane', () => {
    const text = readFileSync(join(process.cwd(), 'terraform/buildspec.yml'), 'utf8');

    const { env, phases } = parseBuildspec(text);

    expect(env.shell).toBe('bash');
    expect(env.variables).toEqual({
      TERRAFORM_VERSION: terraformRelease.version,
      TERRAFORM_SHA256_AMD64: terraformRelease.sha256['linux_amd64'],
      TERRAFORM_SHA256_ARM64: terraformRelease.sha256['linux_arm64'],
    });
    expect(phases.build?.commands).toEqual([
      'if [ "$(id -u)" = 0 ] && [ -d /codebuild ]; then chmod 700 /codebuild; fi',
      'node "${LEASEHOLD_RUNNER:-$CODEBUILD_SRC_DIR/runner.mjs}"',
    ]);
  });

  it('refuses what is not carried out here instead of ignoring it', () => {
    expect(() => parseBuildspec(`${minimal('  build: { commands: [] }')}\nproxy: {}`)).toThrow('proxy');
  });

  it('refuses version 0.1, whose commands each have a shell of their own', () => {
    expect(() => parseBuildspec('version: 0.1\nphases: {}')).toThrow('buildspec: version');
  });
});

describe('continuesAfterFailure', () => {
  it('goes on only from BUILD to POST_BUILD unless the buildspec chooses otherwise', () => {
    const spec = parseBuildspec(minimal('  build: { commands: [a] }'));

    expect(
      (['INSTALL', 'PRE_BUILD', 'BUILD'] as const).map((phase) => continuesAfterFailure(spec, phase)),
    ).toEqual([false, false, true]);
  });

  it('follows on-failure', () => {
    const spec = parseBuildspec(
      minimal('  install: { on-failure: CONTINUE }\n  build: { on-failure: ABORT, commands: [a] }'),
    );

    expect(continuesAfterFailure(spec, 'INSTALL')).toBe(true);
    expect(continuesAfterFailure(spec, 'BUILD')).toBe(false);
  });
});
