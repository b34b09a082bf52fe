import type { Statement } from './policy-document';
import { isDenied, type Naming, namingIn, type Principal } from './principal';
import type { Question } from './question';
import { concerns } from './statement';

/** The policy of the resource that is asked for, and who asks. */
export interface ResourcePolicy {
  statements: readonly Statement[];
  principal: Principal;
  /** The twelve digits of the account that the resource is in. */
  account: string;
  /** A role and a KMS key are closed to their own account's identities too, unless their policy opens them. */
  attachedTo?: 'resource' | 'role' | 'key';
}

/**
 * Whether the policy of a resource denies this. A deny with `NotPrincipal` is meant for everyone who has a boundary, whoever
 * it lists (page "NotPrincipal" of the user guide).
 */
export function deniesByResource(
  { statements, principal }: ResourcePolicy,
  boundary: readonly Statement[] | null,
  question: Question,
): boolean {
  const isMeant = (one: Statement) =>
    isDenied(one, principal) || (one.NotPrincipal !== undefined && boundary !== null);
  return statements.some((one) => one.Effect === 'Deny' && isMeant(one) && concerns(one, question));
}

const strongestFirst: Naming[] = ['itself', 'identity', 'account'];

/** How the policy of a resource lets in who asks, by the statement that names them most closely; null where none does. */
export function grantByResource(
  { statements, principal }: ResourcePolicy,
  question: Question,
): Naming | null {
  const namings = statements
    .filter((one) => one.Effect === 'Allow' && concerns(one, question))
    .map((one) => namingIn(one, principal));
  return strongestFirst.find((naming) => namings.includes(naming)) ?? null;
}
