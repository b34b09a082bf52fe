import type { StateFile, StateInstance, StateResource } from '../state-file';
import { addressInRoot, componentCall } from './names';

const providerAddress = /^(module\..*\.)?provider\["([^"]+)"\](\.[\w-]+)?$/;

/**
 * The state of a component as a generated root would hold it: every address below the call of the component. `ownProviders` are
 * the sources that the component's root module configures itself; any other has its configuration from the root.
 */
export function stateAsChild(
  { check_results: _checks, ...state }: StateFile & { check_results?: unknown },
  ownProviders: ReadonlySet<string>,
): StateFile {
  return { ...state, resources: state.resources.map((one) => resourceAsChild(one, ownProviders)) };
}

function resourceAsChild(resource: StateResource, ownProviders: ReadonlySet<string>): StateResource {
  const { module, provider, instances } = resource;
  return {
    ...resource,
    module: module === undefined ? `module.${componentCall}` : addressInRoot(module),
    provider: providerAsChild(provider, ownProviders),
    instances: instances.map(instanceAsChild),
  };
}

/** A provider with an alias, or of a module, is configured where it says; the plain one perhaps nowhere. */
function providerAsChild(provider: string, ownProviders: ReadonlySet<string>): string {
  const [, module, source = '', alias] = providerAddress.exec(provider) ?? [];
  const isOwn = module !== undefined || alias !== undefined || ownProviders.has(source);
  return isOwn ? addressInRoot(provider) : provider;
}

function instanceAsChild(instance: StateInstance): StateInstance {
  const { dependencies } = instance;
  return dependencies === undefined
    ? instance
    : { ...instance, dependencies: dependencies.map(addressInRoot) };
}
