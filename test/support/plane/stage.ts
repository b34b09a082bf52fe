import type { Actor } from '../../../src/domain/access/actor';
import { createEnvironment } from '../../../src/operations/environment/create-environment';
import { catalogOf } from '../terraform/catalog';
import { depsOn, newWorld, type StageDeps, type World } from './deps';
import { ada } from './http';
import { startRegistryTable } from '../aws/registry';

/** A registry of its own with everything operations need, and the world around it. */
export interface Stage {
  world: World;
  deps: StageDeps;
  close: () => Promise<void>;
  /** Asks for the environment `foo`; the run that its workflow was started for. */
  request: (actor?: Actor) => Promise<{ name: string; id: string; runId: string }>;
}

/** Sets a stage on a fresh registry. */
export async function setStage(): Promise<Stage> {
  const { table, close } = await startRegistryTable();
  const world = newWorld();
  const deps = depsOn(table, world, catalogOf());
  const request = async (actor = ada) => {
    const { id, name } = await createEnvironment(
      { actor, name: 'foo', template: 'playground', ttl: '2h' },
      deps,
    );
    return { name, id, runId: world.started.at(-1)?.runId ?? '' };
  };
  return { world, deps, close, request };
}
