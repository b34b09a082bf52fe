import type { Actor } from '../../domain/access/actor';
import { refusePreviews } from '../../domain/access/authorize';
import type { ChangeEnvironmentBody } from '../../domain/api/requests';
import { summarizeTemplate } from '../../domain/cost/estimate-template';
import type { Command } from '../../domain/environment/decide';
import type { RequestKey } from '../../domain/registry/entry';
import type { PlanComparison } from '../../domain/environment/spec';
import type { Environment } from '../../domain/environment/environment';
import { specOf } from '../../domain/environment/new-spec';
import type { LifeName, References } from '../../domain/environment/uses/references';
import type { Inputs } from '../../domain/template/template';
import type { EnvironmentView } from '../../domain/environment/view';
import type { Asker } from '../../domain/environment/allow-use';
import { allowChange } from '../../domain/environment/decisions/allow-change';
import { requestForChange, judgeRequest, refuseDenied } from '../../domain/policy/judge-request';
import type { Policy } from '../../domain/policy/policy';
import { napOf } from './sleep/nap-of';
import { holdProducers } from './references/hold-producers';
import { permit } from './deeds/deed-rules';
import { askerOf } from './deeds/read-offer';
import { showTo } from './deeds/show-environment';
import { decideAndDeliver, readEnvironment } from './environments';
import { raiseShare } from './limits/raise-share';
import type { Deps } from '../ports/deps';
import { requestOf } from '../../domain/registry/requests';

export interface ChangeEnvironmentInput extends ChangeEnvironmentBody {
  actor: Actor;
  name: string;
  request?: RequestKey | undefined;
  /** The order of its stack that asks for it, where one does. */
  order?: number | undefined;
  /** Lives that it uses besides those that it did, which promise not to end before it. */
  uses?: readonly LifeName[] | undefined;
  /** With what its plan is left to be held against one that was shown. */
  comparison?: PlanComparison | undefined;
}

/** Plans and applies other inputs or another version of the template; inputs not named stay as they were given. */
export async function changeEnvironment(input: ChangeEnvironmentInput, deps: Deps): Promise<EnvironmentView> {
  const { actor, name, order } = input;
  if (input.import) refusePreviews(actor, 'import objects');
  const asker = await askerOf(actor, deps);
  const doer = { actor, asker, selfApproval: deps.selfApproval, now: deps.clock(), order };
  const toCommand = (environment: Environment): Command => {
    permit('change', doer, environment);
    return commandFor(input, environment, { asker, policy: deps.policy });
  };
  const seen = await readEnvironment(name, deps);
  if (input.uses) await holdProducers({ ...seen, uses: [...input.uses] }, deps);
  await raiseShare({ seen, toCommand, hourly: costOf }, deps);
  return showTo(actor, await decideAndDeliver(name, toCommand, deps), deps);
}

function costOf(command: Command): number | undefined {
  return command.type === 'change' ? command.cost.hourly : undefined;
}

function commandFor(
  input: ChangeEnvironmentInput,
  environment: Environment,
  { asker, policy }: { asker: Asker; policy: Policy },
): Command {
  const { actor } = input;
  const allowed = allowChange(input, environment, { asker, what: 'change' });
  const { template, target, changed, upgrade } = allowed;
  refuseDenied(judgeRequest(policy, requestForChange(environment, allowed)));
  const { sensitive, sleep } = environment.wanted;
  const stay = { region: target.region, lease: environment.lease };
  return {
    type: 'change',
    spec: specOf(template, {
      inputs: changed.given,
      sensitive,
      upgrade,
      imports: input.import && [input.import],
      order: input.order,
      comparison: input.comparison,
      sleep: napOf(template, changed.filled, { ...stay, asleep: sleep?.asleep }),
      references: keptReferences(environment, changed.given, input),
    }),
    planOnly: input.planOnly ?? false,
    cost: summarizeTemplate(template.manifest, changed.filled, stay),
    by: actor.id,
    request: requestOf(actor, input.request),
    order: input.order,
    ...(input.uses && { uses: input.uses }),
  };
}

/** What was taken from outputs of others stays so until another value is given; what it uses stays promised until its end. */
function keptReferences(
  { wanted: { references = {} } }: Environment,
  given: Inputs,
  { inputs = {} }: ChangeEnvironmentInput,
): References {
  const kept = Object.entries(references).filter(
    ([input]) => Object.hasOwn(given, input) && !Object.hasOwn(inputs, input),
  );
  return Object.fromEntries(kept);
}
