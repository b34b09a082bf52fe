import type { Permission } from '../../plane/permissions/permission';

/** The policy of a role, as JSON; what names no resource here is no statement. */
export function policyOf(permissions: readonly Permission[]): string {
  const Statement = permissions.filter(({ resources }) => resources.length > 0).map(asStatement);
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

function asStatement({ actions: Action, resources: Resource, conditions }: Permission) {
  return { Effect: 'Allow', Action, Resource, ...(conditions && { Condition: conditions }) };
}
