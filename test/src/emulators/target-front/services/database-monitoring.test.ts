import { useOwnedFront } from '../../../../support/emulated/use-owned-front';
import { queryCall, signedCall } from '../../../../support/emulated/signed-call';

const front = useOwnedFront();
const rds = async (Action: string, form: Record<string, string> = {}) => {
  const call = queryCall('rds', { Action, Version: '2014-10-31', ...form });
  return (await signedCall(front.url, call)).text;
};

/** An instance as it is asked for at least. */
const least = {
  DBInstanceIdentifier: 'measured',
  DBInstanceClass: 'db.t4g.micro',
  Engine: 'postgres',
  AllocatedStorage: '20',
  MasterUsername: 'one',
  MasterUserPassword: 'password-of-a-test',
};

it('a database is described with how it is measured, until it is made anew', async () => {
  const described = () => rds('DescribeDBInstances');
  const role = 'arn:aws:iam::123456789012:role/measure';

  await rds('CreateDBInstance', {
    ...least,
    MonitoringInterval: '60',
    MonitoringRoleArn: role,
    EnablePerformanceInsights: 'true',
  });
  const made = await described();
  await rds('ModifyDBInstance', { DBInstanceIdentifier: 'measured', MonitoringInterval: '0' });
  const changed = await described();
  await rds('DeleteDBInstance', { DBInstanceIdentifier: 'measured', SkipFinalSnapshot: 'true' });
  await rds('CreateDBInstance', least);

  expect(made).toContain('<MonitoringInterval>60</MonitoringInterval>');
  expect(made).toContain(`<MonitoringRoleArn>${role}</MonitoringRoleArn>`);
  expect(changed).toContain('<MonitoringInterval>0</MonitoringInterval>');
  expect(changed).toContain('<PerformanceInsightsEnabled>true</PerformanceInsightsEnabled>');
  expect(await described()).not.toContain('PerformanceInsightsEnabled');
});
