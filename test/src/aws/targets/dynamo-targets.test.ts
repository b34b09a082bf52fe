import { createDynamoTargets } from '../../../../src/aws/targets/dynamo-targets';
import { newTarget } from '../../../../src/domain/target/decide-target';
import { TargetSettings } from '../../../../src/domain/target/target-settings';
import { type RegistryTable, startRegistryTable } from '../../../support/aws/registry';
import { ulidAt } from '../../../support/builders/ulids';

const now = '2026-01-01T00:00:00.000Z';

/** A target that says everything a target can, at some length. */
const settingsOf = (index: number) =>
  TargetSettings.parse({
    region: 'eu-central-1',
    regions: ['eu-west-1', 'us-east-1'],
    roleArn: `arn:aws:iam::${444455000000 + index}:role/leasehold-provisioner`,
    externalId: 'b7a3a2c4-0f53-4c8e-9a86-5f2f0f6f2f11',
    permissionsBoundary: `arn:aws:iam::${444455000000 + index}:policy/leasehold-provisioner-environment-boundary`,
    services: ['application-autoscaling', 'cloudwatch', 'ec2', 'ecs', 'iam', 'lambda', 'rds', 's3', 'sqs'],
    parallelism: 10,
    access: { teams: ['payments', 'search'], templates: ['api-*', 'playground', 'shop/*'], previews: true },
  });

let server: RegistryTable;
beforeAll(async () => {
  server = await startRegistryTable();
});
afterAll(() => server.close());

it('reads five hundred targets by one query, in the order in which they are offered', async () => {
  const { table } = server;
  const targets = createDynamoTargets(table);
  const names = Array.from({ length: 500 }, (_, index) => `target-${String(index).padStart(3, '0')}`);
  await Promise.all(
    [...names.entries()].reverse().map(async ([place, name]) => {
      const asked = { id: ulidAt(now, place), name, settings: settingsOf(place), place, by: 'root' };
      expect(await targets.insert(newTarget({ ...asked, request: undefined }, now), null)).toBe(true);
    }),
  );
  const sent = jest.spyOn(table.client, 'send');

  const all = await targets.all();

  expect(all.map(({ name }) => name)).toEqual(names);
  expect(sent).toHaveBeenCalledTimes(1);
  sent.mockRestore();
});
