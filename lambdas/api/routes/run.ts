import * as queries from '../../../src/domain/api/queries';
import * as responses from '../../../src/domain/api/responses';
import { PlanDocument } from '../../../src/domain/environment/artifacts';
import { RunRecord } from '../../../src/domain/environment/run-record';
import { readId, type Route } from '../route';

/** The rows of the route table about runs and lives. */
export const runRoutes = [
  {
    ...readId,
    path: '/lives/{id}',
    idIsOf: 'life',
    operation: 'get-life',
    previews: true,
    summary: 'Show one life of an environment, including an ended one, with its receipt',
    response: responses.LifeView,
  },
  {
    ...readId,
    path: '/runs/{id}',
    idIsOf: 'run',
    operation: 'get-run',
    previews: true,
    summary: 'Show the history and progress of a run',
    response: RunRecord,
  },
  {
    ...readId,
    path: '/runs/{id}/plan',
    idIsOf: 'run',
    operation: 'get-plan',
    previews: true,
    summary: 'Show what a run would change, without secrets',
    response: PlanDocument,
    stored: true,
  },
  {
    ...readId,
    path: '/runs/{id}/logs',
    idIsOf: 'run',
    operation: 'get-logs',
    previews: true,
    summary: 'Read the log of a run',
    query: queries.GetLogsQuery,
    response: responses.LogPage,
    unkept: true,
  },
] as const satisfies readonly Route[];
