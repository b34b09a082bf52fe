import { attributeControl, attributeOf, type Control, isFalse } from '../control';
import { isKnown, partAt } from '../plan/node';
import type { PlannedObject } from '../plan/planned-estate';
import { failed, notAssessed, passed, type Verdict } from '../verdict';

const types = ['aws_eks_cluster'];
const logs = ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'];

function areSecretsEncrypted(one: PlannedObject): Verdict {
  const fix = 'set encryption_config { resources = ["secrets"] provider { key_arn = … } }';
  const found = partAt(one, 'encryption_config.resources');
  if (!isKnown(found))
    return attributeOf(one, { path: 'encryption_config.resources', holds: () => true, fix });
  return [found.value].flat().includes('secrets')
    ? passed
    : failed('secrets are not encrypted with a key of KMS', fix);
}

function isLogged(one: PlannedObject): Verdict {
  const path = 'enabled_cluster_log_types';
  const found = partAt(one, path);
  if (!isKnown(found)) return notAssessed(`${path} is known only after apply`);
  const missing = logs.filter((name) => ![found.value].flat().includes(name));
  return missing.length === 0
    ? passed
    : failed(`not logged: ${missing.join(', ')}`, `name all of ${logs.join(', ')} in ${path}`);
}

/** Checks of EKS. */
export const eksControls: readonly Control[] = [
  attributeControl(
    { id: 'eks-private-endpoint', title: "A cluster's endpoint is private", types },
    {
      path: 'vpc_config.endpoint_public_access',
      holds: isFalse,
      fix: 'set vpc_config { endpoint_public_access = false, endpoint_private_access = true }',
    },
  ),
  {
    id: 'eks-secrets',
    title: "A cluster's secrets are encrypted with a key of KMS",
    types,
    judge: areSecretsEncrypted,
  },
  { id: 'eks-logging', title: "A cluster's control plane logs", types, judge: isLogged },
];
