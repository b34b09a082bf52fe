import type { Correction } from '../correction';
import { type Kept, documentIn, pickedFrom, textIn } from '../kept/document';
import { type Asked, bodyOf, changed, jsonCorrection, took } from '../kept/routed';

/** moto makes every certificate with an RSA key of 2,048 bits, whatever key was asked for. */
export function certificateKey(kept: Kept = new Map()): Correction {
  const arnOf = ({ input }: Asked) => textIn(input, 'CertificateArn') ?? '';
  return jsonCorrection('acm', {
    RequestCertificate: async (asked) => {
      const answer = await asked.forward(asked.call);
      const arn = textIn(bodyOf(answer), 'CertificateArn');
      const asksForKey = asked.input['KeyAlgorithm'] !== undefined;
      if (took(answer) && arn !== undefined && asksForKey)
        kept.set(arn, pickedFrom(asked.input, ['KeyAlgorithm']));
      return answer;
    },
    DescribeCertificate: async (asked) => {
      const key = kept.get(arnOf(asked));
      const answer = await asked.forward(asked.call);
      return changed(answer, ({ Certificate }) => ({ Certificate: { ...documentIn(Certificate), ...key } }));
    },
    DeleteCertificate: async (asked) => {
      const answer = await asked.forward(asked.call);
      if (took(answer)) kept.delete(arnOf(asked));
      return answer;
    },
  });
}
