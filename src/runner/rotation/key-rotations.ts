import * as z from 'zod';
import type { TargetAccess } from '../verify/probe/target-client';
import { askJson } from './ask-json';
import type { RotationAws } from './rotation-aws';

const Rotations = z.looseObject({
  Rotations: z.array(z.looseObject({ RotationDate: z.number(), RotationType: z.string() })).default([]),
});

/** What a rotation asks of the KMS of a target. */
export function keysOf(access: TargetAccess): Pick<RotationAws, 'rotationsOf' | 'rotateKey'> {
  const ask = askJson(access, { id: 'kms', target: 'TrentService', name: 'KMS' });
  const about = (key: string) => ({ input: { KeyId: key }, of: `the key ${key}` });
  return {
    rotationsOf: async (key) => {
      const { Rotations: all } = Rotations.parse(JSON.parse(await ask('ListKeyRotations', about(key))));
      const requested = all.filter(({ RotationType }) => RotationType === 'ON_DEMAND');
      return requested.map(({ RotationDate }) => RotationDate * 1_000);
    },
    rotateKey: async (key) => {
      await ask('RotateKeyOnDemand', about(key));
    },
  };
}
