import type { Correction } from '../correction';
import { type Kept, keyOf, textIn } from '../kept/document';
import { type Asked, changed, jsonCorrection, took } from '../kept/routed';

const yearly = 365;

/** moto knows whether a key is rotated, and not in how many days; KMS tells both, and has a year by default. */
export function keyRotation(kept: Kept = new Map()): Correction {
  // A key is named by its id or by its ARN, which ends in the id.
  const keyIn = ({ region, input }: Asked) => keyOf(region, textIn(input, 'KeyId')?.split('/').at(-1) ?? '');
  return jsonCorrection('kms', {
    EnableKeyRotation: async (asked) => {
      const answer = await asked.forward(asked.call);
      const days = asked.input['RotationPeriodInDays'] ?? yearly;
      if (took(answer)) kept.set(keyIn(asked), { RotationPeriodInDays: days });
      return answer;
    },
    GetKeyRotationStatus: async (asked) => {
      const answer = await asked.forward(asked.call);
      const period = kept.get(keyIn(asked)) ?? {};
      return changed(answer, (status) =>
        status['KeyRotationEnabled'] === true ? { ...status, ...period } : status,
      );
    },
  });
}
