import * as api from '../../../src/domain/api/target-requests';
import { NoParams } from '../../../src/domain/api/queries';
import { pageOf, TargetView } from '../../../src/domain/api/responses';
import { TargetDetails } from '../../../src/domain/target/target-view';
import { change, read, type Route } from '../route';

const admin = { role: 'admin' } as const;
const idsOfTarget = (result: unknown) => ({ target: (result as TargetDetails).name });
const ofTarget = {
  ...change,
  ...admin,
  path: '/targets/{name}',
  params: api.TargetParams,
  response: TargetDetails,
  idsIn: idsOfTarget,
} as const;

/** The rows of the route table about targets. */
export const targetRoutes = [
  {
    ...read,
    path: '/targets',
    operation: 'list-targets',
    previews: true,
    summary: 'List the targets and the templates that the caller may use in each',
    response: pageOf(TargetView),
  },
  {
    ...ofTarget,
    path: '/targets',
    params: NoParams,
    operation: 'add-target',
    summary: 'Add a target, with a new external id unless one is given',
    body: api.AddTargetBody,
  },
  {
    ...read,
    ...admin,
    path: '/targets/{name}',
    params: api.TargetParams,
    operation: 'get-target',
    summary: 'Show how a target is configured',
    response: TargetDetails,
    idsIn: idsOfTarget,
  },
  {
    ...ofTarget,
    method: 'PATCH',
    operation: 'update-target',
    summary: 'Change a target: all but its name, account and region',
    body: api.UpdateTargetBody,
  },
  {
    ...ofTarget,
    method: 'DELETE',
    operation: 'remove-target',
    summary:
      'Remove a target in which nothing lives: it takes nothing new, and ends a quarter of an hour later',
    status: 202,
    location: '/targets/{name}',
  },
] as const satisfies readonly Route[];
