import type { ImageRepository } from '../../domain/image/image-repository';
import type { FunctionId } from '../functions';
import type { Arns } from '../names';
import { apiPermissions, authorizerPermissions, settlePermissions, sweepPermissions } from './functions';
import { settleImagePermissions } from './images';
import { tellPermissions } from './notices';
import { moveStackPermissions } from './stacks';
import type { Permission } from './permission';

/** What the role of each function allows, besides its own log and trace. */
export function permissionsByFunction(
  arns: Arns,
  images: readonly ImageRepository[],
): Record<FunctionId, Permission[]> {
  return {
    api: apiPermissions(arns, images),
    authorizer: authorizerPermissions(arns),
    settleTask: settlePermissions(arns),
    settleRule: settlePermissions(arns),
    settleImageRule: settleImagePermissions(arns, images),
    moveStack: moveStackPermissions(arns),
    sweep: sweepPermissions(arns, images),
    tellPeople: tellPermissions(arns),
  };
}
