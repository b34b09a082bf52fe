import type { Denial } from './evaluate-policies';
import type { Principal } from './principal';
import type { Question } from './question';

/** The sentence of a refusal, as "Troubleshoot access denied error messages" of AWS's user guide lists them. */
export function refusalMessage(
  { arn, sessionArn }: Principal,
  { action, resource }: Pick<Question, 'action' | 'resource'>,
  denial: Denial,
): string {
  const on = resource === '*' ? '' : ` on resource: ${resource}`;
  return `User: ${sessionArn ?? arn} is not authorized to perform: ${action}${on} ${reason(action, denial)}`;
}

function reason(action: string, { decision, policy }: Denial): string {
  if (decision === 'implicitDeny') return `because no ${policy} allows the ${action} action`;
  return `with an explicit deny in ${articles[policy] ?? 'a'} ${policy}`;
}

const articles: Partial<Record<Denial['policy'], string>> = {
  'identity-based policy': 'an',
  'role trust policy': 'the',
};
