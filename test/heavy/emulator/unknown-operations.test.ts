import { type EmulatedAccount, startEmulatedAccount } from '../../support/emulated/emulated-account';

const minutes = 60_000;
/** What is made, and the one call of it that the emulator does not know. */
const types: [resource: string, operation: RegExp, named: string][] = [
  [
    'resource "aws_ce_anomaly_monitor" "one" {\n  name = "one"\n  monitor_type = "DIMENSIONAL"\n  monitor_dimension = "SERVICE"\n}',
    /CreateAnomalyMonitor/,
    'CreateAnomalyMonitor of ce',
  ],
  [
    'resource "aws_grafana_workspace" "one" {\n  account_access_type = "CURRENT_ACCOUNT"\n  authentication_providers = ["AWS_SSO"]\n  permission_type = "SERVICE_MANAGED"\n}',
    /\/workspaces/,
    'POST /workspaces of grafana',
  ],
  [
    'resource "aws_cloudfront_key_value_store" "one" {\n  name = "one"\n}',
    /key-value-store/,
    'POST /2020-05-31/key-value-store of cloudfront',
  ],
  [
    'resource "aws_vpc_ipam" "one" {\n  operating_regions {\n    region_name = "eu-west-1"\n  }\n}',
    /Action=CreateIpam&/,
    'CreateIpam of ec2',
  ],
];

let account: EmulatedAccount;

beforeAll(async () => {
  account = await startEmulatedAccount();
});
afterAll(() => account.close());

it(
  'what the emulator does not know fails at once by its name, and is asked for once',
  async () => {
    const workspace = await account.open(types.map(([resource]) => resource).join('\n'));
    const from = Date.now();

    await expect(workspace.apply()).rejects.toThrow();
    const seconds = (Date.now() - from) / 1_000;

    const lines = workspace.lines.join('\n').replaceAll(/\s+/g, ' ');
    for (const [, operation, named] of types) {
      const asked = account.calls.filter(({ path, headers, body }) =>
        operation.test(`${path} ${String(headers['x-amz-target'])} ${body.toString('utf8')}`),
      );
      expect([named, asked.length]).toEqual([named, 1]);
      expect(lines).toContain(`${named} is unknown to the AWS emulator behind this endpoint.`);
    }
    expect(lines.match(/EmulatorLacksOperation/g)?.length).toBeGreaterThanOrEqual(types.length);
    // Retried as AWS's SDK retries a failure of a service, each would have taken minutes.
    expect(seconds).toBeLessThan(100);
    await workspace.remove();
  },
  5 * minutes,
);
