import type { Permission } from '../../src/plane/permissions/permission';
import { sizeInJson, splitBySize } from '../../src/plane/split';

/** IAM counts 10,240 characters for all own policies of a role; what is written around the statements is among them. */
const inlineRoom = 9_500;
/** IAM counts 6,144 characters for a policy that is attached; actions and conditions of a statement take some. */
const policyRoom = 5_000;
/** AWS's default quotas. */
const longestPolicy = 6_144;
const mostPolicies = 10;

/** A role's permissions in its own policy, and those for which that has no room in policies beside it. */
export interface Spread {
  inline: Permission[];
  beside: Permission[][];
}

/**
 * Moves the longest permissions out of a role's own policy until the others fit, and cuts them to policies' size. Throws what a
 * deployment would only find when it is half done: that IAM's default quotas have no room for them.
 */
export function spread(role: string, permissions: readonly Permission[]): Spread {
  const longest = [...permissions].sort((one, other) => lengthOf(other) - lengthOf(one));
  const moved = new Set<Permission>();
  let length = permissions.reduce((sum, permission) => sum + lengthOf(permission), 0);
  for (const permission of longest) {
    if (length <= inlineRoom) break;
    moved.add(permission);
    length -= lengthOf(permission);
  }
  const inline = permissions.filter((permission) => !moved.has(permission));
  const beside = [...moved].flatMap(cut);
  refuseAboveQuotas(role, beside);
  return { inline, beside };
}

function refuseAboveQuotas(role: string, beside: readonly Permission[][]): void {
  const [long] = beside.flat().filter((one) => lengthOf(one) > longestPolicy);
  if (long !== undefined)
    throw new Error(
      `The permission ${long.sid} of the role ${role} alone is longer than the ${longestPolicy.toLocaleString('en')} characters that IAM takes for a policy: divide its actions.`,
    );
  if (beside.length <= mostPolicies) return;
  const longest = [...new Set(beside.flat().map(({ sid }) => sid))].join(', ');
  throw new Error(
    `The role ${role} would have ${beside.length} policies, and IAM attaches ${mostPolicies} to a role. What makes them long is ${longest}: give the roles of targets names that begin with leasehold-provisioner, which need no row of their own (docs/targets.md), or divide the targets and image repositories of the stage's file over two stages.`,
  );
}

function cut(permission: Permission): Permission[][] {
  const parts = splitBySize(permission.resources, policyRoom, sizeInJson);
  return parts.map((resources) => [{ ...permission, resources }]);
}

/** As IAM would count it, or a little more: what only a deployment knows stands in longer texts. */
function lengthOf({ why: _, ...statement }: Permission): number {
  return JSON.stringify(statement).length;
}
