import { type Call, withText } from '../front/call';
import type { Correction } from './correction';
import { textIn } from './kept/document';
import { bodyOf, jsonCorrection, took } from './kept/routed';

/** moto forgets the tags of a certificate when another one is imported under its ARN, where ACM keeps them. */
export const certificateTags: Correction = jsonCorrection('acm', {
  ImportCertificate: async ({ call, forward, input }) => {
    const CertificateArn = textIn(input, 'CertificateArn');
    if (CertificateArn === undefined) return forward(call);
    const { Tags } = bodyOf(await forward(asking(call, 'ListTagsForCertificate', { CertificateArn })));
    const answer = await forward(call);
    const hadTags = Array.isArray(Tags) && Tags.length > 0;
    if (took(answer) && hadTags)
      await forward(asking(call, 'AddTagsToCertificate', { CertificateArn, Tags }));
    return answer;
  },
});

function asking(call: Call, operation: string, input: object): Call {
  const headers = { ...call.headers, 'x-amz-target': `CertificateManager.${operation}` };
  return withText({ ...call, headers }, JSON.stringify(input));
}
