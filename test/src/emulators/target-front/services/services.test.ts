import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { ownersKey } from '../../../../support/aws/owned-front';
import { useOwnedFront } from '../../../../support/emulated/use-owned-front';
import {
  queryCall,
  signedCall,
  type WireAnswer,
  type WireCall,
} from '../../../../support/emulated/signed-call';

const front = useOwnedFront();

/** What a call returns, or the code of its refusal. */
const told = ({ status, text, code }: WireAnswer): string => (status < 300 ? text : `${code}`);
const send = async (call: WireCall): Promise<string> => told(await signedCall(front.url, call));
const query = (service: string, form: Record<string, string>) => send(queryCall(service, form));
const rest = (service: string, method: string, path: string, body?: object | string) =>
  send({ service, method, path, ...(body !== undefined && { body }) });

describe('a certificate on the emulator', () => {
  it('has a key of the algorithm that was asked for, and no other one has', async () => {
    const acm = async (operation: string, body: object): Promise<string> =>
      send({ service: 'acm', target: `CertificateManager.${operation}`, body });
    const arnIn = (text: string) => /"CertificateArn": ?"(.*?)"/.exec(text)?.[1] ?? '';
    const wish = { DomainName: 'a.example.com', ValidationMethod: 'DNS' };
    const curve = arnIn(await acm('RequestCertificate', { ...wish, KeyAlgorithm: 'EC_prime256v1' }));
    const plain = arnIn(await acm('RequestCertificate', wish));

    expect(await acm('DescribeCertificate', { CertificateArn: curve })).toContain('"EC_prime256v1"');
    expect(await acm('DescribeCertificate', { CertificateArn: plain })).not.toContain('EC_prime256v1');
  });
});

describe('a function on the emulator', () => {
  const at = '/2015-03-31/functions';
  const provisioned = '/2019-09-30/functions/one/provisioned-concurrency';

  it('is described with its dead-letter queue and log format, and forgets them when it is made anew', async () => {
    const code = { ZipFile: 'UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==' };
    const role = 'arn:aws:iam::123456789012:role/none';
    const Statement = [
      { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } },
    ];
    const trust = JSON.stringify({ Version: '2012-10-17', Statement });
    await query('iam', { Action: 'CreateRole', RoleName: 'none', AssumeRolePolicyDocument: trust });
    const given = { FunctionName: 'one', Runtime: 'nodejs22.x', Role: role, Handler: 'a.b', Code: code };
    const DeadLetterConfig = { TargetArn: 'arn:aws:sns:us-east-1:123456789012:failed' };
    await rest('lambda', 'POST', at, { ...given, Publish: true, DeadLetterConfig });
    await rest('lambda', 'PUT', `${at}/one/configuration`, { LoggingConfig: { LogFormat: 'JSON' } });
    const whole = JSON.parse(await rest('lambda', 'GET', `${at}/one`)) as { Configuration: object };
    const versions = await rest('lambda', 'GET', `${at}/one/versions`);
    await rest('lambda', 'PUT', `${provisioned}?Qualifier=1`, { ProvisionedConcurrentExecutions: 2 });
    const ready = await rest('lambda', 'GET', `${provisioned}?Qualifier=1`);
    const all = await rest('lambda', 'GET', `${provisioned}?List=ALL`);
    await rest('lambda', 'DELETE', `${at}/one`);
    await rest('lambda', 'POST', at, { ...given, Publish: true });

    expect(whole.Configuration).toMatchObject({ DeadLetterConfig, LoggingConfig: { LogFormat: 'JSON' } });
    expect(versions).toContain(DeadLetterConfig.TargetArn);
    expect(JSON.parse(ready)).toMatchObject({ Status: 'READY', AllocatedProvisionedConcurrentExecutions: 2 });
    expect(
      (JSON.parse(all) as { ProvisionedConcurrencyConfigs: object[] }).ProvisionedConcurrencyConfigs,
    ).toHaveLength(1);
    expect(await rest('lambda', 'GET', `${at}/one`)).not.toContain(DeadLetterConfig.TargetArn);
    expect(await rest('lambda', 'GET', `${provisioned}?Qualifier=1`)).toBe(
      'ProvisionedConcurrencyConfigNotFoundException',
    );
  });

  it('is provisioned by a version that is there, until that ends', async () => {
    const count = { ProvisionedConcurrentExecutions: 1 };

    expect(await rest('lambda', 'PUT', `${provisioned}?Qualifier=$LATEST`, count)).toBe(
      'InvalidParameterValueException',
    );
    expect(await rest('lambda', 'PUT', `${provisioned}?Qualifier=9`, count)).toBe(
      'ResourceNotFoundException',
    );
    await rest('lambda', 'PUT', `${provisioned}?Qualifier=1`, count);
    expect(await rest('lambda', 'DELETE', `${provisioned}?Qualifier=1`)).toBe('');
    expect(await rest('lambda', 'DELETE', `${provisioned}?Qualifier=1`)).toBe(
      'ProvisionedConcurrencyConfigNotFoundException',
    );
  });
});

describe('a parameter group on the emulator', () => {
  it.each([
    ['DBParameterGroup', 'DBParameters', 'DBParameterGroupName', 'postgres16'],
    ['DBClusterParameterGroup', 'DBClusterParameters', 'DBClusterParameterGroupName', 'aurora-postgresql16'],
  ])('has the parameters that a caller set and did not reset: %s', async (kind, parameters, id, family) => {
    const rds = (Action: string, form: Record<string, string> = {}) =>
      query('rds', { Action, Version: '2014-10-31', [id]: 'one', ...form });
    const named = (at: number, name: string, value?: string) => ({
      [`Parameters.Parameter.${at}.ParameterName`]: name,
      ...(value && { [`Parameters.Parameter.${at}.ParameterValue`]: value }),
      [`Parameters.Parameter.${at}.ApplyMethod`]: 'immediate',
    });
    await rds(`Create${kind}`, { DBParameterGroupFamily: family, Description: 'One' });
    await rds(`Modify${kind}`, { ...named(1, 'log_statement', 'ddl'), ...named(2, 'work_mem', '8') });
    await rds(`Reset${kind}`, named(1, 'work_mem'));
    const ofUser = await rds(`Describe${parameters}`, { Source: 'user' });
    const ofEngine = await rds(`Describe${parameters}`, { Source: 'engine-default' });
    await rds(`Modify${kind}`, named(1, 'work_mem', '16'));

    expect(ofUser).toContain('<ParameterName>log_statement<');
    expect(ofUser).toContain('<Source>user</Source>');
    expect(ofUser).not.toContain('work_mem');
    expect(ofEngine).not.toContain('log_statement');
    expect(await rds(`Describe${parameters}`)).toContain('<ParameterValue>16<');
  });
});

describe('a database on the emulator', () => {
  it('has a resource id of its own, by which it is found, also where it is the replica of another', async () => {
    const rds = (Action: string, form: Record<string, string>) =>
      query('rds', { Action, Version: '2014-10-31', DBInstanceClass: 'db.t4g.micro', ...form });
    const own = { Engine: 'postgres', AllocatedStorage: '20', MasterUsername: 'owner' };
    const password = { ManageMasterUserPassword: 'true' };
    const idIn = (text: string) => /<DbiResourceId>(.*?)</.exec(text)?.[1] ?? '';
    const one = idIn(await rds('CreateDBInstance', { DBInstanceIdentifier: 'one', ...own, ...password }));
    const other = idIn(await rds('CreateDBInstance', { DBInstanceIdentifier: 'other', ...own, ...password }));
    const source = { SourceDBInstanceIdentifier: 'one' };
    const copy = idIn(await rds('CreateDBInstanceReadReplica', { DBInstanceIdentifier: 'copy', ...source }));
    const filter = (id: string) => ({
      'Filters.Filter.1.Name': 'dbi-resource-id',
      'Filters.Filter.1.Values.Value.1': id,
    });
    const found = await rds('DescribeDBInstances', filter(copy));
    const deleted = await rds('DeleteDBInstance', {
      DBInstanceIdentifier: 'copy',
      SkipFinalSnapshot: 'true',
    });

    expect(new Set([one, other, copy]).size).toBe(3);
    for (const id of [one, other, copy]) expect(id).toMatch(/^db-[A-Z0-9]{26}$/);
    expect(found.match(/<DBInstanceIdentifier>(.*?)</g)).toEqual(['<DBInstanceIdentifier>copy<']);
    expect(deleted).toContain('<DBInstanceStatus>deleting<');
    expect(await rds('DescribeDBInstances', filter(copy))).not.toContain(copy);
    expect(await rds('DescribeDBInstances', filter(one))).toContain('<MasterUserSecret>');
  });
});

describe('a launch template and a policy of a group on the emulator', () => {
  it('have the tags of what is launched and not their own, and are in force unless a call says otherwise', async () => {
    const tag = (at: string, type: string) => ({
      [`${at}.ResourceType`]: type,
      [`${at}.Tag.1.Key`]: type,
      [`${at}.Tag.1.Value`]: 'x',
    });
    await query('ec2', {
      Action: 'CreateLaunchTemplate',
      LaunchTemplateName: 'one',
      'LaunchTemplateData.InstanceType': 't3.micro',
      'LaunchTemplateData.ImageId': 'ami-12345678',
      ...tag('LaunchTemplateData.TagSpecification.1', 'instance'),
      ...tag('TagSpecification.1', 'launch-template'),
    });
    const versions = await query('ec2', {
      Action: 'DescribeLaunchTemplateVersions',
      LaunchTemplateName: 'one',
      'LaunchTemplateVersion.1': '1',
    });
    const own = { AutoScalingGroupName: 'one' };
    const asked = { 'AvailabilityZones.member.1': 'us-east-1a', 'LaunchTemplate.LaunchTemplateName': 'one' };
    await query('autoscaling', {
      Action: 'CreateAutoScalingGroup',
      ...own,
      MinSize: '0',
      MaxSize: '0',
      ...asked,
    });
    for (const [PolicyName, Enabled] of [
      ['on', 'true'],
      ['off', 'false'],
    ] as const)
      await query('autoscaling', {
        Action: 'PutScalingPolicy',
        ...own,
        PolicyName,
        Enabled,
        PolicyType: 'TargetTrackingScaling',
        'TargetTrackingConfiguration.TargetValue': '50',
      });
    const policies = await query('autoscaling', { Action: 'DescribePolicies', ...own });

    expect(versions.match(/<resourceType>.*?</g)).toEqual(['<resourceType>instance<']);
    expect(policies).not.toContain('PredictiveScalingConfiguration');
    expect(policies.match(/<PolicyName>.*?<\/Enabled>/g)).toEqual([
      '<PolicyName>on</PolicyName><Enabled>true</Enabled>',
      '<PolicyName>off</PolicyName><Enabled>false</Enabled>',
    ]);
  });
});

describe('an API on the emulator', () => {
  it('has its policy escaped as API Gateway writes it, and a domain that is there', async () => {
    const policy = '{"Version":"2012-10-17"}';
    const api = JSON.parse(await rest('apigateway', 'POST', '/restapis', { name: 'one', policy })) as {
      policy: string;
    };
    const domainNameConfigurations = [{ endpointType: 'REGIONAL', securityPolicy: 'TLS_1_2' }];
    const wish = { domainName: 'api.example.com', domainNameConfigurations };
    await rest('apigateway', 'POST', '/v2/domainnames', wish);
    const domain = JSON.parse(await rest('apigateway', 'GET', '/v2/domainnames/api.example.com')) as object;

    expect(JSON.parse(`"${api.policy}"`)).toBe(policy);
    expect(domain).toMatchObject({ domainNameConfigurations: [{ domainNameStatus: 'AVAILABLE' }] });
    expect(domain).not.toHaveProperty('mutualTlsAuthentication');
  });
});

describe('a distribution on the emulator', () => {
  it('is described as it was written, by its whole ARN, and is tagged by it', async () => {
    const config = (comment: string) =>
      `<DistributionConfig><CallerReference>one</CallerReference><Comment>${comment}</Comment><DefaultCacheBehavior><CachePolicyId>658327ea-f89d-4fab-a63d-7e88639e58f6</CachePolicyId><TargetOriginId>o</TargetOriginId><ViewerProtocolPolicy>https-only</ViewerProtocolPolicy></DefaultCacheBehavior><Enabled>true</Enabled><Origins><Items><Origin><DomainName>b.s3.amazonaws.com</DomainName><Id>o</Id><OriginAccessControlId>E2</OriginAccessControlId></Origin></Items><Quantity>1</Quantity></Origins></DistributionConfig>`;
    const tags = '<Tags><Items><Tag><Key>a</Key><Value>1</Value></Tag></Items></Tags>';
    const at = '/2020-05-31/distribution';
    const whole = `<DistributionConfigWithTags>${config('first')}${tags}</DistributionConfigWithTags>`;
    const made = await rest('cloudfront', 'POST', `${at}?WithTags`, whole);
    const [, id = ''] = /<Id>(\w+)</.exec(made) ?? [];
    const [, arn = ''] = /<ARN>(.*?)</.exec(made) ?? [];
    const listed = await rest('cloudfront', 'GET', `/2020-05-31/tagging?Resource=${encodeURIComponent(arn)}`);

    expect(arn).toBe(`arn:aws:cloudfront::123456789012:distribution/${id}`);
    expect(await rest('cloudfront', 'GET', `${at}/${id}`)).toContain('<Comment>first</Comment>');
    expect(await rest('cloudfront', 'GET', `${at}/${id}/config`)).toContain('<Comment>first</Comment>');
    expect(listed).toContain('<Key>a</Key>');
    const one = { service: 'cloudfront', path: `${at}/${id}/config` };
    const { etag } = await signedCall(front.url, { ...one, method: 'GET' });
    await send({ ...one, method: 'PUT', ifMatch: etag, body: config('second') });
    const told = await rest('cloudfront', 'GET', `${at}/${id}`);
    expect(told).toContain('<Comment>second</Comment>');
    expect(told).toContain('<OriginAccessControlId>E2</OriginAccessControlId>');
    expect(told).toContain('<OriginGroups><Quantity>0</Quantity></OriginGroups>');
    expect(told).not.toContain('ForwardedValues');
  });
});

describe('a hosted zone on the emulator', () => {
  it('is private where it is made with a network, and public where it is not', async () => {
    const zone = (name: string, more: string) =>
      rest(
        'route53',
        'POST',
        '/2013-04-01/hostedzone',
        `<CreateHostedZoneRequest><CallerReference>${name}</CallerReference><Name>${name}</Name>${more}</CreateHostedZoneRequest>`,
      );
    const vpc = '<VPC><VPCId>vpc-1</VPCId><VPCRegion>us-east-1</VPCRegion></VPC>';
    const comment = '<HostedZoneConfig><Comment>c</Comment></HostedZoneConfig>';

    for (const more of [vpc, comment + vpc])
      expect(await zone(`in${more.length}.example`, more)).toMatch(/<PrivateZone>true<.*<VPCId>vpc-1</);
    expect(await zone('out.example', comment)).toContain('<PrivateZone>false<');
  });
});

describe('a backup plan on the emulator', () => {
  it('has its tags and selections, and is not deleted before them', async () => {
    await rest('backup', 'PUT', '/backup-vaults/one', {});
    const BackupPlan = { BackupPlanName: 'one', Rules: [] };
    const made = await rest('backup', 'PUT', '/backup/plans', { BackupPlan, BackupPlanTags: { a: '1' } });
    const { BackupPlanId, BackupPlanArn } = JSON.parse(made) as Record<string, string>;
    const plan = `/backup/plans/${BackupPlanId}`;
    const BackupSelection = { SelectionName: 'daily', IamRoleArn: 'arn:aws:iam::123456789012:role/copier' };
    const selected = await rest('backup', 'PUT', `${plan}/selections`, { BackupSelection });
    const { SelectionId } = JSON.parse(selected) as Record<string, string>;
    const one = `${plan}/selections/${SelectionId}`;

    expect(await rest('backup', 'GET', `/tags/${encodeURIComponent(BackupPlanArn ?? '')}`)).toBe(
      '{"Tags": {"a": "1"}}',
    );
    expect(await rest('backup', 'PUT', `${plan}/selections`, { BackupSelection })).toBe(
      'AlreadyExistsException',
    );
    expect(await rest('backup', 'GET', `${plan}/selections`)).toContain('"daily"');
    expect(JSON.parse(await rest('backup', 'GET', one))).toMatchObject({ BackupSelection });
    const Rules = [{ RuleName: 'weekly', TargetBackupVaultName: 'one' }];
    const changed = await rest('backup', 'POST', plan, { BackupPlan: { BackupPlanName: 'one', Rules } });
    const { VersionId } = JSON.parse(changed) as Record<string, string>;
    expect(JSON.parse(await rest('backup', 'GET', plan))).toMatchObject({
      BackupPlanId,
      VersionId,
      BackupPlan: { Rules: [{ RuleName: 'weekly', StartWindowMinutes: 480 }] },
    });
    expect(await rest('backup', 'POST', '/backup/plans/none', { BackupPlan })).toBe(
      'ResourceNotFoundException',
    );
    expect(await rest('backup', 'DELETE', plan)).toBe('InvalidRequestException');
    expect(await rest('backup', 'DELETE', one)).toBe('{}');
    expect(await rest('backup', 'GET', one)).toBe('ResourceNotFoundException');
    expect(await rest('backup', 'DELETE', plan)).toContain(BackupPlanId);
    expect(await rest('backup', 'GET', '/backup-vaults/one/recovery-points')).toBe('{"RecoveryPoints":[]}');
    expect(await rest('backup', 'GET', '/backup-vaults/none/recovery-points')).toBe(
      'ResourceNotFoundException',
    );
  });
});

describe('the replication of a bucket on the emulator', () => {
  it('is read as it was written, until it is taken away', async () => {
    const at = `/${front.state}?replication`;
    const rule = `<Rule><ID>all</ID><Priority>1</Priority><Status>Enabled</Status><Filter><Prefix>kept/</Prefix></Filter><DeleteMarkerReplication><Status>Enabled</Status></DeleteMarkerReplication><Destination><Bucket>arn:aws:s3:::${front.artifacts}</Bucket></Destination></Rule>`;
    const written = `<ReplicationConfiguration><Role>arn:aws:iam::123456789012:role/copier</Role>${rule}</ReplicationConfiguration>`;
    await rest('s3', 'PUT', at, written);

    expect(await rest('s3', 'GET', at)).toBe(written);
    expect(await rest('s3', 'DELETE', at)).toBe('');
    expect(await rest('s3', 'GET', at)).toBe('ReplicationConfigurationNotFoundError');
  });
});

describe('a resource server on the emulator', () => {
  it('is made once in a pool, changed, and goes', async () => {
    const cognito = (operation: string, body: object) =>
      send({ service: 'cognito-idp', target: `AWSCognitoIdentityProviderService.${operation}`, body });
    const pool = await cognito('CreateUserPool', { PoolName: 'one' });
    const [, UserPoolId = ''] = /"Id": ?"(.*?)"/.exec(pool) ?? [];
    const one = { UserPoolId, Identifier: 'https://api.example.com' };
    await cognito('CreateResourceServer', { ...one, Name: 'api' });
    const twice = await cognito('CreateResourceServer', { ...one, Name: 'api' });
    await cognito('UpdateResourceServer', { ...one, Name: 'api', Scopes: [{ ScopeName: 'read' }] });

    expect(twice).toBe('InvalidParameterException');
    expect(await cognito('DescribeResourceServer', one)).toContain('"ScopeName":"read"');
    expect(await cognito('DeleteResourceServer', one)).toBe('{}');
    expect(await cognito('DescribeResourceServer', one)).toBe('ResourceNotFoundException');
    expect(await cognito('ListResourceServers', { UserPoolId })).toBe('{"ResourceServers":[]}');
    expect(await cognito('CreateResourceServer', { ...one, UserPoolId: 'us-east-1_none' })).toBe(
      'ResourceNotFoundException',
    );
  });
});

describe('the definition of a state machine on the emulator', () => {
  it.each([
    ['{"StartAt":"End","States":{"End":{"Type":"Succeed"}}}', 'OK'],
    ['{"States":{}}', 'FAIL'],
    ['{', 'FAIL'],
  ])('is checked without making one: %s', async (definition, result) => {
    const target = 'AWSStepFunctions.ValidateStateMachineDefinition';
    const answer = await send({ service: 'states', target, body: { definition } });

    expect(JSON.parse(answer)).toMatchObject({ result });
  });

  it('has no versions where a machine is, and is not found where none is', async () => {
    const states = (operation: string, body: object) =>
      send({ service: 'states', target: `AWSStepFunctions.${operation}`, body });
    const definition = '{"StartAt":"End","States":{"End":{"Type":"Succeed"}}}';
    const roleArn = 'arn:aws:iam::123456789012:role/none';
    const made = await states('CreateStateMachine', { name: 'one', definition, roleArn });
    const { stateMachineArn } = JSON.parse(made) as { stateMachineArn: string };
    const lost = { stateMachineArn: `${stateMachineArn}-not` };

    expect(await states('ListStateMachineVersions', { stateMachineArn })).toBe('{"stateMachineVersions":[]}');
    expect(await states('ListStateMachineVersions', lost)).toBe('StateMachineDoesNotExist');
  });
});

describe('the lock of a bucket on the emulator', () => {
  it('changes whatever the bucket holds, and is read as it was written last', async () => {
    const at = '/locked?object-lock';
    const lock = (days: number) =>
      `<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention><Mode>GOVERNANCE</Mode><Days>${days}</Days></DefaultRetention></Rule></ObjectLockConfiguration>`;
    const client = new S3Client({
      endpoint: front.url,
      region: 'us-east-1',
      credentials: ownersKey,
      forcePathStyle: true,
    });
    await client.send(new CreateBucketCommand({ Bucket: 'locked', ObjectLockEnabledForBucket: true }));
    client.destroy();
    await rest('s3', 'PUT', at, lock(1));
    await rest('s3', 'PUT', '/locked/one', 'text');
    const again = await rest('s3', 'PUT', at, lock(2));

    expect(again).toBe('');
    expect(await rest('s3', 'GET', at)).toContain('<Days>2</Days>');
  });
});

describe('a file system on the emulator', () => {
  it('has the policies that were written last, until it is gone', async () => {
    const at = '/2015-02-01/file-systems';
    const made = await rest('elasticfilesystem', 'POST', at, { CreationToken: 'one' });
    const { FileSystemId } = JSON.parse(made) as { FileSystemId: string };
    const one = `${at}/${FileSystemId}`;
    await rest('elasticfilesystem', 'PUT', `${one}/policy`, { Policy: '{}' });
    await rest('elasticfilesystem', 'PUT', `${one}/backup-policy`, { BackupPolicy: { Status: 'ENABLED' } });
    const policy = await rest('elasticfilesystem', 'GET', `${one}/policy`);
    const backup = await rest('elasticfilesystem', 'GET', `${one}/backup-policy`);
    await rest('elasticfilesystem', 'DELETE', `${one}/policy`);

    expect(JSON.parse(policy)).toEqual({ FileSystemId, Policy: '{}' });
    expect(JSON.parse(backup)).toEqual({ BackupPolicy: { Status: 'ENABLED' } });
    expect(await rest('elasticfilesystem', 'GET', `${one}/policy`)).toBe('PolicyNotFound');
    expect(await rest('elasticfilesystem', 'DELETE', one)).toBe('');
    expect(await rest('elasticfilesystem', 'GET', `${one}/policy`)).toBe('FileSystemNotFound');
  });
});
