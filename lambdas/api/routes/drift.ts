import * as queries from '../../../src/domain/api/queries';
import { ExpectDriftBody, ListDriftQuery } from '../../../src/domain/api/drift-requests';
import { DriftList } from '../../../src/domain/environment/drift/drift-view';
import { change, read, type Route, start } from '../route';

/** The rows of the route table about drift. */
export const driftRoutes = [
  {
    ...read,
    path: '/drift',
    params: queries.NoParams,
    operation: 'list-drift',
    summary: 'List drift over all environments, one row for each cause',
    query: ListDriftQuery,
    response: DriftList,
  },
  {
    ...start,
    path: '/environments/{name}/drift/check',
    operation: 'check-drift',
    summary: 'Check an environment for drift; a change that is requested while it runs takes its place',
  },
  {
    ...change,
    path: '/environments/{name}/drift/expect',
    operation: 'expect-drift',
    summary: 'Leave drift of one cause out of the list until a time, with the reason',
    body: ExpectDriftBody,
  },
] as const satisfies readonly Route[];
