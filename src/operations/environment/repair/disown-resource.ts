import type { Actor } from '../../../domain/access/actor';
import { DomainError } from '../../../domain/base/errors';
import type { EnvironmentView } from '../../../domain/environment/view';
import type { Deps } from '../../ports/deps';
import { command, type UserInput } from '../user-operation';

const what = 'disown a resource of';

/** A person's word that what a destroy cannot account for at one address is not of this life; it goes on with the last of them. */
export function disownResource(input: UserInput & { address: string }, deps: Deps): Promise<EnvironmentView> {
  const { actor, name, address } = input;
  return command(
    input,
    {
      access: { need: 'operate', what },
      allow: () => refuseWorkloads(actor, name),
      decided: { type: 'disown', address, by: actor.id },
    },
    deps,
  );
}

/** Whether something is theirs nobody can look up but a person. */
function refuseWorkloads({ kind, name, id }: Actor, environment: string): void {
  if (kind === 'person') return;
  throw new DomainError('Forbidden', {
    actor: name || id,
    need: 'a person who checked',
    what: `${what} '${environment}'`,
  });
}
