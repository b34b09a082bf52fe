import * as z from 'zod';
import { type SignedPost, signedPost } from '../../aws/signature/signed-post';
import { runFailure } from '../../domain/environment/run-failure';
import { sessionsOf, type TargetAccess, targetClient } from '../verify/probe/target-client';
import type { RotationAws } from './rotation-aws';

const patienceMs = 30_000;
const Rotations = z.looseObject({
  Rotations: z.array(z.looseObject({ RotationDate: z.number(), RotationType: z.string() })).default([]),
});
const Refused = z.looseObject({ __type: z.string().default(''), message: z.string().optional() });

/** Asks the KMS of a target with its role: two actions in place of a client of sixty. */
export function keysOf(access: TargetAccess): Pick<RotationAws, 'rotationsOf' | 'rotateKey'> {
  const ask = askKms(access);
  return {
    rotationsOf: async (key) => {
      const { Rotations: all } = Rotations.parse(JSON.parse(await ask('ListKeyRotations', key)));
      const requested = all.filter(({ RotationType }) => RotationType === 'ON_DEMAND');
      return requested.map(({ RotationDate }) => RotationDate * 1_000);
    },
    rotateKey: async (key) => {
      await ask('RotateKeyOnDemand', key);
    },
  };
}

/** The answer's text; throws (RunFailure) what KMS refuses. */
function askKms(access: TargetAccess): (action: string, key: string) => Promise<string> {
  let post: SignedPost | undefined;
  return async (action, key) => {
    post ??= postToKms(access);
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `TrentService.${action}`,
    };
    const { status, body } = await post({ headers, body: JSON.stringify({ KeyId: key }) });
    if (status === 200) return body;
    const { __type: type, message } = Refused.parse(readable(body));
    const cls = type.includes('AccessDenied') ? 'permission' : status >= 500 ? 'unreachable' : 'dependency';
    throw runFailure(
      cls,
      `KMS refused ${action} of the key ${key}: ${message ?? type} (status ${String(status)}).`,
    );
  };
}

/** Only where a key is rotated: a target may have no role. */
function postToKms(access: TargetAccess): SignedPost {
  const { endpoint, region } = targetClient(access, 'kms', access.target.region);
  return signedPost({ endpoint, service: 'kms', region, credentials: sessionsOf(access), patienceMs });
}

function readable(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return {};
  }
}
