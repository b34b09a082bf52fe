import * as api from '../../../src/domain/api/requests';
import * as queries from '../../../src/domain/api/queries';
import { UploadStateBody } from '../../../src/domain/api/state-requests';
import { EjectBody, EjectedView } from '../../../src/domain/api/eject-requests';
import * as responses from '../../../src/domain/api/responses';
import { OutputsDocument } from '../../../src/domain/environment/artifacts';
import { EventPage } from '../../../src/domain/environment/events';
import { RunRecord } from '../../../src/domain/environment/run-record';
import { StateLock } from '../../../src/domain/environment/state-lock';
import { SummaryView } from '../../../src/domain/environment/summary/summary-view';
import { EnvironmentView } from '../../../src/domain/environment/view';
import { change, idsOfEnvironment, noIds, read, readName, type Route, start } from '../route';

/** The rows of the route table about environments. */
export const environmentRoutes = [
  {
    ...start,
    path: '/environments',
    params: queries.NoParams,
    operation: 'create-environment',
    summary: 'Create an environment',
    body: api.CreateEnvironmentBody,
  },
  {
    ...change,
    path: '/states',
    params: queries.NoParams,
    operation: 'upload-state',
    summary: 'Obtain the address to upload a Terraform state to that an environment is to adopt',
    body: UploadStateBody,
    response: responses.UploadView,
    idsIn: noIds,
  },
  {
    ...read,
    path: '/environments',
    operation: 'list-environments',
    summary: 'List environments',
    query: queries.ListEnvironmentsQuery,
    response: responses.pageOf(EnvironmentView),
  },
  {
    ...read,
    path: '/summary',
    operation: 'get-summary',
    summary: 'Count what lives and what it costs, and show what needs the caller',
    response: SummaryView,
  },
  {
    ...readName,
    path: '/environments/{name}',
    operation: 'get-environment',
    summary: 'Show an environment and its active run',
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
    summary: 'Destroy an environment; this cannot be undone',
  },
  {
    ...change,
    path: '/environments/{name}/extend',
    operation: 'extend-environment',
    summary: 'Extend the lease of an environment',
    body: api.ExtendEnvironmentBody,
  },
  {
    ...start,
    path: '/environments/{name}/sleep',
    operation: 'sleep-environment',
    summary: 'Put an environment to sleep until it is woken, or until its schedule wakes it',
  },
  {
    ...start,
    path: '/environments/{name}/wake',
    operation: 'wake-environment',
    summary: 'Wake an environment until it is put to sleep, or until its schedule does so',
  },
  {
    ...change,
    path: '/environments/{name}/schedule',
    operation: 'schedule-sleep',
    summary: 'Set when an environment is put to sleep and woken, from the next time on',
    body: api.ScheduleSleepBody,
  },
  {
    ...start,
    path: '/environments/{name}/approve',
    operation: 'approve-plan',
    role: 'viewer',
    summary:
      'Approve the pending plan (approvers other than the requester; or the owners of the environment if it is plan-only)',
    body: api.ApprovePlanBody,
  },
  {
    ...start,
    path: '/environments/{name}/reject',
    operation: 'reject-plan',
    role: 'viewer',
    summary: 'Reject the pending plan (approvers; or the owners of the environment if it is plan-only)',
    body: api.RejectPlanBody,
  },
  {
    ...start,
    path: '/environments/{name}/cancel',
    operation: 'cancel-run',
    summary: 'Stop the active run of an environment',
  },
  {
    ...start,
    path: '/environments/{name}/retry',
    operation: 'retry-run',
    summary: 'Retry a failed environment',
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
    summary: 'Remove a lock on the Terraform state, by its id',
    body: api.UnlockStateBody,
  },
  {
    ...start,
    path: '/environments/{name}/disown',
    operation: 'disown-resource',
    summary: 'Confirm that an unaccounted resource does not exist or is not part of this life (people only)',
    body: api.DisownResourceBody,
  },
  {
    ...readName,
    path: '/environments/{name}/runs',
    operation: 'list-runs',
    summary: 'List the runs of an environment, newest first',
    query: queries.ListRunsQuery,
    response: responses.pageOf(RunRecord),
  },
  {
    ...readName,
    path: '/environments/{name}/events',
    operation: 'list-events',
    summary: 'List the events of an environment, in order',
    query: queries.ListEventsQuery,
    response: EventPage,
  },
  {
    ...readName,
    path: '/environments/{name}/outputs',
    operation: 'get-outputs',
    summary: 'Show the outputs of an environment; for a sensitive output, its location',
    response: OutputsDocument,
    stored: true,
    unkept: true,
  },
  {
    ...start,
    path: '/environments/{name}/eject',
    operation: 'eject-environment',
    summary: 'Have a copy of an environment made with its Terraform state, sealed for your key',
    body: EjectBody,
  },
  {
    ...readName,
    path: '/environments/{name}/ejected',
    role: 'developer',
    operation: 'get-ejected',
    summary: 'Obtain the address of the sealed copy that you had made',
    response: EjectedView,
    unkept: true,
    idsIn: noIds,
  },
] as const satisfies readonly Route[];
