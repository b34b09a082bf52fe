import type { Actor } from '../../domain/access/actor';
import { authorize } from '../../domain/access/authorize';
import type { UpdateTargetBody } from '../../domain/api/target-requests';
import { invalid } from '../../domain/base/errors';
import type { RequestKey } from '../../domain/registry/entry';
import { requestOf } from '../../domain/registry/requests';
import type { TargetCommand } from '../../domain/target/decide-target';
import type { TargetEntry } from '../../domain/target/target-entry';
import { targetKind } from '../../domain/target/target-kind';
import { accountOf, namedArn, whyNotTaken } from '../../domain/target/target-role';
import { type TargetDetails, toTargetDetails } from '../../domain/target/target-view';
import { decideAndSave } from '../registry/decide-and-save';
import { deliver } from '../registry/deliver';
import { type TargetDeps, targets } from './targets';

/** Which target, and what of it is to be otherwise; `request` is there when the caller may send it again. */
export interface UpdateTargetInput extends UpdateTargetBody {
  actor: Actor;
  name: string;
  request?: RequestKey | undefined;
}

/** Changes a target; its account and region stay, since what lives there could not follow. */
export async function updateTarget(input: UpdateTargetInput, deps: TargetDeps): Promise<TargetDetails> {
  authorize(input.actor, 'admin', 'change targets');
  await deps.targets.read();
  const place = { kind: targetKind, entries: deps.targetEntries, key: input.name };
  const { entry } = await decideAndSave(place, (seen) => [commandFor(input, seen, deps)], deps);
  deps.targets.forget();
  return toTargetDetails(await deliver(targets, entry, deps), deps);
}

function commandFor(
  { actor, name: _, request, role, permissionsBoundary: boundary, ...fields }: UpdateTargetInput,
  { settings }: TargetEntry,
  { deployedTargets }: TargetDeps,
): TargetCommand {
  const account = accountOf(settings.roleArn) ?? '';
  const roleArn = role === undefined ? undefined : namedArn(account, 'role', role);
  if (roleArn !== undefined) {
    const why =
      accountOf(roleArn) === account ? whyNotTaken(roleArn, deployedTargets) : `is not in ${account}`;
    if (why !== undefined) throw invalid('role', why);
  }
  const permissionsBoundary = boundary ? namedArn(account, 'policy', boundary) : boundary;
  const patch = { ...fields, roleArn, permissionsBoundary };
  return { type: 'change', patch, by: actor.id, request: requestOf(actor, request) };
}
