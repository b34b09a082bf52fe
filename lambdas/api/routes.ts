import { Actor } from '../../src/domain/access/actor';
import * as api from '../../src/domain/api/requests';
import * as answers from '../../src/domain/api/responses';
import { OutputsDocument, PlanDocument } from '../../src/domain/environment/artifacts';
import { DomainEvent } from '../../src/domain/environment/events';
import { RunRecord } from '../../src/domain/environment/run-record';
import { StateLock } from '../../src/domain/environment/state-lock';
import { TemplateVersion } from '../../src/domain/template/template';
import { EnvironmentView } from '../../src/domain/environment/view';
import { imageRoutes } from './image-routes';
import { change, read, readId, readName, type Route, start } from './route';

export type { Route } from './route';

/** Everything the API does: CDK, the local gateway, the API's own dispatch and OpenAPI read this one table. */
export const routes = [
  {
    ...read,
    path: '/templates',
    operation: 'list-templates',
    summary: 'List the templates of the catalog',
    response: answers.pageOf(answers.TemplateSummary),
  },
  {
    ...read,
    path: '/templates/{template}',
    operation: 'get-template',
    summary: 'Show a template: its inputs, lease, approval rule and outputs',
    params: api.TemplateParams,
    query: api.GetTemplateQuery,
    response: TemplateVersion,
  },
  {
    ...change,
    path: '/estimates',
    params: api.NoParams,
    operation: 'estimate-cost',
    role: 'viewer',
    summary: 'Estimate what an environment would cost over its lease',
    body: api.EstimateCostBody,
    response: answers.EstimateView,
  },
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
    response: answers.pageOf(EnvironmentView),
  },
  {
    ...readName,
    path: '/environments/{name}',
    operation: 'get-environment',
    summary: 'Show an environment and what is being done to it',
    response: EnvironmentView,
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
      'Approve the plan that awaits a decision (approvers; those who operate the environment if it is plan-only)',
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
    ...readName,
    path: '/environments/{name}/runs',
    operation: 'list-runs',
    summary: 'List the runs of an environment, the newest first',
    query: api.ListRunsQuery,
    response: answers.pageOf(RunRecord),
  },
  {
    ...readName,
    path: '/environments/{name}/events',
    operation: 'list-events',
    summary: 'List what happened to an environment, in order',
    query: api.ListEventsQuery,
    response: answers.pageOf(DomainEvent),
  },
  {
    ...readName,
    path: '/environments/{name}/outputs',
    operation: 'get-outputs',
    summary: 'Show the outputs of an environment; of a secret, where it is',
    response: OutputsDocument,
  },
  {
    ...readId,
    path: '/lives/{id}',
    operation: 'get-life',
    summary: 'Show one life of a name, ended or not, with its receipt',
    response: answers.LifeView,
  },
  {
    ...readId,
    path: '/runs/{id}',
    operation: 'get-run',
    summary: 'Show the history of a run and how far it is',
    response: RunRecord,
  },
  {
    ...readId,
    path: '/runs/{id}/plan',
    operation: 'get-plan',
    summary: 'Show what a run would change, without a secret in it',
    response: PlanDocument,
  },
  {
    ...readId,
    path: '/runs/{id}/logs',
    operation: 'get-logs',
    summary: 'Read the log of a run',
    query: api.GetLogsQuery,
    response: answers.LogPage,
  },
  ...imageRoutes,
  {
    ...read,
    path: '/me',
    operation: 'get-me',
    summary: 'Show who asks, with roles and teams',
    response: Actor,
  },
  {
    ...read,
    path: '/sign-in',
    operation: 'get-sign-in',
    role: 'public',
    summary: 'Tell where a person signs in, and as which client',
    response: answers.SignInView,
  },
  {
    ...read,
    path: '/openapi.json',
    operation: 'get-openapi',
    role: 'public',
    summary: 'Describe this API',
    response: answers.OpenApiDocument,
  },
  {
    ...read,
    path: '/health',
    operation: 'get-health',
    role: 'public',
    summary: 'Say that the API answers',
    response: answers.HealthView,
  },
] as const satisfies readonly Route[];

/** A route of the table, with its schemas. */
export type ApiRoute = (typeof routes)[number];
/** The name of an operation, as it stands in the table. */
export type OperationName = ApiRoute['operation'];
