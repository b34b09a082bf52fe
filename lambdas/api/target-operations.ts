import type { Deps } from '../../src/operations/ports/deps';
import { listTargets } from '../../src/operations/access/list-targets';
import { addTarget } from '../../src/operations/target/add-target';
import { getTarget } from '../../src/operations/target/get-target';
import { removeTarget } from '../../src/operations/target/remove-target';
import { updateTarget } from '../../src/operations/target/update-target';
import type { Operations } from './dispatch';

type TargetOperation = 'list-targets' | 'add-target' | 'get-target' | 'update-target' | 'remove-target';

/** The operations about targets, by their names in the route table. */
export const targetOperations: Pick<Operations<Deps>, TargetOperation> = {
  'list-targets': listTargets,
  'add-target': addTarget,
  'get-target': getTarget,
  'update-target': updateTarget,
  'remove-target': removeTarget,
};
