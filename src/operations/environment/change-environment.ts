import type { Actor } from '../../domain/access/actor';
import type { ChangeEnvironmentBody } from '../../domain/api/requests';
import { authorizeOn } from '../../domain/access/authorize';
import { summarizeTemplate } from '../../domain/cost/estimate-template';
import type { Command } from '../../domain/environment/decide';
import type { RequestKey } from '../../domain/registry/entry';
import type { Environment } from '../../domain/environment/environment';
import { refuseHidden, withoutHidden } from '../../domain/template/sensitive-inputs';
import { parseInputs } from '../../domain/template/template';
import { specOf } from '../../domain/environment/new-spec';
import { type EnvironmentView, toView } from '../../domain/environment/view';
import { allowUse, type Asker } from '../../domain/environment/allow-use';
import { askerOf } from './allow-template';
import { decideAndDeliver } from './environments';
import type { Deps } from '../ports/deps';
import { requestOf } from '../../domain/registry/requests';

export interface ChangeEnvironmentInput extends ChangeEnvironmentBody {
  actor: Actor;
  name: string;
  request?: RequestKey | undefined;
}

/** Plans and applies other inputs or another version of the template; inputs not named stay as they are. */
export async function changeEnvironment(input: ChangeEnvironmentInput, deps: Deps): Promise<EnvironmentView> {
  const asker = await askerOf(input.actor, deps);
  const toCommand = (environment: Environment): Command => {
    authorizeOn(input.actor, environment, { need: 'operate', what: 'change' });
    return commandFor(input, environment, asker);
  };
  return toView(await decideAndDeliver(input.name, toCommand, deps));
}

function commandFor(input: ChangeEnvironmentInput, environment: Environment, asker: Asker): Command {
  const { template: pin, inputs: before, sensitive = [] } = environment.wanted;
  const { actor, version = pin.version } = input;
  const request = { template: pin.name, version, target: environment.target, what: 'change' };
  const { template, target } = allowUse(asker, request);
  const given = withoutHidden(input.inputs ?? {}, sensitive);
  refuseHidden(given, template.manifest);
  const inputs = parseInputs(template.manifest, { ...before, ...given });
  return {
    type: 'change',
    spec: specOf(template, inputs, sensitive),
    planOnly: input.planOnly ?? false,
    cost: summarizeTemplate(template.manifest, inputs, {
      region: target.region,
      lease: environment.lease,
    }),
    by: actor.id,
    request: requestOf(actor, input.request),
  };
}
