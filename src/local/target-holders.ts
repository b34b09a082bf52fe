import { emulatorCredentials } from '../bundle/terraform/terraform-environment';
import type { Holder } from '../emulators/authorize/key-ring';
import { parseIdentityPolicy } from '../emulators/iam/policy-kinds';
import { account, credentials, runnerRoleArn } from './hub';

/** Whose access keys the target knows: its owner's, and the runner's, which may do nothing there but assume the target's role. */
export function targetHolders(roleArn: string | undefined): Record<string, Holder> {
  const Statement = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roleArn };
  return {
    [credentials.accessKeyId]: { kind: 'owner' },
    [emulatorCredentials.accessKeyId]: {
      kind: 'granted',
      principal: { arn: runnerRoleArn, account },
      statements: parseIdentityPolicy(JSON.stringify({ Version: '2012-10-17', Statement })),
    },
  };
}
