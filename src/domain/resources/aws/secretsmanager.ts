import { parseArn } from '../arn';
import { byArn } from '../arn-form';
import { pendingDeletion } from '../end';
import { settingOf, whole } from '../identity';
import { need, retagging, tagging, whenSet } from '../need';
import { fixed, metered, type Pricer, free } from '../pricing';
import type { FactsByType } from '../resource-facts';
import { useOfKey } from '../shared-needs';

const functions = need('lambda');
const secrets = need('secretsmanager');

/** docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html */
const ownKey = whenSet('kms_key_id', useOfKey('kms_key_id', 'secretsmanager', 'GenerateDataKey', 'Decrypt'));

const secret: Pricer = () => ({
  fixed: [fixed('secret', { price: 'secret' }, 'Secret')],
  metered: [metered('reads of the secret', 'secret-calls', '10,000 calls')],
});

/** docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html */
const rotated = [
  secrets('secret:*', 'RotateSecret'),
  whenSet(
    'rotation_lambda_arn',
    functions((value) => parseArn(value('rotation_lambda_arn'))?.resource ?? 'function:*', 'InvokeFunction'),
  ),
];

/** AWS Secrets Manager. */
export const secretsmanagerTypes: FactsByType = {
  aws_secretsmanager_secret: {
    identity: { seed: (value) => whole({ id: value('name') }), idIs: 'arn' },
    arn: byArn('secretsmanager', /^secret:/),
    tags: 'listed',
    read: [secrets('secret:{name}-*', 'DescribeSecret', 'GetResourcePolicy')],
    create: [tagging(secrets('secret:{name}-*', 'CreateSecret', 'TagResource')), ownKey],
    update: [secrets('secret:{name}-*', 'UpdateSecret'), ownKey],
    retag: [
      retagging(secrets('secret:{name}-*', 'TagResource')),
      secrets('secret:{name}-*', 'UntagResource'),
    ],
    destroy: [secrets('secret:{name}-*', 'DeleteSecret')],
    price: secret,
    remainder: pendingDeletion('recovery_window_in_days', 30),
  },
  aws_secretsmanager_secret_policy: {
    identity: settingOf('secret_arn'),
    price: free,
  },
  aws_secretsmanager_secret_rotation: {
    identity: settingOf('secret_id'),
    tags: 'none',
    // The secret's ARN is not known before it is made, and its name is no part of these.
    // The secret's ARN is not known before it is made, and its name is no part of these.
    read: [secrets('secret:*', 'DescribeSecret')],
    create: rotated,
    update: rotated,
    destroy: [secrets('secret:*', 'CancelRotateSecret')],
    price: free,
  },
  aws_secretsmanager_secret_version: {
    identity: settingOf('secret_id'),
    tags: 'none',
    read: [secrets('secret:*', 'DescribeSecret', 'GetSecretValue')],
    create: [secrets('secret:*', 'PutSecretValue')],
    update: [secrets('secret:*', 'PutSecretValue', 'UpdateSecretVersionStage')],
    destroy: [secrets('secret:*', 'UpdateSecretVersionStage')],
    price: free,
  },
};
