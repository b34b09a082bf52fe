import type { FurtherNeed } from './service-rules';

/** Actions that a service asks for in its caller's name, and that have no resource level. */
export function seeing(...actions: string[]): FurtherNeed[] {
  return actions.map((action) => ({ action, part: '*' }));
}

/** A service makes its role, once in an account, in the name of whoever first needs it. */
export function serviceLinkedRole(service: string): FurtherNeed {
  return {
    action: 'iam:CreateServiceLinkedRole',
    part: `role/aws-service-role/${service}/*`,
    context: { 'iam:awsservicename': [service] },
  };
}

/** The right to tag what is being made; none is asked where no tag is given. */
export function tagging(
  action: string,
  part: string,
  given: Pick<Required<FurtherNeed>, 'tags'> & Pick<FurtherNeed, 'context'>,
): FurtherNeed[] {
  return Object.keys(given.tags).length === 0 ? [] : [{ action, part, ...given }];
}

/** What a service asks of KMS in its caller's name, for a key by its id or ARN. */
export function usingKey(
  via: string,
  key: string,
  { actions, context = {} }: { actions: string[]; context?: Record<string, string[]> },
): FurtherNeed[] {
  const part = key.startsWith('arn:') ? key : `key/${key}`;
  return actions.map((action) => ({ action, part, context, via }));
}
