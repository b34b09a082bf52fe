/** Why a right is granted that no life of a template uses here. */
const tagsFallAway = 'Takes off tags that the configuration no longer gives; every life here keeps its own.';
const laterVersion =
  'Changes in place what only a later version of a template changes: no input of today does.';
const otherVersions =
  'The provider reads tags with the object; other versions of it, and an import, read by this.';
const rotation =
  'For a secret with a rotation, whose function no template makes: test/heavy/foundation.test.ts lives one.';
const rotated = 'For rotations: test/heavy/rotation/rotation.test.ts lives them.';
const otherKey = 'Asked in the name of whoever gives a table or a repository another key, or takes it away.';
const zones = 'For a name in a hosted zone, which this target has none of.';
const tasks = 'For tasks that still run when their cluster goes: test/heavy/enforcement.test.ts lives one.';
const snapshots = 'For a database that is kept as a snapshot, or was: no template of today keeps one.';
const parameters = 'For templates of others: test/heavy/odd/ssm-parameter.test.ts lives one.';

/** The rights of the provisioner's role that no life of a template of the catalog uses, with the reason. */
export const idle: Record<string, string> = {
  'dynamodb:UntagResource': tagsFallAway,
  'dynamodb:UpdateTable': laterVersion,
  'ec2:DeleteTags': tagsFallAway,
  'ec2:ModifySecurityGroupRules': laterVersion,
  'ec2:ReplaceRoute': laterVersion,
  'ecr:PutImageScanningConfiguration': laterVersion,
  'ecr:PutImageTagMutability': laterVersion,
  'ecr:UntagResource': tagsFallAway,
  'ecs:DescribeTasks': tasks,
  'ecs:ListTagsForResource': otherVersions,
  'ecs:StopTask': tasks,
  'ecs:UntagResource': tagsFallAway,
  'ecs:UpdateCluster': laterVersion,
  'elasticloadbalancing:ModifyListener': laterVersion,
  'elasticloadbalancing:ModifyListenerAttributes': laterVersion,
  'elasticloadbalancing:RemoveTags': tagsFallAway,
  'elasticloadbalancing:SetSecurityGroups': laterVersion,
  'elasticloadbalancing:SetSubnets': laterVersion,
  'events:UntagResource': tagsFallAway,
  'iam:AddClientIDToOpenIDConnectProvider': laterVersion,
  'iam:AttachRolePolicy': laterVersion,
  'iam:DetachRolePolicy': laterVersion,
  'iam:ListOpenIDConnectProviderTags': otherVersions,
  'iam:ListRoleTags': otherVersions,
  'iam:RemoveClientIDFromOpenIDConnectProvider': laterVersion,
  'iam:UntagOpenIDConnectProvider': tagsFallAway,
  'iam:UntagRole': tagsFallAway,
  'iam:UpdateAssumeRolePolicy': laterVersion,
  'iam:UpdateOpenIDConnectProviderThumbprint': laterVersion,
  'iam:UpdateRole': laterVersion,
  'iam:UpdateRoleDescription': laterVersion,
  'kms:ListKeyRotations': rotated,
  'kms:ReEncrypt*': otherKey,
  'kms:RetireGrant': otherKey,
  'kms:RotateKeyOnDemand': rotated,
  'kms:UntagResource': tagsFallAway,
  'kms:UpdateAlias': laterVersion,
  'kms:UpdateKeyDescription': laterVersion,
  'lambda:AddPermission': rotation,
  'lambda:GetPolicy': rotation,
  'lambda:InvokeFunction': rotation,
  'lambda:RemovePermission': rotation,
  'logs:DeleteRetentionPolicy': laterVersion,
  'logs:UntagResource': tagsFallAway,
  'rds:CreateDBSnapshot': snapshots,
  'rds:DescribeDBSnapshots': snapshots,
  'rds:ModifyDBSubnetGroup': laterVersion,
  'rds:RemoveTagsFromResource': tagsFallAway,
  'route53:ChangeResourceRecordSets': zones,
  'route53:GetChange': zones,
  'route53:GetHostedZone': zones,
  'route53:ListResourceRecordSets': zones,
  's3:PutBucketLogging': laterVersion,
  'secretsmanager:CancelRotateSecret': rotation,
  'secretsmanager:RotateSecret': rotation,
  'secretsmanager:UntagResource': tagsFallAway,
  'secretsmanager:UpdateSecretVersionStage': rotated,
  'sqs:GetQueueUrl': otherVersions,
  'sqs:UntagQueue': tagsFallAway,
  'ssm:AddTagsToResource': parameters,
  'ssm:DeleteParameter': parameters,
  'ssm:DescribeParameters': parameters,
  'ssm:GetParameter': parameters,
  'ssm:GetParameters': parameters,
  'ssm:ListTagsForResource': parameters,
  'ssm:PutParameter': parameters,
  'ssm:RemoveTagsFromResource': parameters,
};
