import { seeing, usingKey } from '../../in-callers-name';
import { type Input, textsAt } from '../../input';
import { eachOf, namedBy } from '../../named-by';
import { type RestRoute, restReader } from '../../rest-route';
import type { FurtherNeed, NamedResource, Operation, ServiceRules } from '../../service-rules';
import { tagsIn } from '../../tags';

const vault = '/backup-vaults/{BackupVaultName}';
const plan = '/backup/plans/{BackupPlanId}';

/** Method and path of an operation, as the API's page says them. */
const routes: RestRoute[] = [
  ['PUT', vault, 'CreateBackupVault'],
  ['GET', vault, 'DescribeBackupVault'],
  ['DELETE', vault, 'DeleteBackupVault'],
  ['GET', `${vault}/recovery-points`, 'ListRecoveryPointsByBackupVault'],
  ['PUT', `${vault}/vault-lock`, 'PutBackupVaultLockConfiguration'],
  ['DELETE', `${vault}/vault-lock`, 'DeleteBackupVaultLockConfiguration'],
  ['GET', `${vault}/access-policy`, 'GetBackupVaultAccessPolicy'],
  ['PUT', `${vault}/access-policy`, 'PutBackupVaultAccessPolicy'],
  ['DELETE', `${vault}/access-policy`, 'DeleteBackupVaultAccessPolicy'],
  ['GET', `${vault}/notification-configuration`, 'GetBackupVaultNotifications'],
  ['PUT', `${vault}/notification-configuration`, 'PutBackupVaultNotifications'],
  ['DELETE', `${vault}/notification-configuration`, 'DeleteBackupVaultNotifications'],
  ['DELETE', `${vault}/recovery-points/{RecoveryPoint+}`, 'DeleteRecoveryPoint'],
  ['GET', '/backup/plans', 'ListBackupPlans'],
  ['PUT', '/backup/plans', 'CreateBackupPlan'],
  ['GET', plan, 'GetBackupPlan'],
  ['POST', plan, 'UpdateBackupPlan'],
  ['DELETE', plan, 'DeleteBackupPlan'],
  ['GET', `${plan}/selections`, 'ListBackupSelections'],
  ['PUT', `${plan}/selections`, 'CreateBackupSelection'],
  ['GET', `${plan}/selections/{SelectionId}`, 'GetBackupSelection'],
  ['DELETE', `${plan}/selections/{SelectionId}`, 'DeleteBackupSelection'],
  ['GET', '/tags/{ResourceArn+}', 'ListTags'],
  ['POST', '/tags/{ResourceArn+}', 'TagResource'],
  ['POST', '/untag/{ResourceArn+}', 'UntagResource'],
];

/** AWS Backup. */
export const backupRules: ServiceRules = {
  prefix: 'backup',
  signedAs: ['backup'],
  protocol: 'rest-json',
  rest: restReader(routes),
  named: eachOf(
    namedBy('backupVault', 'backup-vault:{}', 'BackupVaultName'),
    namedBy('backupPlan', 'backup-plan:{}', 'BackupPlanId'),
    newPlan,
  ),
  tags: ({ input }) => ({
    ...tagsIn(input, 'BackupVaultTags'),
    ...tagsIn(input, 'BackupPlanTags'),
    ...tagsIn(input, 'Tags'),
  }),
  tagsOf: async (arn, ask) => {
    const text = await ask('backup', { path: `/tags/${encodeURIComponent(arn)}/` });
    return text === '' ? {} : tagsIn(JSON.parse(text) as Input, 'Tags');
  },
  passedTo: () => 'backup.amazonaws.com',
  further: keys,
};

/** A plan has no id yet. */
function newPlan({ name }: Operation): NamedResource[] {
  return name === 'CreateBackupPlan' ? [{ type: 'backupPlan', part: 'backup-plan:*' }] : [];
}

/** docs.aws.amazon.com/aws-backup/latest/devguide/access-control.html, "API permissions": a vault is made with its key. */
function keys({ name, input }: Operation): FurtherNeed[] {
  if (name !== 'CreateBackupVault') return [];
  const actions = [
    'kms:CreateGrant',
    'kms:GenerateDataKey',
    'kms:Decrypt',
    'kms:RetireGrant',
    'kms:DescribeKey',
  ];
  return [
    ...seeing('backup-storage:MountCapsule'),
    ...textsAt(input, 'EncryptionKeyArn').flatMap((key) => usingKey('backup', key, { actions })),
  ];
}
