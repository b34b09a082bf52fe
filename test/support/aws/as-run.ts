import type { HeldKey } from '../../../src/emulators/authorize/key-ring';
import { parseIdentityPolicy } from '../../../src/emulators/iam/policy-kinds';
import { account, credentials, credentialsOf, roleHere } from '../../../src/local/hub';
import { policyOf } from '../../../src/local/roles/policy-of';
import { runsRole } from '../../../src/plane/names';
import { targetPolicy } from '../../../src/runner/credentials/run-policies';

/** A session of the role of runs that no emulator opened, and that lasts. */
export const runsKey = credentialsOf('run');

/** Enters targets with it. */
export const enter = () => Promise.resolve(runsKey);

/** Of a test that enters no target by a role. */
export const noEntry = () => Promise.reject(new Error('This test enters no target'));

/** The keys of a target that knows its owner and the session of a run that may take its role. */
export function targetKeys(roleArn: string | undefined): HeldKey[] {
  const statements = parseIdentityPolicy(roleArn === undefined ? policyOf([]) : targetPolicy(roleArn));
  const principal = { arn: roleHere(runsRole), account };
  return [
    { key: credentials, holder: { kind: 'owner' } },
    { key: runsKey, holder: { kind: 'granted', principal, statements } },
  ];
}
