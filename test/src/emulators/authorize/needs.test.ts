import { needsOf } from '../../../../src/emulators/authorize/needs';
import { readOperation, rulesFor } from '../../../../src/emulators/authorize/read-operation';
import type { Call } from '../../../../src/emulators/front/call';

const place = { region: 'eu-central-1', account: '123456789012' };
const ec2 = 'arn:aws:ec2:eu-central-1:123456789012';
const parameter = 'arn:aws:ssm:eu-central-1:123456789012:parameter/idp/foo/mode';
const role = 'arn:aws:iam::123456789012:role/idp-foo-task';

function signed(service: string): Record<string, string> {
  const scope = `Credential=KEY/20260101/${place.region}/${service}/aws4_request`;
  return { authorization: `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=0` };
}

function query(service: string, fields: Record<string, string>): Call {
  const body = Buffer.from(new URLSearchParams(fields).toString());
  return { method: 'POST', path: '/', headers: signed(service), body };
}

function json(service: string, target: string, input: object): Call {
  const headers = { ...signed(service), 'x-amz-target': target };
  return { method: 'POST', path: '/', headers, body: Buffer.from(JSON.stringify(input)) };
}

function rest(service: string, [method, path]: [string, string], more: Partial<Call> = {}): Call {
  return { method, path, body: Buffer.alloc(0), ...more, headers: { ...signed(service), ...more.headers } };
}

async function asked(call: Call): Promise<string[]> {
  const rules = rulesFor(call);
  const needs = await needsOf(readOperation(call, rules), rules, place);
  return needs.map(({ action, resource }) => `${action} ${resource}`);
}

const tag = (at: string) => ({ [`${at}.Key`]: 'idp:managed', [`${at}.Value`]: 'true' });

/** What AWS asks for a call, with the page that says so where it is not the service authorization reference. */
const rows: [what: string, call: Call, needs: string[]][] = [
  [
    'a parameter with tags: its making and its tags (sysman-paramstore-access.html), with one slash before its name',
    json('ssm', 'AmazonSSM.PutParameter', {
      Name: '/idp/foo/mode',
      Tags: [{ Key: 'idp:managed', Value: 'true' }],
    }),
    [`ssm:PutParameter ${parameter}`, `ssm:AddTagsToResource ${parameter}`],
  ],
  [
    'the tags of a parameter: it alone',
    json('ssm', 'AmazonSSM.ListTagsForResource', { ResourceType: 'Parameter', ResourceId: 'idp/foo/mode' }),
    [`ssm:ListTagsForResource ${parameter}`],
  ],
  [
    'a subnet: what is made, where, and its tags, which may read like the id of another object',
    query('ec2', {
      Action: 'CreateSubnet',
      VpcId: 'vpc-0a1b',
      'TagSpecification.1.ResourceType': 'subnet',
      ...tag('TagSpecification.1.Tag.1'),
      'TagSpecification.1.Tag.2.Key': 'idp:environment',
      'TagSpecification.1.Tag.2.Value': 'vpc-1',
    }),
    [
      `ec2:CreateSubnet ${ec2}:vpc/vpc-0a1b`,
      `ec2:CreateSubnet ${ec2}:subnet/*`,
      `ec2:CreateTags ${ec2}:subnet/*`,
    ],
  ],
  [
    'a role with tags: both its making and its tags (openshift/installer#1073)',
    query('iam', { Action: 'CreateRole', RoleName: 'idp-foo-task', ...tag('Tags.member.1') }),
    [`iam:CreateRole ${role}`, `iam:TagRole ${role}`],
  ],
  [
    'an identity provider with tags: both its making and its tags (eksctl-io/eksctl#4046)',
    query('iam', {
      Action: 'CreateOpenIDConnectProvider',
      Url: 'https://token.example.com',
      ...tag('Tags.member.1'),
    }),
    [
      'iam:CreateOpenIDConnectProvider arn:aws:iam::123456789012:oidc-provider/token.example.com',
      'iam:TagOpenIDConnectProvider arn:aws:iam::123456789012:oidc-provider/token.example.com',
    ],
  ],
  [
    'a role without tags: its making alone',
    query('iam', { Action: 'CreateRole', RoleName: 'idp-foo-task' }),
    [`iam:CreateRole ${role}`],
  ],
  [
    'a rule of a security group without tags: the group, and not the group that it lets in',
    query('ec2', {
      Action: 'AuthorizeSecurityGroupIngress',
      GroupId: 'sg-0a',
      'IpPermissions.1.Groups.1.GroupId': 'sg-0b',
    }),
    [`ec2:AuthorizeSecurityGroupIngress ${ec2}:security-group/sg-0a`],
  ],
  [
    'a list of EC2, which has no resource level',
    query('ec2', { Action: 'DescribeVpcs', 'VpcId.1': 'vpc-0a' }),
    ['ec2:DescribeVpcs *'],
  ],
  [
    'a load balancer: also what it looks at and its own role',
    query('elasticloadbalancing', {
      Action: 'CreateLoadBalancer',
      Name: 'idp-foo',
      'Subnets.member.1': 'subnet-1',
    }),
    [
      'elasticloadbalancing:CreateLoadBalancer arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/idp-foo/*',
      'ec2:DescribeAccountAttributes *',
      'ec2:DescribeInternetGateways *',
      'ec2:DescribeSecurityGroups *',
      'ec2:DescribeSubnets *',
      'ec2:DescribeVpcs *',
      'ec2:GetSecurityGroupsForVpc *',
      'iam:CreateServiceLinkedRole arn:aws:iam::123456789012:role/aws-service-role/elasticloadbalancing.amazonaws.com/*',
    ],
  ],
  [
    'a task definition: its roles are handed over',
    json('ecs', 'AmazonEC2ContainerServiceV20141113.RegisterTaskDefinition', {
      family: 'idp-foo',
      taskRoleArn: role,
      executionRoleArn: role,
    }),
    [
      'ecs:RegisterTaskDefinition arn:aws:ecs:eu-central-1:123456789012:task-definition/idp-foo:*',
      `iam:PassRole ${role}`,
    ],
  ],
  [
    'a service of ECS, below its cluster',
    json('ecs', 'AmazonEC2ContainerServiceV20141113.UpdateService', {
      cluster: 'arn:aws:ecs:eu-central-1:123456789012:cluster/idp-foo',
      service: 'web',
    }),
    ['ecs:UpdateService arn:aws:ecs:eu-central-1:123456789012:service/idp-foo/web'],
  ],
  [
    'a database: its subnet group, its network, and its password in Secrets Manager',
    query('rds', {
      Action: 'CreateDBInstance',
      DBInstanceIdentifier: 'idp-foo',
      DBSubnetGroupName: 'idp-foo',
      ManageMasterUserPassword: 'true',
    }),
    [
      'rds:CreateDBInstance arn:aws:rds:eu-central-1:123456789012:db:idp-foo',
      'rds:CreateDBInstance arn:aws:rds:eu-central-1:123456789012:subgrp:idp-foo',
      'ec2:DescribeAccountAttributes *',
      'ec2:DescribeAvailabilityZones *',
      'ec2:DescribeInternetGateways *',
      'ec2:DescribeSecurityGroups *',
      'ec2:DescribeSubnets *',
      'ec2:DescribeVpcAttribute *',
      'ec2:DescribeVpcs *',
      'iam:CreateServiceLinkedRole arn:aws:iam::123456789012:role/aws-service-role/rds.amazonaws.com/*',
      'secretsmanager:CreateSecret arn:aws:secretsmanager:eu-central-1:123456789012:secret:rds!db-*',
      'secretsmanager:TagResource arn:aws:secretsmanager:eu-central-1:123456789012:secret:rds!db-*',
      'kms:DescribeKey arn:aws:kms:eu-central-1:123456789012:key/*',
    ],
  ],
  [
    'a role of IAM, which has no region',
    query('iam', { Action: 'PutRolePolicy', RoleName: 'idp-foo', PolicyName: 'own' }),
    ['iam:PutRolePolicy arn:aws:iam::123456789012:role/idp-foo'],
  ],
  [
    'a simulation: about the role, not about what is asked of it',
    query('iam', {
      Action: 'SimulatePrincipalPolicy',
      PolicySourceArn: role,
      'ResourceArns.member.1': 'arn:aws:iam::123456789012:role/other',
    }),
    [`iam:SimulatePrincipalPolicy ${role}`],
  ],
  ['who one is, which everybody may ask', query('sts', { Action: 'GetCallerIdentity' }), []],
  [
    'the assuming of a role',
    query('sts', { Action: 'AssumeRole', RoleArn: role, RoleSessionName: 'run' }),
    [`sts:AssumeRole ${role}`],
  ],
  [
    'a queue, by the end of its address',
    json('sqs', 'AmazonSQS.SetQueueAttributes', {
      QueueUrl: 'https://sqs.x.amazonaws.com/123456789012/idp-foo',
    }),
    ['sqs:SetQueueAttributes arn:aws:sqs:eu-central-1:123456789012:idp-foo'],
  ],
  [
    'a batch of messages, as one',
    json('sqs', 'AmazonSQS.SendMessageBatch', {
      QueueUrl: 'https://sqs.x.amazonaws.com/123456789012/idp-foo',
    }),
    ['sqs:SendMessage arn:aws:sqs:eu-central-1:123456789012:idp-foo'],
  ],
  [
    'the targets of a rule: the roles that they are called with are handed over',
    json('events', 'AWSEvents.PutTargets', {
      Rule: 'idp-foo',
      Targets: [{ Arn: 'arn:aws:ecs:x', RoleArn: role }],
    }),
    ['events:PutTargets arn:aws:events:eu-central-1:123456789012:rule/idp-foo', `iam:PassRole ${role}`],
  ],
  [
    'a secret by its name, of whose ARN the end is not known',
    json('secretsmanager', 'secretsmanager.DescribeSecret', { SecretId: 'idp-foo/key' }),
    [
      'secretsmanager:DescribeSecret arn:aws:secretsmanager:eu-central-1:123456789012:secret:idp-foo/key-??????',
    ],
  ],
  [
    'an alias: both it and its key',
    json('kms', 'TrentService.CreateAlias', { AliasName: 'alias/shop', TargetKeyId: '1-2' }),
    [
      'kms:CreateAlias arn:aws:kms:eu-central-1:123456789012:alias/shop',
      'kms:CreateAlias arn:aws:kms:eu-central-1:123456789012:key/1-2',
    ],
  ],
  [
    'an item that holds ARNs, which are data',
    json('dynamodb', 'DynamoDB_20120810.PutItem', {
      TableName: 'one',
      Item: {
        pk: { S: 'x' },
        role: { S: role },
        table: { S: 'arn:aws:dynamodb:eu-central-1:1:table/other' },
      },
    }),
    ['dynamodb:PutItem arn:aws:dynamodb:eu-central-1:123456789012:table/one'],
  ],
  [
    'a build with a role for a variable, which hands none over',
    json('codebuild', 'CodeBuild_20161006.StartBuild', {
      projectName: 'shop',
      environmentVariablesOverride: [{ name: 'TARGET_ROLE', value: role }],
    }),
    ['codebuild:StartBuild arn:aws:codebuild:eu-central-1:123456789012:project/shop'],
  ],
  [
    'a build that runs as another role',
    json('codebuild', 'CodeBuild_20161006.StartBuild', { projectName: 'shop', serviceRoleOverride: role }),
    ['codebuild:StartBuild arn:aws:codebuild:eu-central-1:123456789012:project/shop', `iam:PassRole ${role}`],
  ],
  [
    'a transaction, item by item',
    json('dynamodb', 'DynamoDB_20120810.TransactWriteItems', {
      TransactItems: [{ Put: { TableName: 'one', Item: {} } }, { Delete: { TableName: 'two', Key: {} } }],
    }),
    [
      'dynamodb:PutItem arn:aws:dynamodb:eu-central-1:123456789012:table/one',
      'dynamodb:PutItem arn:aws:dynamodb:eu-central-1:123456789012:table/two',
      'dynamodb:DeleteItem arn:aws:dynamodb:eu-central-1:123456789012:table/one',
      'dynamodb:DeleteItem arn:aws:dynamodb:eu-central-1:123456789012:table/two',
    ],
  ],
  [
    'the build of a project, by the id of the build',
    json('codebuild', 'CodeBuild_20161006.StopBuild', { id: 'shop:1-2' }),
    ['codebuild:StopBuild arn:aws:codebuild:eu-central-1:123456789012:project/shop'],
  ],
  [
    'a permission of a function, by its path',
    rest('lambda', ['POST', '/2015-03-31/functions/shop-rotate/policy']),
    ['lambda:AddPermission arn:aws:lambda:eu-central-1:123456789012:function:shop-rotate'],
  ],
  [
    'records of a zone, by its path',
    rest('route53', ['POST', '/2013-04-01/hostedzone/Z1/rrset/']),
    ['route53:ChangeResourceRecordSets arn:aws:route53:::hostedzone/Z1'],
  ],
  ['an object', rest('s3', ['GET', '/shop/a%20b']), ['s3:GetObject arn:aws:s3:::shop/a b']],
  ['the head of a bucket', rest('s3', ['HEAD', '/shop']), ['s3:ListBucket arn:aws:s3:::shop']],
  [
    'a version of an object',
    rest('s3', ['GET', '/shop/a?versionId=1']),
    ['s3:GetObjectVersion arn:aws:s3:::shop/a'],
  ],
  [
    'a conditional write, which reads',
    rest('s3', ['PUT', '/shop/a'], { headers: { 'if-match': 'x' } }),
    ['s3:PutObject arn:aws:s3:::shop/a', 's3:GetObject arn:aws:s3:::shop/a'],
  ],
  [
    "the removal of a bucket's public access block, by the right to write it",
    rest('s3', ['DELETE', '/shop?publicAccessBlock']),
    ['s3:PutBucketPublicAccessBlock arn:aws:s3:::shop'],
  ],
  [
    'the encryption of a bucket, whose action is not called after the bucket',
    rest('s3', ['GET', '/shop?encryption']),
    ['s3:GetEncryptionConfiguration arn:aws:s3:::shop'],
  ],
  [
    'the removal of many objects, each',
    rest('s3', ['POST', '/shop?delete'], {
      body: Buffer.from('<Delete><Object><Key>a</Key></Object><Object><Key>b</Key></Object></Delete>'),
    }),
    ['s3:DeleteObject arn:aws:s3:::shop/a', 's3:DeleteObject arn:aws:s3:::shop/b'],
  ],
  [
    'a cluster of EKS with tags, whose secrets a key encrypts (aws/aws-cdk#7163, enable-kms.html)',
    rest('eks', ['POST', '/clusters'], {
      body: Buffer.from(
        JSON.stringify({
          name: 'one',
          roleArn: role,
          tags: { 'idp:managed': 'true' },
          encryptionConfig: [{ provider: { keyArn: 'arn:aws:kms:eu-central-1:123456789012:key/k' } }],
        }),
      ),
    }),
    [
      'eks:CreateCluster *',
      'eks:TagResource arn:aws:eks:eu-central-1:123456789012:cluster/one',
      'iam:CreateServiceLinkedRole arn:aws:iam::123456789012:role/aws-service-role/eks.amazonaws.com/*',
      'kms:DescribeKey arn:aws:kms:eu-central-1:123456789012:key/k',
      'kms:CreateGrant arn:aws:kms:eu-central-1:123456789012:key/k',
      `iam:PassRole ${role}`,
    ],
  ],
  [
    'a Pod Identity association: its cluster, and the role that pods get',
    rest('eks', ['POST', '/clusters/one/pod-identity-associations'], {
      body: Buffer.from(JSON.stringify({ namespace: 'a', serviceAccount: 'b', roleArn: role })),
    }),
    [
      'eks:CreatePodIdentityAssociation arn:aws:eks:eu-central-1:123456789012:cluster/one',
      `iam:PassRole ${role}`,
    ],
  ],
  [
    'an access policy of EKS: the access entry, by what the call knows of its ARN',
    rest('eks', ['POST', `/clusters/one/access-entries/${encodeURIComponent(role)}/access-policies`]),
    ['eks:AssociateAccessPolicy arn:aws:eks:eu-central-1:123456789012:access-entry/one/*'],
  ],
  [
    'the tags of a node group of EKS: it alone, by its ARN',
    rest('eks', ['GET', '/tags/arn%3Aaws%3Aeks%3Aeu-central-1%3A123456789012%3Anodegroup%2Fone%2Fa%2Fb']),
    ['eks:ListTagsForResource arn:aws:eks:eu-central-1:123456789012:nodegroup/one/a/b'],
  ],
  [
    'a replication group with tags and a key (Tagging-Resources.html, at-rest-encryption.html)',
    query('elasticache', {
      Action: 'CreateReplicationGroup',
      ReplicationGroupId: 'one',
      CacheParameterGroupName: 'own',
      CacheSubnetGroupName: 'nets',
      KmsKeyId: 'k',
      ...tag('Tags.Tag.1'),
    }),
    [
      'elasticache:CreateReplicationGroup arn:aws:elasticache:eu-central-1:123456789012:parametergroup:own',
      'elasticache:CreateReplicationGroup arn:aws:elasticache:eu-central-1:123456789012:replicationgroup:one',
      'elasticache:CreateReplicationGroup arn:aws:elasticache:eu-central-1:123456789012:subnetgroup:nets',
      'elasticache:AddTagsToResource arn:aws:elasticache:eu-central-1:123456789012:replicationgroup:one',
      'ec2:DescribeSecurityGroups *',
      'ec2:DescribeSubnets *',
      'ec2:DescribeVpcs *',
      'iam:CreateServiceLinkedRole arn:aws:iam::123456789012:role/aws-service-role/elasticache.amazonaws.com/*',
      'kms:CreateGrant arn:aws:kms:eu-central-1:123456789012:key/k',
      'kms:DescribeKey arn:aws:kms:eu-central-1:123456789012:key/k',
    ],
  ],
  [
    'a list of all clusters of ElastiCache: each',
    query('elasticache', { Action: 'DescribeCacheClusters' }),
    ['elasticache:DescribeCacheClusters arn:aws:elasticache:eu-central-1:123456789012:cluster:*'],
  ],
  [
    'a selection of a backup plan: the plan, and the role that copies',
    rest('backup', ['PUT', '/backup/plans/p/selections'], {
      body: Buffer.from(JSON.stringify({ BackupSelection: { SelectionName: 'daily', IamRoleArn: role } })),
    }),
    [
      'backup:CreateBackupSelection arn:aws:backup:eu-central-1:123456789012:backup-plan:p',
      `iam:PassRole ${role}`,
    ],
  ],
  [
    'a function with tags, whose code is in a bucket and whose network it is in (configuration-tags.html, configuration-vpc.html)',
    rest('lambda', ['POST', '/2015-03-31/functions'], {
      body: Buffer.from(
        JSON.stringify({
          FunctionName: 'one',
          Role: role,
          Code: { S3Bucket: 'code', S3Key: 'one.zip' },
          VpcConfig: { SubnetIds: ['subnet-1'] },
          Tags: { 'idp:managed': 'true' },
        }),
      ),
    }),
    [
      'lambda:CreateFunction arn:aws:lambda:eu-central-1:123456789012:function:one',
      'lambda:TagResource arn:aws:lambda:eu-central-1:123456789012:function:one',
      'ec2:DescribeSecurityGroups *',
      'ec2:DescribeSubnets *',
      'ec2:DescribeVpcs *',
      's3:GetObject arn:aws:s3:::code/one.zip',
      `iam:PassRole ${role}`,
    ],
  ],
  [
    'the concurrency of an alias: it, and not its function',
    rest('lambda', ['PUT', '/2019-09-30/functions/one/provisioned-concurrency?Qualifier=live']),
    ['lambda:PutProvisionedConcurrencyConfig arn:aws:lambda:eu-central-1:123456789012:function:one:live'],
  ],
  [
    'where a configuration set sends its events: the set',
    rest('ses', ['POST', '/v2/email/configuration-sets/one/event-destinations']),
    [
      'ses:CreateConfigurationSetEventDestination arn:aws:ses:eu-central-1:123456789012:configuration-set/one',
    ],
  ],
  [
    'the tags of an identity of SES: it alone, by its ARN in the query',
    rest('ses', [
      'GET',
      '/v2/email/tags?ResourceArn=arn%3Aaws%3Ases%3Aeu-central-1%3A123456789012%3Aidentity%2Fa.b',
    ]),
    ['ses:ListTagsForResource arn:aws:ses:eu-central-1:123456789012:identity/a.b'],
  ],
  [
    'a distribution with tags: both its making and its tags (API_CreateDistributionWithTags.html)',
    rest('cloudfront', ['POST', '/2020-05-31/distribution?WithTags'], {
      body: Buffer.from(
        '<D><Tags><Items><Tag><Key>idp:managed</Key><Value>true</Value></Tag></Items></Tags></D>',
      ),
    }),
    [
      'cloudfront:CreateDistribution *',
      'cloudfront:TagResource arn:aws:cloudfront::123456789012:distribution/*',
    ],
  ],
  [
    'tags that are taken from a distribution: it alone',
    rest('cloudfront', [
      'POST',
      '/2020-05-31/tagging?Operation=Untag&Resource=arn%3Aaws%3Acloudfront%3A%3A123456789012%3Adistribution%2FE1',
    ]),
    ['cloudfront:UntagResource arn:aws:cloudfront::123456789012:distribution/E1'],
  ],
  [
    'a client of a user pool: the pool',
    json('cognito-idp', 'AWSCognitoIdentityProviderService.CreateUserPoolClient', {
      UserPoolId: 'eu-central-1_a',
      ClientName: 'web',
    }),
    [
      'cognito-idp:CreateUserPoolClient arn:aws:cognito-idp:eu-central-1:123456789012:userpool/eu-central-1_a',
    ],
  ],
];

describe('what IAM asks for a call', () => {
  it.each(rows)('is known for %s', async (_, call, needs) => {
    expect(await asked(call)).toEqual(needs);
  });

  it.each([
    ['of a service that is not known', query('braket', { Action: 'GetDevice' }), /The service 'braket'/],
    ['of an operation that is no action', query('ec2', { Action: 'Fly' }), /asks for Fly of ec2/],
    ['of a path that is not known', rest('lambda', ['GET', '/2015-03-31/layers']), /GET .*layers of lambda/],
    [
      'that copies an object',
      rest('s3', ['PUT', '/b/k'], { headers: { 'x-amz-copy-source': '/c/k' } }),
      /of s3/,
    ],
    [
      'whose resource it does not name',
      query('rds', { Action: 'DeleteDBInstance' }),
      /resource of rds:Delete/,
    ],
    [
      'without a signature',
      { ...query('ec2', { Action: 'DescribeVpcs' }), headers: {} },
      /without a signature/,
    ],
  ])('is not guessed for a call %s', async (_, call, words) => {
    await expect(asked(call)).rejects.toThrow(words);
  });
});
