import {
  DeleteLifecyclePolicyCommand,
  ECRClient,
  PutImageScanningConfigurationCommand,
  PutImageTagMutabilityCommand,
} from '@aws-sdk/client-ecr';
import type { ComplianceReport } from '../../../src/domain/compliance/report';
import type { DriftList } from '../../../src/domain/environment/drift/drift-view';
import { openPlane } from '../../e2e/open-plane';
import { credentials, region } from '../../../src/local/hub';
import type { TestPlane } from '../../support/plane/plane';

const repositories = { web: 'shop-dev/web', api: 'blog-dev/web' };
const mutability = { type: 'aws_ecr_repository', change: { attribute: 'image_tag_mutability' } };

describe('drift on a plane', () => {
  let on: TestPlane;
  let ecr: ECRClient;

  beforeAll(async () => {
    on = await openPlane();
    ecr = new ECRClient({ endpoint: on.plane.targetUrl, region, credentials });
    for (const [name, project] of [
      ['web', 'shop'],
      ['api', 'blog'],
    ]) {
      const inputs = ['-i', `project=${project}`, '-i', 'repositories=["web"]'];
      const made = await on.idp(['create', '-t', 'ecr', '-n', name!, ...inputs, '--yes']);
      expect([name, made.code, made.stderr]).toEqual([name, 0, expect.anything()]);
    }
  });
  afterAll(() => ecr.destroy());

  const check = (name: string) => on.idp(['drift', 'check', name]);
  const list = (query = '') => on.api.want<DriftList>(`GET /drift${query}`);
  const makeMutable = (repositoryName: string) =>
    ecr.send(new PutImageTagMutabilityCommand({ repositoryName, imageTagMutability: 'MUTABLE' }));

  it('is none right after an apply, whatever AWS filled in since', async () => {
    for (const name of ['web', 'api']) expect(await check(name)).toMatchObject({ code: 0 });
    expect(await list()).toMatchObject({ causes: [], checked: 2, unchecked: [] });
  });

  it('is one row for the same deed in two environments, and another for what is gone in one', async () => {
    await makeMutable(repositories.web);
    await makeMutable(repositories.api);
    await ecr.send(new DeleteLifecyclePolicyCommand({ repositoryName: repositories.api }));
    for (const name of ['web', 'api']) expect(await check(name)).toMatchObject({ code: 0 });

    const { causes } = await list();

    expect(causes).toHaveLength(2);
    expect(causes[0]).toMatchObject({
      ...mutability,
      change: { ...mutability.change, before: 'IMMUTABLE', after: 'MUTABLE' },
      environments: [
        { name: 'api', addresses: ['module.ecr.aws_ecr_repository.this["blog-dev/web"]'] },
        { name: 'web', addresses: ['module.ecr.aws_ecr_repository.this["shop-dev/web"]'] },
      ],
    });
    expect(causes[1]).toMatchObject({
      type: 'aws_ecr_lifecycle_policy',
      change: null,
      environments: [{ name: 'api' }],
    });
    const shown = await on.idp(['drift']);
    expect(shown.stdout).toContain('image_tag_mutability: IMMUTABLE → MUTABLE');
    expect(shown.stdout).toContain('idp update api --version ');
  });

  it('that is expected is silent until its end', async () => {
    const cause = (await list()).causes[0]?.cause ?? '';
    const until = new Date((await on.plane.clock.now()).getTime() + 20_000).toISOString();
    const args = ['--cause', cause, '--reason', 'a trial of support', '--until', until];
    expect(await on.idp(['drift', 'expect', 'web', ...args])).toMatchObject({ code: 0 });

    expect((await list()).causes[0]?.environments.map(({ name }) => name)).toEqual(['api']);
    expect((await on.idp(['drift', '--expected'])).stdout).toContain('a trial of support');

    await new Promise((resolve) => setTimeout(resolve, 21_000));
    expect((await list()).causes[0]?.environments.map(({ name }) => name)).toEqual(['api', 'web']);
  });

  it('gives way to the change of a user, and is mended by it', async () => {
    const { version } = (await on.api.want('GET /environments/api')).template;
    expect(await on.idp(['drift', 'check', 'api', '--no-wait'])).toMatchObject({ code: 0 });
    expect(await on.api.want('GET /environments/api')).toMatchObject({ status: 'ready', check: {} });

    const mended = await on.idp(['update', 'api', '--version', version, '--yes']);

    expect(mended).toMatchObject({ code: 0 });
    expect(await check('api')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('No drift was found'),
    });
    expect((await list()).causes).toMatchObject([{ ...mutability, environments: [{ name: 'web' }] }]);
    const runs = await on.api.want<{ items: { kind: string; result?: string }[] }>(
      'GET /environments/api/runs',
    );
    const checks = runs.items.filter(({ kind }) => kind === 'drift').map(({ result }) => result);
    expect(checks).toEqual(['clean', 'replaced', 'drifted', 'clean']);
  });

  it('counts for compliance, which the plan that was applied still keeps', async () => {
    const imageScanningConfiguration = { scanOnPush: false };
    const profile = ['--profile', 'pci', '--json'];
    const scanning = async () => {
      const { stdout } = await on.idp(['check', 'api', ...profile]);
      const [seen] = (JSON.parse(stdout) as ComplianceReport).environments;
      return seen?.controls.find(({ control }) => control === 'ecr-scanning');
    };
    expect(await scanning()).toMatchObject({ result: 'passed' });

    await ecr.send(
      new PutImageScanningConfigurationCommand({
        repositoryName: repositories.api,
        imageScanningConfiguration,
      }),
    );
    expect(await scanning()).toMatchObject({ result: 'passed' });
    expect(await check('api')).toMatchObject({ code: 0 });

    const address = `module.ecr.aws_ecr_repository.this["${repositories.api}"]`;
    expect(await scanning()).toMatchObject({ result: 'failed', failed: [{ address }] });
  });
});
