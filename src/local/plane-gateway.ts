import { routes } from '../../lambdas/api/routes';
import type { Functions } from './functions';
import { type Gateway, startGateway } from '../emulators/gateway/gateway';
import { account, region } from './hub';

/** Far above what a person or a test asks for, and still a bound. */
const throttle = { rate: 500, burst: 1_000 };

/** What no row of the table takes goes to the API all the same, which knows what there is instead. */
const rest = { method: 'ANY', path: '$default', authorizer: false };

/** The HTTP API of the plane: the one route table behind one function; the caller is verified before every route except the public ones. */
export function startPlaneGateway({ api, authorizer }: Functions, port: number): Promise<Gateway> {
  const rows = routes.map(({ method, path, role }) => ({ method, path, authorizer: role !== 'public' }));
  return startGateway({
    routes: [...rows, rest],
    handler: api,
    authorizer: { function: authorizer },
    throttle,
    region,
    accountId: account,
    port,
  });
}
