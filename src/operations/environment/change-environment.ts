import type { Actor } from '../../domain/access/actor';
import type { ChangeEnvironmentBody } from '../../domain/api/requests';
import { authorizeOn } from '../../domain/access/authorize';
import { summarizeTemplate } from '../../domain/cost/estimate-template';
import type { Command } from '../../domain/environment/decide';
import type { RequestKey } from '../../domain/registry/entry';
import type { Environment } from '../../domain/environment/environment';
import { specOf } from '../../domain/environment/new-spec';
import { type EnvironmentView, toView } from '../../domain/environment/view';
import type { Asker } from '../../domain/environment/allow-use';
import { allowChange } from '../../domain/environment/decisions/allow-change';
import { askerOf } from './allow-template';
import { decideAndDeliver } from './environments';
import type { Deps } from '../ports/deps';
import { requestOf } from '../../domain/registry/requests';

export interface ChangeEnvironmentInput extends ChangeEnvironmentBody {
  actor: Actor;
  name: string;
  request?: RequestKey | undefined;
}

/** Plans and applies other inputs or another version of the template; inputs not named stay as they were given. */
export async function changeEnvironment(input: ChangeEnvironmentInput, deps: Deps): Promise<EnvironmentView> {
  const asker = await askerOf(input.actor, deps);
  const toCommand = (environment: Environment): Command => {
    authorizeOn(input.actor, environment, { need: 'operate', what: 'change' });
    return commandFor(input, environment, asker);
  };
  return toView(await decideAndDeliver(input.name, toCommand, deps));
}

function commandFor(input: ChangeEnvironmentInput, environment: Environment, asker: Asker): Command {
  const { actor } = input;
  const { template, target, changed, upgrade } = allowChange(input, environment, { asker, what: 'change' });
  const { sensitive } = environment.wanted;
  return {
    type: 'change',
    spec: specOf(template, { inputs: changed.given, sensitive, upgrade }),
    planOnly: input.planOnly ?? false,
    cost: summarizeTemplate(template.manifest, changed.filled, {
      region: target.region,
      lease: environment.lease,
    }),
    by: actor.id,
    request: requestOf(actor, input.request),
  };
}
