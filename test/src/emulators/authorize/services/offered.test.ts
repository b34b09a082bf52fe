import type { Ask } from '../../../../../src/emulators/authorize/ask';
import { offeredPlace, type OfferedCall, saidOf } from '../../../../support/emulated/offered-role';

const { region, account } = offeredPlace;
const role = `arn:aws:iam::${account}:role/idp-one-task`;
const managed = { 'idp:managed': 'true' };
const queryTag = { 'Tags.member.1.Key': 'idp:managed', 'Tags.member.1.Value': 'true' };
const jsonTags = [{ Key: 'idp:managed', Value: 'true' }];
const lowerTags = [{ key: 'idp:managed', value: 'true' }];

const template = `<launchTemplateVersionSet><item><launchTemplateId>lt-0a</launchTemplateId><launchTemplateData>
  <imageId>ami-0a</imageId><securityGroupIdSet><item>sg-0a</item></securityGroupIdSet><tagSpecificationSet><item>
  <resourceType>instance</resourceType><tagSet><item><key>idp:managed</key><value>true</value></item></tagSet>
  </item></tagSpecificationSet></launchTemplateData></item></launchTemplateVersionSet>`;

/** What the emulator has, by the service and what it is asked for: everything named `ours` has the tag of environments. */
const answers: Record<string, string> = {
  'ec2 DescribeLaunchTemplateVersions': template,
  'ec2 DescribeTags': '<item><key>idp:managed</key><value>true</value></item>',
  'elasticfilesystem /2015-02-01/mount-targets?MountTargetId=fsmt-0a':
    '{"MountTargets":[{"FileSystemId":"fs-0a"}]}',
  'elasticfilesystem /2015-02-01/resource-tags/fs-0a': JSON.stringify({ Tags: jsonTags }),
  'apigateway /restapis/ours': JSON.stringify({ tags: managed }),
  'apigateway /v2/apis/ours': JSON.stringify({ tags: managed }),
  'organizations AWSOrganizationsV20161128.ListTagsForResource ours': JSON.stringify({ Tags: jsonTags }),
  'ram /getresourceshares ours': JSON.stringify({ resourceShares: [{ tags: lowerTags }] }),
  'guardduty /detector/ours': JSON.stringify({ tags: managed }),
  [`aps /tags/${encodeURIComponent(`arn:aws:aps:${region}:${account}:workspace/ours`)}`]: JSON.stringify({
    tags: managed,
  }),
};
const ask: Ask = (service, call) => {
  const what = 'path' in call ? call.path : 'form' in call ? call.form['Action'] : call.target;
  const id = /(?:resource-share.|"ou-0a1b-|"p-)ours/.test(JSON.stringify(call)) ? ' ours' : '';
  return Promise.resolve(answers[`${service} ${what}${id}`] ?? '');
};

/** A call, the services that its target offers, and what IAM says to it. */
type Row = [what: string, call: OfferedCall, services: string[], said: RegExp];

const group = { AutoScalingGroupName: 'idp-one', 'LaunchTemplate.LaunchTemplateId': 'lt-0a' };
const waf = (name: string) => `AWSWAF_20190729.${name}`;
const loadBalancer = (name: string) =>
  `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/app/${name}/0a`;
const webAcl = `arn:aws:wafv2:${region}:${account}:regional/webacl/idp-one/0a`;
const api = (id: string) => encodeURIComponent(`arn:aws:apigateway:${region}::/restapis/${id}`);

const share = (id: string) => `arn:aws:ram:${region}:${account}:resource-share/${id}`;
const cloudMap = (name: string) => `Route53AutoNaming_v20170314.${name}`;
const trail = (name: string) => `com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.${name}`;
const organization = (name: string) => `AWSOrganizationsV20161128.${name}`;
const cognito = (name: string) => `AWSCognitoIdentityProviderService.${name}`;

const ofNamesAndTags: Row[] = [
  [
    'a share with its tags',
    { service: 'ram', rest: 'POST /createresourceshare', input: { name: 'one', tags: lowerTags } },
    ['ram'],
    /^allowed$/,
  ],
  [
    'whom its share is for',
    {
      service: 'ram',
      rest: 'POST /associateresourceshare',
      input: { resourceShareArn: share('ours'), principals: ['444455556666'] },
    },
    ['ram'],
    /^allowed$/,
  ],
  [
    "the end of somebody's share",
    { service: 'ram', rest: `DELETE /deleteresourceshare?resourceShareArn=${share('theirs')}` },
    ['ram'],
    /ram:DeleteResourceShare on resource: \S+:resource-share\/theirs because/,
  ],
  [
    'a trail with its tags and a role for its log group',
    {
      service: 'cloudtrail',
      target: trail('CreateTrail'),
      input: { Name: 'idp-one', TagsList: jsonTags, CloudWatchLogsRoleArn: role },
    },
    ['cloudtrail'],
    /^allowed$/,
  ],
  [
    "the end of somebody's trail",
    { service: 'cloudtrail', target: trail('StopLogging'), input: { Name: 'theirs' } },
    ['cloudtrail'],
    /cloudtrail:StopLogging on resource: \S+:trail\/theirs because/,
  ],
  [
    'a private namespace with its tags',
    {
      service: 'servicediscovery',
      target: cloudMap('CreatePrivateDnsNamespace'),
      input: { Name: 'in.example.com', Vpc: 'vpc-0a', Tags: jsonTags },
    },
    ['servicediscovery'],
    /^allowed$/,
  ],
  [
    "the end of somebody's namespace",
    { service: 'servicediscovery', target: cloudMap('DeleteNamespace'), input: { Id: 'ns-theirs' } },
    ['servicediscovery'],
    /servicediscovery:DeleteNamespace on resource: \S+:namespace\/ns-theirs because/,
  ],
  [
    'a schedule that takes a role of environments',
    {
      service: 'scheduler',
      rest: 'POST /schedules/idp-one',
      input: { GroupName: 'default', Target: { RoleArn: role } },
    },
    ['scheduler'],
    /^allowed$/,
  ],
  [
    "somebody's schedule",
    { service: 'scheduler', rest: 'DELETE /schedules/theirs?groupName=default' },
    ['scheduler'],
    /scheduler:DeleteSchedule on resource: \S+:schedule\/default\/theirs because/,
  ],
  [
    'a certificate with its tags',
    {
      service: 'acm',
      target: 'CertificateManager.RequestCertificate',
      input: { DomainName: 'example.com', Tags: jsonTags },
    },
    ['acm'],
    /^allowed$/,
  ],
  [
    'a certificate without the tag',
    { service: 'acm', target: 'CertificateManager.RequestCertificate', input: { DomainName: 'example.com' } },
    ['acm'],
    /acm:RequestCertificate because/,
  ],
  [
    'a vault of its name, which is made in the storage of AWS Backup, too',
    { service: 'backup', rest: 'PUT /backup-vaults/idp-one', input: { BackupVaultTags: managed } },
    ['backup'],
    /^allowed$/,
  ],
  [
    "a copy in somebody's vault",
    { service: 'backup', rest: 'DELETE /backup-vaults/theirs' },
    ['backup'],
    /backup:DeleteBackupVault on resource: \S+:backup-vault:theirs because/,
  ],
  [
    "somebody's user pool",
    {
      service: 'cognito-idp',
      target: cognito('DescribeUserPoolClient'),
      input: { UserPoolId: 'eu_theirs', ClientId: 'one' },
    },
    ['cognito-idp'],
    /cognito-idp:DescribeUserPoolClient on resource: \S+:userpool\/eu_theirs because/,
  ],
  [
    "the proof of somebody's domain, by the first version of SES",
    { service: 'ses', action: 'DeleteIdentity', input: { Identity: 'theirs.example.com' } },
    ['ses'],
    /ses:DeleteIdentity because/,
  ],
  [
    'a domain with its tags, by the second',
    {
      service: 'ses',
      rest: 'POST /v2/email/identities',
      input: { EmailIdentity: 'mail.example.com', Tags: jsonTags },
    },
    ['ses'],
    /^allowed$/,
  ],
  [
    'a recorder with a role of environments',
    {
      service: 'config',
      target: 'StarlingDoveService.PutConfigurationRecorder',
      input: { ConfigurationRecorder: { name: 'idp-one', roleARN: role } },
    },
    ['config'],
    /^allowed$/,
  ],
  [
    "the end of somebody's rule",
    {
      service: 'config',
      target: 'StarlingDoveService.DeleteConfigRule',
      input: { ConfigRuleName: 'theirs' },
    },
    ['config'],
    /config:DeleteConfigRule on resource: \S+:config-rule\/\* because/,
  ],
  [
    'a unit of the organization with its tags',
    {
      service: 'organizations',
      target: organization('CreateOrganizationalUnit'),
      input: { ParentId: 'r-0a1b', Name: 'one', Tags: jsonTags },
    },
    ['organizations'],
    /^allowed$/,
  ],
  [
    'its policy on its unit',
    {
      service: 'organizations',
      target: organization('AttachPolicy'),
      input: { PolicyId: 'p-ours', TargetId: 'ou-0a1b-ours' },
    },
    ['organizations'],
    /^allowed$/,
  ],
  [
    'its policy on the root',
    {
      service: 'organizations',
      target: organization('AttachPolicy'),
      input: { PolicyId: 'p-ours', TargetId: 'r-0a1b' },
    },
    ['organizations'],
    /organizations:AttachPolicy on resource: arn:aws:organizations::111122223333:root\/o-\*\/r-0a1b because/,
  ],
  [
    'an account of the organization',
    {
      service: 'organizations',
      target: organization('MoveAccount'),
      input: { AccountId: '444455556666', SourceParentId: 'r-0a1b', DestinationParentId: 'ou-0a1b-ours' },
    },
    ['organizations'],
    /organizations:MoveAccount on resource: arn:aws:organizations::111122223333:account\/o-\*\/444455556666 because/,
  ],
];

const rows: Row[] = [
  [
    'a group with its tags and a launch template that gives tags',
    {
      service: 'autoscaling',
      action: 'CreateAutoScalingGroup',
      input: { ...group, ...queryTag, 'Tags.member.1.ResourceId': 'idp-one', VPCZoneIdentifier: 'subnet-0a' },
    },
    ['autoscaling', 'ec2'],
    /^allowed$/,
  ],
  [
    'a group whose template nobody may launch',
    { service: 'autoscaling', action: 'CreateAutoScalingGroup', input: group },
    ['autoscaling'],
    /ec2:RunInstances on resource: arn:aws:ec2:\*::image\/ami-0a because no identity-based policy allows/,
  ],
  [
    "anybody's group",
    { service: 'autoscaling', action: 'DeleteAutoScalingGroup', input: { AutoScalingGroupName: 'theirs' } },
    ['autoscaling', 'ec2'],
    /autoscaling:DeleteAutoScalingGroup on resource: \S+:autoScalingGroup:\*:autoScalingGroupName\/theirs because/,
  ],
  [
    'tags of a group that is not its own',
    {
      service: 'autoscaling',
      action: 'CreateOrUpdateTags',
      input: { ...queryTag, 'Tags.member.1.ResourceId': 'theirs' },
    },
    ['autoscaling', 'ec2'],
    /autoscaling:CreateOrUpdateTags on resource: \S+theirs because/,
  ],
  [
    'a REST API with its tags and its policy',
    { service: 'apigateway', rest: 'POST /restapis', input: { name: 'one', policy: '{}', tags: managed } },
    ['apigateway'],
    /^allowed$/,
  ],
  [
    'a REST API without the tag',
    { service: 'apigateway', rest: 'POST /restapis', input: { name: 'one' } },
    ['apigateway'],
    /apigateway:POST on resource: arn:aws:apigateway:eu-central-1::\/restapis because/,
  ],
  [
    'an integration of its own API, with a role of environments',
    {
      service: 'apigateway',
      rest: 'PUT /restapis/ours/resources/a/methods/GET/integration',
      input: { credentials: role },
    },
    ['apigateway'],
    /^allowed$/,
  ],
  [
    "an integration with somebody's role",
    {
      service: 'apigateway',
      rest: 'PUT /restapis/ours/resources/a/methods/GET/integration',
      input: { credentials: `arn:aws:iam::${account}:role/admin` },
    },
    ['apigateway'],
    /iam:PassRole on resource: arn:aws:iam::111122223333:role\/admin because/,
  ],
  [
    'a resource of its own REST API, below another',
    { service: 'apigateway', rest: 'POST /restapis/ours/resources/a', input: { pathPart: 'x' } },
    ['apigateway'],
    /^allowed$/,
  ],
  [
    "a resource of somebody's REST API",
    { service: 'apigateway', rest: 'POST /restapis/theirs/resources/a', input: { pathPart: 'x' } },
    ['apigateway'],
    /apigateway:POST on resource: \S+::\/restapis\/theirs\/resources\/a because/,
  ],
  [
    'other tags of its own API',
    { service: 'apigateway', rest: `PUT /tags/${api('ours')}`, input: { tags: { title: 'two' } } },
    ['apigateway'],
    /^allowed$/,
  ],
  [
    'other tags of its own HTTP API',
    {
      service: 'apigateway',
      rest: `POST /v2/tags/${encodeURIComponent(`arn:aws:apigateway:${region}::/apis/ours`)}`,
      input: { tags: { title: 'two' } },
    },
    ['apigateway'],
    /^allowed$/,
  ],
  [
    'an API of somebody else, by tagging it',
    { service: 'apigateway', rest: `PUT /tags/${api('theirs')}`, input: { tags: managed } },
    ['apigateway'],
    /apigateway:PATCH on resource: arn:aws:apigateway:eu-central-1::\/restapis\/theirs because/,
  ],
  [
    'a stage of an HTTP API that writes its log, where logs are offered',
    {
      service: 'apigateway',
      rest: 'POST /v2/apis/ours/stages',
      input: { stageName: 'a', accessLogSettings: {}, tags: managed },
    },
    ['apigateway', 'logs'],
    /^allowed$/,
  ],
  [
    "somebody's HTTP API",
    { service: 'apigateway', rest: 'DELETE /v2/apis/theirs' },
    ['apigateway'],
    /apigateway:DELETE on resource: \S+::\/apis\/theirs because/,
  ],
  [
    'the values of API keys',
    { service: 'apigateway', rest: 'GET /apikeys?includeValues=true' },
    ['apigateway'],
    /apigateway:GET on resource: \S+::\/apikeys because/,
  ],
  [
    'a file system with its tags',
    {
      service: 'elasticfilesystem',
      rest: 'POST /2015-02-01/file-systems',
      input: { Encrypted: true, Tags: jsonTags },
    },
    ['elasticfilesystem'],
    /^allowed$/,
  ],
  [
    'a file system without the tag',
    { service: 'elasticfilesystem', rest: 'POST /2015-02-01/file-systems', input: { Encrypted: true } },
    ['elasticfilesystem'],
    /elasticfilesystem:CreateFileSystem because/,
  ],
  [
    'a mount target of its file system, in a network with the tag',
    {
      service: 'elasticfilesystem',
      rest: 'POST /2015-02-01/mount-targets',
      input: { FileSystemId: 'fs-0a', SubnetId: 'subnet-0a', SecurityGroups: ['sg-0a'] },
    },
    ['elasticfilesystem', 'ec2'],
    /^allowed$/,
  ],
  [
    'the end of a mount target, by its file system',
    { service: 'elasticfilesystem', rest: 'DELETE /2015-02-01/mount-targets/fsmt-0a' },
    ['elasticfilesystem'],
    /^allowed$/,
  ],
  [
    "somebody's file system, by tagging it",
    {
      service: 'elasticfilesystem',
      rest: 'POST /2015-02-01/resource-tags/fs-0b',
      input: { Tags: jsonTags },
    },
    ['elasticfilesystem'],
    /elasticfilesystem:TagResource on resource: \S+:file-system\/fs-0b because/,
  ],
  [
    'a web ACL with its tags',
    {
      service: 'wafv2',
      target: waf('CreateWebACL'),
      input: { Name: 'idp-one', Scope: 'CLOUDFRONT', Tags: jsonTags },
    },
    ['wafv2'],
    /^allowed$/,
  ],
  [
    'a web ACL before a load balancer of environments',
    {
      service: 'wafv2',
      target: waf('AssociateWebACL'),
      input: { WebACLArn: webAcl, ResourceArn: loadBalancer('idp-one') },
    },
    ['wafv2'],
    /^allowed$/,
  ],
  [
    "a web ACL before somebody's load balancer",
    {
      service: 'wafv2',
      target: waf('AssociateWebACL'),
      input: { WebACLArn: webAcl, ResourceArn: loadBalancer('theirs') },
    },
    ['wafv2'],
    /wafv2:AssociateWebACL on resource: \S+:loadbalancer\/app\/theirs\/0a because/,
  ],
  [
    "somebody's set of addresses",
    {
      service: 'wafv2',
      target: waf('UpdateIPSet'),
      input: { Name: 'theirs', Scope: 'REGIONAL', Id: '0a', Addresses: [] },
    },
    ['wafv2'],
    /wafv2:UpdateIPSet on resource: \S+:regional\/ipset\/theirs\/0a because/,
  ],
  [
    'a detector with its tags',
    { service: 'guardduty', rest: 'POST /detector', input: { enable: true, tags: managed } },
    ['guardduty'],
    /^allowed$/,
  ],
  [
    'a filter of its detector',
    {
      service: 'guardduty',
      rest: 'POST /detector/ours/filter',
      input: { name: 'idp-one', tags: managed },
    },
    ['guardduty'],
    /^allowed$/,
  ],
  [
    "somebody's detector",
    { service: 'guardduty', rest: 'DELETE /detector/theirs' },
    ['guardduty'],
    /guardduty:DeleteDetector on resource: \S+:detector\/theirs because/,
  ],
  [
    'a workspace with its tags',
    { service: 'aps', rest: 'POST /workspaces', input: { alias: 'one', tags: managed } },
    ['aps'],
    /^allowed$/,
  ],
  [
    'alerts of its workspace',
    { service: 'aps', rest: 'POST /workspaces/ours/alertmanager/definition', input: { data: '' } },
    ['aps'],
    /^allowed$/,
  ],
  [
    "somebody's workspace",
    { service: 'aps', rest: 'DELETE /workspaces/theirs' },
    ['aps'],
    /aps:DeleteWorkspace on resource: \S+:workspace\/theirs because/,
  ],
  ...ofNamesAndTags,
];

it.each(rows)('a role whose target offers the service is told of %s', async (_what, call, services, said) => {
  expect(await saidOf(call, services, ask)).toMatch(said);
});
