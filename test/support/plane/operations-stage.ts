import type { Table } from '../../../src/aws/dynamo-table';
import type { Actor } from '../../../src/domain/access/actor';
import type { Environment } from '../../../src/domain/environment/environment';
import type { Outcome } from '../../../src/domain/environment/outcome';
import type { Catalog } from '../../../src/domain/template/template';
import type { EnvironmentView } from '../../../src/domain/environment/view';
import type { CreateEnvironmentInput } from '../../../src/operations/environment/create/creation-request';
import { createEnvironment } from '../../../src/operations/environment/create-environment';
import { readEnvironment } from '../../../src/operations/environment/environments';
import { beginApply, claimRun, type RunClaim } from '../../../src/operations/environment/runner-gate';
import { settleRun } from '../../../src/operations/environment/settle-run';
import { planDigest } from '../builders/births';
import { catalogOf } from '../terraform/catalog';
import { depsOn, newWorld, type StageDeps, type World } from './deps';
import { appliedOutcome, destroyedOutcome, runOf } from '../builders/lives';
import { type RegistryTable, startRegistryTable } from '../aws/registry';

const personOf = (id: string, roles: Actor['roles'], teams: string[] = []): Actor => ({
  kind: 'person',
  id: `${id}@example.com`,
  name: id,
  roles,
  teams,
});

/** Everybody who asks for something in the tests: Ada owns what is made, Tom shares her team. */
export const actors = {
  ada: personOf('ada', ['developer'], ['data']),
  bob: personOf('bob', ['developer']),
  tom: personOf('tom', ['developer'], ['data']),
  eve: personOf('eve', ['approver']),
  pat: personOf('pat', ['publisher'], ['shop']),
  vic: personOf('vic', ['viewer'], ['data']),
  root: personOf('root', ['admin']),
};

/** The operations' dependencies on an empty table, and the short ways to where a test begins. */
export interface Stage {
  server: RegistryTable;
  table: Table;
  world: World;
  deps: StageDeps;
  create: (more?: Partial<CreateEnvironmentInput>) => Promise<EnvironmentView>;
  /** The environment as the registry has it. */
  read: (name?: string) => Promise<Environment>;
  /** Lets a build claim the active run. */
  claim: (name?: string) => Promise<RunClaim>;
  /** Lets the claiming build leave its last word, and end. */
  leave: (claim: RunClaim, outcome: Outcome) => void;
  ready: (more?: Partial<CreateEnvironmentInput>) => Promise<Environment>;
  /** Carries an asked destroy to its end. */
  finishDestroy: (name?: string) => Promise<Environment>;
}

/** A stage that is set anew before each test of a file, on one DynamoDB; for the top of the file. */
export function useStage(catalog: Catalog = catalogOf()): Stage {
  const { stage, renew } = useStandingStage(catalog);
  beforeEach(renew);
  return stage;
}

/** A stage that stands until the file calls `renew`, which it must do before its first use; for the top of the file. */
export function useStandingStage(catalog: Catalog = catalogOf()): {
  stage: Stage;
  renew: () => Promise<void>;
} {
  const stage = {} as Stage;
  let server: RegistryTable;
  beforeAll(async () => {
    server = await startRegistryTable();
  });
  afterAll(() => server.close());
  const renew = async () => void Object.assign(stage, setStage(server, await server.newTable(), catalog));
  return { stage, renew };
}

function setStage(server: RegistryTable, table: Table, catalog: Catalog): Stage {
  const world = newWorld();
  const deps = depsOn(table, world, catalog);
  const read = (name = 'foo') => readEnvironment(name, deps);
  const create: Stage['create'] = (more) =>
    createEnvironment({ actor: actors.ada, name: 'foo', template: 'playground', ttl: '2h', ...more }, deps);
  const claim: Stage['claim'] = async (name) => {
    const environment = await read(name);
    const runId = runOf(environment);
    const taken = { name: environment.name, id: environment.id, runId, build: `leasehold:${runId}` };
    await claimRun(taken, deps);
    return taken;
  };
  const leave: Stage['leave'] = ({ runId, build }, outcome) => {
    world.outcomes.set(runId, { run: runId, build, at: world.now, outcome });
    world.overBuilds.add(build);
  };
  const ready: Stage['ready'] = async (more) => {
    const { name } = await create(more);
    const taken = await claim(name);
    await beginApply({ ...taken, planDigest }, deps);
    leave(taken, appliedOutcome(taken.runId));
    await settleRun(taken, deps);
    return read(name);
  };
  const finishDestroy: Stage['finishDestroy'] = async (name) => {
    const taken = await claim(name);
    leave(taken, destroyedOutcome(world.now));
    await settleRun(taken, deps);
    return read(name);
  };
  return { server, table, world, deps, read, create, claim, leave, ready, finishDestroy };
}

/** Lets a process die at its `number`th call to the outside: that call and every later one fail. */
export function dieAt(world: World, number: number): { died: () => boolean } {
  let calls = 0;
  world.fail = () => (++calls >= number ? new Error('the process died') : undefined);
  return { died: () => calls >= number };
}
