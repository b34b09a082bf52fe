import type { PlanJson, ResourceChange, StoredModule } from '../plan-json';
import { addressInComponent, componentCall, ownPrefix } from './names';

/** What the preview learns beside the plan itself: a value of one of its own resources, as far as it is known, by address. */
export interface Observation {
  /** Of the observer, such as `module.app["x"].terraform_data.leasehold_preview_0[1]`. */
  address: string;
  value: unknown;
  /** Terraform's mask: true, or in the shape of the value with true where it is not known. */
  unknown: unknown;
  /** The same of what is sensitive. */
  secret: unknown;
}

/** A plan of a component as if it were the root: what the generated root adds is not in it. */
export interface ComponentPlan {
  plan: PlanJson;
  observations: Observation[];
}

/** Reads the plan of a generated root as the plan of its component, and apart from it what the preview observed. */
export function planAsRoot(plan: PlanJson): ComponentPlan {
  const changes = plan.resource_changes.flatMap(changeInComponent);
  const isOwn = ({ type, name }: ResourceChange) => type === 'terraform_data' && name.startsWith(ownPrefix);
  return {
    plan: {
      ...plan,
      resource_changes: changes.filter((one) => !isOwn(one)),
      resource_drift: plan.resource_drift.flatMap(changeInComponent),
      relevant_attributes: plan.relevant_attributes.flatMap(({ resource, attribute }) => {
        const inside = addressInComponent(resource);
        return inside === undefined ? [] : [{ resource: inside, attribute }];
      }),
      checks: plan.checks.flatMap(checkInComponent),
      prior_state: priorInComponent(plan.prior_state),
      configuration: {
        root_module: withoutOwn(plan.configuration?.root_module?.module_calls[componentCall]?.module),
      },
    },
    observations: changes.filter(isOwn).map(observed),
  };
}

function changeInComponent(change: ResourceChange): ResourceChange[] {
  const address = addressInComponent(change.address);
  if (address === undefined) return [];
  const { module_address: module = '', previous_address: previous, ...others } = change;
  const inside = addressInComponent(module);
  const from = previous === undefined ? undefined : addressInComponent(previous);
  return [
    {
      ...others,
      address,
      ...(inside !== undefined && { module_address: inside }),
      ...(from !== undefined && { previous_address: from }),
    },
  ];
}

function observed({ address, change }: ResourceChange): Observation {
  const { after, after_unknown: unknown, after_sensitive: secret } = change;
  return { address, value: after?.['input'] ?? null, unknown: inputOf(unknown), secret: inputOf(secret) };
}

function inputOf(mask: unknown): unknown {
  if (typeof mask !== 'object' || mask === null) return mask;
  return (mask as Record<string, unknown>)['input'] ?? false;
}

type CheckResult = PlanJson['checks'][number];

function checkInComponent({ address, instances, ...check }: CheckResult): CheckResult[] {
  const inside = addressInComponent(address.to_display);
  if (inside === undefined) return [];
  const own = instances.map((one) => ({
    ...one,
    address: { to_display: addressInComponent(one.address.to_display) ?? one.address.to_display },
  }));
  return [{ ...check, address: { to_display: inside }, instances: own }];
}

type Prior = PlanJson['prior_state'];

function priorInComponent(prior: Prior): Prior {
  const called = prior?.values?.root_module?.child_modules.find(
    ({ address }) => address === `module.${componentCall}`,
  );
  return prior && { values: called === undefined ? {} : { root_module: storedInComponent(called) } };
}

function storedInComponent({ address = '', resources, child_modules: inner }: StoredModule): StoredModule {
  const inside = addressInComponent(address);
  return {
    ...(inside !== undefined && { address: inside }),
    resources: resources.map((one) => ({
      ...one,
      ...(one.address !== undefined && { address: addressInComponent(one.address) ?? one.address }),
    })),
    child_modules: inner.map(storedInComponent),
  };
}

type Configured = NonNullable<NonNullable<PlanJson['configuration']>['root_module']>;

function withoutOwn(module: Configured | undefined): Configured | undefined {
  if (module === undefined) return undefined;
  const calls = Object.entries(module.module_calls).map(([name, call]) => {
    return [name, { ...call, module: withoutOwn(call.module) }] as const;
  });
  const outputs = Object.entries(module.outputs).filter(([name]) => !name.startsWith(ownPrefix));
  return {
    resources: module.resources.filter(({ name }) => !name.startsWith(ownPrefix)),
    module_calls: Object.fromEntries(calls),
    outputs: Object.fromEntries(outputs),
  };
}
