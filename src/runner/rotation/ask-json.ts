import * as z from 'zod';
import { type SignedPost, signedPost } from '../../aws/signature/signed-post';
import { runFailure } from '../../domain/environment/run-failure';
import { sessionsOf, type TargetAccess, targetClient } from '../verify/probe/target-client';

const patienceMs = 30_000;
const Refused = z.looseObject({ __type: z.string().default(''), message: z.string().optional() });

/** A service that is asked in JSON: how the endpoint, its actions and people call it. */
export interface JsonService {
  id: 'acm' | 'kms';
  target: string;
  name: string;
}

/** Asks one action of a service about one thing, and gives the answer's text. */
export type AskJson = (action: string, what: { input: object; of: string }) => Promise<string>;

/** Asks a service of a target with its role: few actions in place of a client of many. Throws (RunFailure) what it refuses. */
export function askJson(access: TargetAccess, { id, target, name }: JsonService): AskJson {
  let post: SignedPost | undefined;
  return async (action, { input, of }) => {
    post ??= postTo(access, id);
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `${target}.${action}`,
    };
    const { status, body } = await post({ headers, body: JSON.stringify(input) });
    if (status === 200) return body;
    const { __type: type, message } = Refused.parse(readable(body));
    const cls = type.includes('AccessDenied') ? 'permission' : status >= 500 ? 'unreachable' : 'dependency';
    throw runFailure(
      cls,
      `${name} refused ${action} of ${of}: ${message ?? type} (status ${String(status)}).`,
    );
  };
}

/** Only where something is asked: a target may have no role. */
function postTo(access: TargetAccess, id: JsonService['id']): SignedPost {
  const { endpoint, region } = targetClient(access, id, access.target.region);
  return signedPost({ endpoint, service: id, region, credentials: sessionsOf(access), patienceMs });
}

function readable(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return {};
  }
}
