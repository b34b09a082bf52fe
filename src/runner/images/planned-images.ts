import type { PlanJson } from '../../domain/terraform/plan-json';

/**
 * Where a plan names images: in what will exist once it is applied, and in the variables, as the containers of a task
 * are not known before an apply where one of them refers to something that is yet to be made.
 */
export function whereImagesAre({ resource_changes: changes, variables }: PlanJson): unknown[] {
  const managed = changes.filter(({ mode }) => mode === 'managed');
  return [variables, ...managed.map(({ change }) => change.after)];
}
