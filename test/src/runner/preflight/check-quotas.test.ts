import { AllocateAddressCommand, CreateVpcCommand, EC2Client } from '@aws-sdk/client-ec2';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { parsePlan } from '../../../../src/domain/terraform/plan-json';
import { checkQuotas } from '../../../../src/runner/preflight/check-quotas';
import { startHubBuckets, type HubBuckets } from '../../../support/aws/hub-buckets';

const creating = (type: string, count: number, actions = ['create']) =>
  parsePlan({
    terraform_version: '1.11.4',
    resource_changes: Array.from({ length: count }, (_, i) => ({
      address: `${type}.x[${i}]`,
      mode: 'managed',
      type,
      name: 'x',
      provider_name: 'p',
      change: { actions },
    })),
  });

describe('checkQuotas', () => {
  let emulator: HubBuckets;
  let lines: string[];

  beforeAll(async () => {
    emulator = await startHubBuckets();
  });

  afterAll(() => emulator.close());

  beforeEach(() => {
    lines = [];
  });

  const clientConfig = (region: string, endpoint = emulator.url) => ({
    region,
    endpoint,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  const depsIn = (region: string, endpoint?: string) => ({
    ec2: new EC2Client(clientConfig(region, endpoint)),
    quotas: new ServiceQuotasClient(clientConfig(region, endpoint)),
    region,
    log: (line: string) => lines.push(line),
  });

  it('lets a plan pass that fits, and refuses the first one that does not', async () => {
    const deps = depsIn('eu-west-1');
    for (let i = 0; i < 3; i += 1) await deps.ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));

    await checkQuotas(creating('aws_vpc', 1), deps);

    await expect(checkQuotas(creating('aws_vpc', 2), deps)).rejects.toMatchObject({
      code: 'QuotaExceeded',
      details: { quota: 'VPCs per Region', used: 4, limit: 5, region: 'eu-west-1' },
    });
  });

  it("assumes AWS's default and says so where the quota is not told", async () => {
    const deps = depsIn('eu-west-2');
    await deps.ec2.send(new AllocateAddressCommand({ Domain: 'vpc' }));

    await checkQuotas(creating('aws_eip', 4), deps);
    await expect(checkQuotas(creating('aws_eip', 5), deps)).rejects.toMatchObject({ code: 'QuotaExceeded' });

    expect(lines[0]).toContain("Quota 'EC2-VPC Elastic IPs': assuming AWS's default of 5");
  });

  it('counts NAT gateways for all zones of the region together', async () => {
    await expect(checkQuotas(creating('aws_nat_gateway', 6), depsIn('eu-west-3'))).resolves.toBeUndefined();
  });

  it('counts only what is new', async () => {
    const plan = creating('aws_vpc', 9, ['delete', 'create']);

    await expect(checkQuotas(plan, depsIn('eu-west-1'))).resolves.toBeUndefined();
  });

  it('refuses nothing when nobody answers, and says what was not checked', async () => {
    await checkQuotas(creating('aws_vpc', 9), depsIn('eu-west-1', 'http://127.0.0.1:1'));

    expect(lines.join()).toContain("Quota 'VPCs per Region' not checked");
  });
});
