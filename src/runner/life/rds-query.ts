import { signedPost } from '../../aws/signature/signed-post';
import { sessionsOf, type TargetAccess, targetClient } from '../verify/probe/target-client';
import type { RdsQuery } from './start-databases';

const version = '2014-10-31';
const headers = { 'content-type': 'application/x-www-form-urlencoded' };
const patienceMs = 30_000;

/** Asks the RDS of a target with its role, by the query protocol: two actions in place of a client of 400. */
export function rdsQuery(access: TargetAccess): RdsQuery {
  const { endpoint, region } = targetClient(access, 'rds', access.target.region);
  const credentials = sessionsOf(access);
  const post = signedPost({ endpoint, service: 'rds', region, credentials, patienceMs });
  return async (action, identifier) => {
    const asked = { Action: action, Version: version, DBInstanceIdentifier: identifier };
    const { status, body: text } = await post({ headers, body: new URLSearchParams(asked).toString() });
    return { status, text };
  };
}
