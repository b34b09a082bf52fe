import type { SignInView } from '../../domain/api/responses';
import type { Deps } from '../ports/deps';

/** Where a person signs in, for programs that know nothing but the address of this control plane. */
export function getSignIn(_input: object, { signIn }: Pick<Deps, 'signIn'>): SignInView {
  return signIn;
}
