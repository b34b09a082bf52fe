import { summarizeTemplate } from '../../domain/cost/estimate-template';
import { allowUse, type Asker } from '../../domain/environment/allow-use';
import { type Environment, isLiving } from '../../domain/environment/environment';
import type { EnvironmentView } from '../../domain/environment/view';
import { fillDefaults } from '../../domain/template/given-inputs';
import { askerUnlessDoomed, type BuildingDeps } from './deeds/read-offer';
import { command, type UserInput } from './user-operation';

/** Tries a failed provision again, or a waiting destroy at once. */
export async function retryRun(input: UserInput, deps: BuildingDeps): Promise<EnvironmentView> {
  const asker = await askerUnlessDoomed(input, deps);
  const decided = { type: 'retry' as const, by: input.actor.id };
  const hourly = (seen: Environment) => (asker && isLiving(seen) ? wantedCost(seen, asker) : undefined);
  return command(input, { deed: 'retry', asker, decided, hourly }, deps);
}

/** What it may cost once that is built which failed, in USD an hour. */
function wantedCost({ wanted, target: at, lease, cost }: Environment, asker: Asker): number {
  const { name, version, bundle } = wanted.template;
  const { template, target } = allowUse(asker, {
    template: name,
    version,
    bundle,
    target: at,
    what: 'retry',
  });
  const inputs = fillDefaults(template.manifest.inputs, wanted.inputs);
  const { hourly } = summarizeTemplate(template.manifest, inputs, { region: target.region, lease });
  return Math.max(cost.hourly, hourly);
}
