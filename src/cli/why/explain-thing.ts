import type { EnvironmentView } from '../../client/typed/types';
import type { Api } from '../../client/api';
import type { OutputsDocument } from '../../domain/environment/artifacts';
import type { Context } from '../context';
import { CliError } from '../../client/errors';
import { nameThing, type NamedThing } from './named-thing';
import { type OpenedVersion, openFiles } from './open-files';
import { behind, type Behind, changeOf, type LifePlan, readPlans } from './read-plans';
import { renderReasons } from './render-reasons';
import type { Traced } from '../../client/templates/template-source';
import type { Reasons, UsedInput } from './reasons';

/** Says where something of an environment is declared, what it is made from, and which run and whose yes it is of. */
export async function explainThing(context: Context, name: string, thing: string): Promise<void> {
  const { api, screen } = context;
  const view = await api.getEnvironment(name);
  const { version, source } = await openFiles(context, view);
  const plans = await readPlans(api, view);
  const named = nameThing(thing, version, addressesIn(plans));
  const traced = await source.trace(named.declared);
  if (!traced) throw notDeclared(thing, view);
  const { items: events } = await api.readEvents(name);
  const reasons: Reasons = {
    environment: name,
    thing,
    kind: named.kind,
    template: { ...view.template, bundle: version.bundle },
    ...traced,
    used: inputsUsed(named, traced, { view, version }),
    ...(await valueOf(named, plans, { api, environment: name })),
    ...peopleOf(named, plans, events),
  };
  screen.show(reasons, () => renderReasons(reasons, screen.paint));
}

function addressesIn(plans: readonly LifePlan[]): string[] {
  return [...new Set(plans.flatMap(({ plan }) => plan.resources.map(({ address }) => address)))];
}

function inputsUsed(
  { kind, name }: NamedThing,
  { inputs }: Traced,
  { view, version }: { view: EnvironmentView; version: OpenedVersion },
): UsedInput[] {
  const names = kind === 'input' ? [name] : inputs;
  return names.flatMap((input) => {
    const given = Object.hasOwn(view.inputs, input);
    const schema = version.manifest.inputs.properties[input] as { default?: unknown } | undefined;
    if (!given && schema === undefined) return [];
    const from = view.references?.[input];
    const value = given ? view.inputs[input] : schema?.default;
    return [{ name: input, given, value, ...(from !== undefined && { from }) }];
  });
}

async function valueOf(
  named: NamedThing,
  plans: readonly LifePlan[],
  { api, environment }: { api: Api; environment: string },
): Promise<Partial<Reasons>> {
  if (named.kind === 'output') return outputValue(await api.getOutputs(environment), named.name);
  if (named.kind !== 'resource') return {};
  const change = newest(plans, named.address);
  const resource = change && changeOf(change, named.address);
  const attribute = resource?.changes.find((one) => one.attribute === named.attribute);
  return {
    ...(resource && { action: resource.action }),
    ...(resource?.price && { price: resource.price }),
    ...(attribute && { value: attribute.after }),
  };
}

function outputValue(outputs: OutputsDocument, name: string): Partial<Reasons> {
  const output = Object.hasOwn(outputs, name) ? outputs[name] : undefined;
  if (!output) return {};
  return { value: output.sensitive ? `(sensitive: ${output.where})` : output.value };
}

/** The newest plan that does something to an address: one that was applied before any that was not. */
function newest(plans: readonly LifePlan[], address: string): LifePlan | undefined {
  const changing = plans.filter((plan) => changeOf(plan, address));
  return changing.find(({ applied }) => applied) ?? changing[0];
}

function peopleOf(
  named: NamedThing,
  plans: readonly LifePlan[],
  events: Parameters<typeof behind>[1],
): { behind?: Behind } {
  const plan =
    named.kind === 'resource' ? newest(plans, named.address) : plans.find(({ applied }) => applied);
  return plan ? { behind: behind(plan, events) } : {};
}

function notDeclared(thing: string, { template }: EnvironmentView): CliError {
  const { name, version } = template;
  return new CliError('not-found', `${name} ${version} does not declare '${thing}'.`, {
    code: 'NothingOfThatName',
    hints: ['It may be of an earlier version of the template that the environment had.'],
  });
}
