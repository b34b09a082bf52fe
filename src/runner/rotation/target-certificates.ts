import * as z from 'zod';
import type { TargetAccess } from '../verify/probe/target-client';
import { askJson } from './ask-json';
import type { RotationAws } from './rotation-aws';

const Current = z.looseObject({ Certificate: z.string() });

/** What a rotation asks of the ACM of a target. */
export function certificatesIn(
  access: TargetAccess,
): Pick<RotationAws, 'certificateOf' | 'importCertificate'> {
  const ask = askJson(access, { id: 'acm', target: 'CertificateManager', name: 'ACM' });
  const of = (arn: string) => `the certificate ${arn}`;
  return {
    certificateOf: async (arn) => {
      const text = await ask('GetCertificate', { input: { CertificateArn: arn }, of: of(arn) });
      return Current.parse(JSON.parse(text)).Certificate;
    },
    importCertificate: async (arn, { certificate, privateKey, chain }) => {
      const input = {
        CertificateArn: arn,
        Certificate: encoded(certificate),
        PrivateKey: encoded(privateKey),
        ...(chain !== '' && { CertificateChain: encoded(chain) }),
      };
      await ask('ImportCertificate', { input, of: of(arn) });
    },
  };
}

function encoded(text: string): string {
  return Buffer.from(text).toString('base64');
}
