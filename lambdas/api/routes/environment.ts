import * as api from '../../../src/domain/api/requests';
import * as responses from '../../../src/domain/api/responses';
import { OutputsDocument } from '../../../src/domain/environment/artifacts';
import { EventPage } from '../../../src/domain/environment/events';
import { RunRecord } from '../../../src/domain/environment/run-record';
import { StateLock } from '../../../src/domain/environment/state-lock';
import { EnvironmentView } from '../../../src/domain/environment/view';
import { change, idsOfEnvironment, read, readName, type Route, start } from '../route';

/** The rows of the route table about environments. */
export const environmentRoutes = [
  {
    ...start,
    path: '/environments',
    params: api.NoParams,
    operation: 'create-environment',
    summary: 'Ask for a new environment',
    body: api.CreateEnvironmentBody,
  },
  {
    ...read,
    path: '/environments',
    operation: 'list-environments',
    summary: 'List environments',
    query: api.ListEnvironmentsQuery,
    response: responses.pageOf(EnvironmentView),
  },
  {
    ...readName,
    path: '/environments/{name}',
    operation: 'get-environment',
    summary: 'Show an environment and what is being done to it',
    response: EnvironmentView,
    idsIn: idsOfEnvironment,
  },
  {
    ...start,
    method: 'PATCH',
    path: '/environments/{name}',
    operation: 'change-environment',
    summary: "Change an environment's inputs or template version",
    body: api.ChangeEnvironmentBody,
  },
  {
    ...start,
    method: 'DELETE',
    path: '/environments/{name}',
    operation: 'destroy-environment',
    summary: 'Destroy an environment; there is no way back',
  },
  {
    ...change,
    path: '/environments/{name}/extend',
    operation: 'extend-environment',
    summary: 'Make the lease of an environment longer',
    body: api.ExtendEnvironmentBody,
  },
  {
    ...start,
    path: '/environments/{name}/approve',
    operation: 'approve-plan',
    role: 'viewer',
    summary:
      'Approve the plan that awaits a decision (approvers other than whoever asked; those who operate the environment if it is plan-only)',
    body: api.ApprovePlanBody,
  },
  {
    ...start,
    path: '/environments/{name}/reject',
    operation: 'reject-plan',
    role: 'viewer',
    summary:
      'Reject the plan that awaits a decision (approvers; those who operate the environment if it is plan-only)',
    body: api.RejectPlanBody,
  },
  {
    ...start,
    path: '/environments/{name}/cancel',
    operation: 'cancel-run',
    summary: 'Ask the active run of an environment to stop',
  },
  {
    ...start,
    path: '/environments/{name}/retry',
    operation: 'retry-run',
    summary: 'Try again what failed',
  },
  {
    ...readName,
    path: '/environments/{name}/lock',
    operation: 'get-lock',
    summary: 'Show who holds the lock on the Terraform state',
    response: StateLock,
  },
  {
    ...change,
    path: '/environments/{name}/unlock',
    operation: 'unlock-state',
    summary: 'Break the lock on the Terraform state that was seen',
    body: api.UnlockStateBody,
  },
  {
    ...start,
    path: '/environments/{name}/disown',
    operation: 'disown-resource',
    summary:
      'Say that what a destroy cannot account for at one address is not of this life, or was never made (people only)',
    body: api.DisownResourceBody,
  },
  {
    ...readName,
    path: '/environments/{name}/runs',
    operation: 'list-runs',
    summary: 'List the runs of an environment, the newest first',
    query: api.ListRunsQuery,
    response: responses.pageOf(RunRecord),
  },
  {
    ...readName,
    path: '/environments/{name}/events',
    operation: 'list-events',
    summary: 'List what happened to an environment, in order',
    query: api.ListEventsQuery,
    response: EventPage,
  },
  {
    ...readName,
    path: '/environments/{name}/outputs',
    operation: 'get-outputs',
    summary: 'Show the outputs of an environment; of a secret, where it is',
    response: OutputsDocument,
    stored: true,
  },
] as const satisfies readonly Route[];
