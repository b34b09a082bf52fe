import type { Environment } from '../../../src/domain/environment/environment';
import { failureOf } from '../../../src/domain/environment/outcome';
import type { Receipt } from '../../../src/domain/environment/receipt';
import { type EnvironmentView, toView } from '../../../src/domain/environment/view';
import { start } from './births';
import {
  after,
  born,
  by,
  claimed,
  destroyedOutcome,
  doomed,
  failedOutcome,
  ready,
  settled,
  unaccountedOutcome,
  waiting,
} from './lives';

const emulatorLost = failureOf('emulator-lost', 'The emulator of the target is gone.', []);

/** An environment as somebody sees it who may do nothing with it. */
export const viewOf = (environment: Environment): EnvironmentView => ({ ...toView(environment), can: [] });

/** Environments as the API shows them, made by the real rules. */
export const views = {
  pending: (): EnvironmentView => viewOf(born()),
  planning: (): EnvironmentView => viewOf(claimed(born())),
  ready: (): EnvironmentView => viewOf(ready()),
  waiting: (): EnvironmentView => viewOf(waiting(born({ planOnly: true }))),
  failed: (): EnvironmentView => viewOf(settled(claimed(born()), failedOutcome()).environment),
  destroying: (): EnvironmentView => viewOf(doomed()),
  destroyRetries: (): EnvironmentView => viewOf(settled(claimed(doomed()), failedOutcome()).environment),
  unaccounted: (...addresses: string[]): EnvironmentView =>
    viewOf(settled(claimed(doomed()), unaccountedOutcome(...addresses)).environment),
  destroyed: (): EnvironmentView => viewOf(destroyedLife()),
  forgotten: (): EnvironmentView =>
    viewOf(after(doomed(), [{ type: 'lose-emulator', failure: emulatorLost }])),
  neverBuilt: (): EnvironmentView => viewOf(after(born({ planOnly: true }), [{ type: 'destroy', by }])),
};

function destroyedLife(): Environment {
  return settled(claimed(doomed()), destroyedOutcome()).environment;
}

/** A life with the evidence of its end. */
export function lifeOf(view: EnvironmentView, evidence: Receipt | null = null) {
  return { ...view, evidence };
}

/** The whole receipt of `view`: one resource gone, one in a terminal state, one adopted. */
export function evidenceOf(view: EnvironmentView): Receipt {
  return {
    life: view.id,
    environment: view.name,
    built: true,
    startedAt: start,
    endedAt: '2026-01-01T00:00:42.000Z',
    run: view.lastRun?.id ?? null,
    regions: ['us-east-1'],
    checked: [
      { address: 'aws_vpc.this', type: 'aws_vpc', id: 'vpc-1', witness: 'provider', found: 'gone' },
      {
        address: 'aws_ecs_task_definition.app',
        type: 'aws_ecs_task_definition',
        id: 'app:1',
        witness: 'tagging-api',
        found: 'terminal',
        note: 'INACTIVE since 2026-01-01',
      },
      {
        address: 'aws_ecs_service.app',
        type: 'aws_ecs_service',
        id: null,
        witness: 'cluster-gone',
        found: 'gone',
      },
    ],
    adopted: [{ address: 'aws_lb.app', id: 'arn:lb' }],
    blindTypes: ['aws_iam_role'],
    unchecked: ['aws_thing.x: nothing reads it'],
    cost: 1.25,
  };
}
