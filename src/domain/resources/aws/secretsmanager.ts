import { byArn } from '../arn-form';
import { pendingDeletion } from '../end';
import { settingOf, whole } from '../identity';
import { need } from '../need';
import { fixed, metered, type Pricer, free } from '../pricing';
import type { FactsByType } from '../resource-facts';

const secrets = need('secretsmanager');

const secret: Pricer = () => ({
  fixed: [fixed('secret', { price: 'secret' }, 'Secret')],
  metered: [metered('reads of the secret', 'secret-calls', '10,000 calls')],
});

/** AWS Secrets Manager. */
export const secretsmanagerTypes: FactsByType = {
  aws_secretsmanager_secret: {
    identity: { seed: (value) => whole({ id: value('name') }), idIs: 'arn' },
    arn: byArn('secretsmanager', /^secret:/),
    tags: 'listed',
    destroy: [secrets('secret:{name}-*', 'DescribeSecret', 'GetResourcePolicy', 'DeleteSecret')],
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
    destroy: [secrets('secret:*', 'DescribeSecret', 'CancelRotateSecret')],
    price: free,
  },
  aws_secretsmanager_secret_version: {
    identity: settingOf('secret_id'),
    tags: 'none',
    destroy: [secrets('secret:*', 'DescribeSecret', 'GetSecretValue', 'UpdateSecretVersionStage')],
    price: free,
  },
};
