import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as z from 'zod';
import { ImagesConfig, IssuersConfig, WorkflowsConfig } from '../../../src/config/hub';
import { PolicyConfig } from '../../../src/config/policy';
import { ImageFindingsConfig } from '../../../src/config/runner';
import { inheritedEnvironment } from '../../../src/config/machine';
import { type ProcessEnvironment, readConfig } from '../../../src/config/read-config';
import { readClock } from '../../../src/config/clock';
import { TargetsConfig } from '../../../src/config/target';
import { start } from '../../support/builders/births';
import { ulidAt } from '../../support/builders/ulids';
import { BucketsConfig, RegistryConfig } from '../../../src/config/stores';
import { RunnerConfig } from '../../../src/config/run';

const runner = {
  LEASEHOLD_ENVIRONMENT: 'foo',
  LEASEHOLD_LIFE: ulidAt(start, 1),
  LEASEHOLD_RUN: ulidAt(start, 2),
  CODEBUILD_BUILD_ID: 'leasehold:1',
};

it.each<[string, z.ZodType, ProcessEnvironment]>([
  ['LEASEHOLD_TABLE', RegistryConfig, {}],
  [
    'LEASEHOLD_ARTIFACTS_BUCKET',
    BucketsConfig,
    { LEASEHOLD_STATE_BUCKET: 's', LEASEHOLD_CATALOG_BUCKET: 'c' },
  ],
  ['LEASEHOLD_STATE_MACHINE_PREFIX', WorkflowsConfig, { LEASEHOLD_STATE_MACHINE_PREFIX: 'leasehold-' }],
  ['LEASEHOLD_TARGETS', TargetsConfig, { LEASEHOLD_TARGETS: '[]' }],
  ['LEASEHOLD_TARGETS', TargetsConfig, { LEASEHOLD_TARGETS: '{' }],
  ['LEASEHOLD_TARGETS', TargetsConfig, { LEASEHOLD_TARGETS: '[{"name":"a","region":"b","regoin":"c"}]' }],
  ['LEASEHOLD_IMAGE_REPOSITORIES', ImagesConfig, { LEASEHOLD_IMAGE_REPOSITORIES: '[{"repository":"shop"}]' }],
  ['LEASEHOLD_IMAGE_FINDINGS', ImageFindingsConfig, { LEASEHOLD_IMAGE_FINDINGS: '{"refuse":"urgent"}' }],
  ['LEASEHOLD_ISSUERS', IssuersConfig, { LEASEHOLD_ISSUERS: '[{"issuer":"x"}]' }],
  ['LEASEHOLD_RUN', RunnerConfig, { ...runner, LEASEHOLD_RUN: '1' }],
  ['LEASEHOLD_DEADLINE_SECONDS', RunnerConfig, { ...runner, LEASEHOLD_DEADLINE_SECONDS: '0' }],
])('names %s when it is missing or wrong', (name, schema, env) => {
  expect(() => readConfig(schema, env)).toThrow(
    expect.objectContaining({ code: 'Misconfigured', details: expect.objectContaining({ name }) }),
  );
});

it('fills in what the runner is not told', () => {
  expect(readConfig(RunnerConfig, { ...runner, LEASEHOLD_STOP_GRACE_SECONDS: '7' })).toMatchObject({
    LEASEHOLD_DEADLINE_SECONDS: 3_000,
    LEASEHOLD_STOP_GRACE_SECONDS: 7,
    LEASEHOLD_HEARTBEAT_SECONDS: 5,
    LEASEHOLD_TERRAFORM: 'terraform',
  });
});

it.each([
  [{}, []],
  [{ LEASEHOLD_DENIED_TYPES: ' aws_eks_cluster, ,aws_vpn_gateway ' }, ['aws_eks_cluster', 'aws_vpn_gateway']],
])('reads denied types from %j', (env, types) => {
  expect(readConfig(PolicyConfig, env).LEASEHOLD_DENIED_TYPES).toEqual(types);
});

it("reads the machine's clock, moved by what the clock file says at that moment", () => {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-config-'));
  const file = join(folder, 'clock');
  jest.spyOn(Date, 'now').mockReturnValue(1_750_000_000_000);
  const ahead = (clock: () => string) => Date.parse(clock()) - Date.now();
  writeFileSync(file, '0');
  const clock = readClock({ LEASEHOLD_CLOCK_FILE: file });

  const before = ahead(clock);
  writeFileSync(file, '3600000');
  const after = ahead(clock);
  const without = ahead(readClock({}));
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });

  expect([without, before, after]).toEqual([0, 0, 3_600_000]);
});

it('hands on to a child only what is named and there', () => {
  const env = { PATH: '/bin', AWS_SECRET_ACCESS_KEY: 'secret', HOME: undefined };

  expect(inheritedEnvironment(['PATH', 'HOME', 'LANG'], env)).toEqual({ PATH: '/bin' });
});
