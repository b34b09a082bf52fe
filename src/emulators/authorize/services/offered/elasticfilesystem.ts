import type { Ask } from '../../ask';
import { seeing, serviceLinkedRole, usingKey } from '../../in-callers-name';
import { type Input, structuresAt, textAt, textsAt } from '../../input';
import { eachOf, namedBy } from '../../named-by';
import { type RestRoute, restReader } from '../../rest-route';
import type { FurtherNeed, NamedResource, Operation, ServiceRules } from '../../service-rules';
import { tagsIn } from '../../tags';

const system = '/2015-02-01/file-systems/{FileSystemId}';
const target = '/2015-02-01/mount-targets/{MountTargetId}';
const tags = '/2015-02-01/resource-tags/{ResourceId}';

/** Method and path of an operation, as the API's page says them. */
const routes: RestRoute[] = [
  ['GET', '/2015-02-01/file-systems/replication-configurations', 'DescribeReplicationConfigurations'],
  ['GET', '/2015-02-01/file-systems', 'DescribeFileSystems'],
  ['POST', '/2015-02-01/file-systems', 'CreateFileSystem'],
  ['PUT', system, 'UpdateFileSystem'],
  ['DELETE', system, 'DeleteFileSystem'],
  ['GET', `${system}/backup-policy`, 'DescribeBackupPolicy'],
  ['PUT', `${system}/backup-policy`, 'PutBackupPolicy'],
  ['GET', `${system}/policy`, 'DescribeFileSystemPolicy'],
  ['PUT', `${system}/policy`, 'PutFileSystemPolicy'],
  ['DELETE', `${system}/policy`, 'DeleteFileSystemPolicy'],
  ['GET', `${system}/lifecycle-configuration`, 'DescribeLifecycleConfiguration'],
  ['PUT', `${system}/lifecycle-configuration`, 'PutLifecycleConfiguration'],
  ['PUT', `${system}/protection`, 'UpdateFileSystemProtection'],
  ['POST', `${system}/replication-configuration`, 'CreateReplicationConfiguration'],
  ['DELETE', `${system}/replication-configuration`, 'DeleteReplicationConfiguration'],
  ['GET', '/2015-02-01/access-points', 'DescribeAccessPoints'],
  ['POST', '/2015-02-01/access-points', 'CreateAccessPoint'],
  ['DELETE', '/2015-02-01/access-points/{AccessPointId}', 'DeleteAccessPoint'],
  ['GET', '/2015-02-01/mount-targets', 'DescribeMountTargets'],
  ['POST', '/2015-02-01/mount-targets', 'CreateMountTarget'],
  ['DELETE', target, 'DeleteMountTarget'],
  ['GET', `${target}/security-groups`, 'DescribeMountTargetSecurityGroups'],
  ['PUT', `${target}/security-groups`, 'ModifyMountTargetSecurityGroups'],
  ['GET', tags, 'ListTagsForResource'],
  ['POST', tags, 'TagResource'],
  ['DELETE', tags, 'UntagResource'],
];

/** Amazon EFS: a mount target is judged by its file system. */
export const elasticFileSystem: ServiceRules = {
  prefix: 'elasticfilesystem',
  signedAs: ['elasticfilesystem'],
  protocol: 'rest-json',
  rest: restReader(routes),
  named: eachOf(
    namedBy('file-system', 'file-system/{}', 'FileSystemId'),
    namedBy('access-point', 'access-point/{}', 'AccessPointId'),
    tagged,
  ),
  completed: async (operation, ask) => ({
    ...operation,
    input: { ...operation.input, ...(await systemOf(operation, ask)) },
  }),
  tags: ({ input }) => tagsIn(input, 'Tags'),
  tagsOf: async (arn, ask) => {
    const id = arn.split('/').at(-1) ?? '';
    const text = await ask('elasticfilesystem', { path: `/2015-02-01/resource-tags/${id}` });
    return text === '' ? {} : tagsIn(JSON.parse(text) as Input, 'Tags');
  },
  context: {
    'elasticfilesystem:createaction': () => [],
    'elasticfilesystem:encrypted': ({ name, input }) =>
      name === 'CreateFileSystem' ? [String(input['Encrypted'] === true)] : [],
  },
  further: (operation) => [...tagsOnCreate(operation), ...interfaces(operation), ...keys(operation)],
};

/** What is tagged is named by its id alone. */
function tagged({ input }: Operation): NamedResource[] {
  const id = textAt(input, 'ResourceId');
  if (id === undefined || id.startsWith('arn:')) return [];
  const type = id.startsWith('fsap-') ? 'access-point' : 'file-system';
  return [{ type, part: `${type}/${id}` }];
}

/** The file system of a mount target; any, of one that does not exist. */
async function systemOf({ input }: Operation, ask: Ask): Promise<Input> {
  const id = textAt(input, 'MountTargetId');
  if (id === undefined) return {};
  const path = `/2015-02-01/mount-targets?MountTargetId=${encodeURIComponent(id)}`;
  const text = await ask('elasticfilesystem', { path });
  const [found] = text === '' ? [] : structuresAt(JSON.parse(text) as Input, 'MountTargets');
  return { FileSystemId: (found && textAt(found, 'FileSystemId')) ?? '*' };
}

/** docs.aws.amazon.com/efs/latest/ug/using-tags-efs.html, "Granting permissions to tag resources during creation" */
function tagsOnCreate({ name, input }: Operation): FurtherNeed[] {
  const part = { CreateFileSystem: 'file-system/*', CreateAccessPoint: 'access-point/*' }[name];
  const given = tagsIn(input, 'Tags');
  if (part === undefined || Object.keys(given).length === 0) return [];
  const context = { 'elasticfilesystem:createaction': [name] };
  return [{ action: 'elasticfilesystem:TagResource', part, tags: given, context }];
}

/** docs.aws.amazon.com/efs/latest/ug/API_CreateMountTarget.html, API_DeleteMountTarget and API_ModifyMountTargetSecurityGroups */
function interfaces({ name, input }: Operation): FurtherNeed[] {
  const any = 'network-interface/*';
  if (name === 'DeleteMountTarget') return [{ action: 'ec2:DeleteNetworkInterface', part: any }];
  const groups = textsAt(input, 'SecurityGroups').map((id) => `security-group/${id}`);
  if (name === 'ModifyMountTargetSecurityGroups')
    return [any, ...groups].map((part) => ({ action: 'ec2:ModifyNetworkInterfaceAttribute', part }));
  if (name !== 'CreateMountTarget') return [];
  const parts = [any, `subnet/${textAt(input, 'SubnetId')}`, ...groups];
  return [
    ...seeing('ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'),
    ...parts.map((part) => ({ action: 'ec2:CreateNetworkInterface', part })),
  ];
}

/** docs.aws.amazon.com/efs/latest/ug/EFSKMS.html and using-service-linked-roles.html */
function keys({ name, input }: Operation): FurtherNeed[] {
  if (name !== 'CreateFileSystem') return [];
  const actions = ['kms:DescribeKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:CreateGrant'];
  const role = serviceLinkedRole('elasticfilesystem.amazonaws.com');
  return [
    role,
    ...textsAt(input, 'KmsKeyId').flatMap((key) => usingKey('elasticfilesystem', key, { actions })),
  ];
}
