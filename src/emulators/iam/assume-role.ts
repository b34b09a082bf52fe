import { judge, type PolicySet, type Verdict } from './evaluate-policies';
import type { Statement } from './policy-document';
import type { Principal } from './principal';
import type { Context } from './question';

/** What is asked of STS: by whom, and which role. */
export interface Assumption {
  /** `sts:AssumeRole` and its like; `sts:TagSession` and `sts:SetSourceIdentity` are asked beside it. */
  action: string;
  /** The ARN of the role. */
  role: string;
  /** The statements of the role's trust policy. */
  trust: readonly Statement[];
  principal: Principal;
  /** What the caller holds; nothing for a service, and for a user of an identity provider. */
  policies: Omit<PolicySet, 'resource'>;
  context: Context;
}

/**
 * Decides whether a role may be taken: its trust policy must name who asks, and unless it names the very principal within
 * the role's own account, the principal's policies must allow it too.
 */
export function judgeAssumption({ action, role, trust, principal, policies, context }: Assumption): Verdict {
  const account = role.split(':')[4] ?? '';
  const resource = { statements: trust, principal, account, attachedTo: 'role' } as const;
  return judge({ ...policies, resource }, { action, resource: role, context });
}
