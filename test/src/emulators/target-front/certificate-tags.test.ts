import { signerFor } from '../../../../src/emulators/front/signer';
import { useOwnedFront } from '../../../support/emulated/use-owned-front';
import { ownersKey } from '../../../support/aws/owned-front';
import { selfSigned } from '../../../support/cli/self-signed';

const front = useOwnedFront();

/** One call of ACM. */
async function acm(operation: string, input: object): Promise<Record<string, unknown>> {
  const { host, hostname, port } = new URL(front.url);
  const body = JSON.stringify(input);
  const target = `CertificateManager.${operation}`;
  const headers = { host, 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
  const asked = {
    method: 'POST',
    protocol: 'http:',
    hostname,
    port: Number(port),
    path: '/',
    headers,
    body,
  };
  const signed = await signerFor(ownersKey, { region: 'us-east-1', service: 'acm' }).sign(asked);
  const answer = await fetch(front.url, { method: 'POST', headers: signed.headers, body });
  return answer.json() as Promise<Record<string, unknown>>;
}

const encoded = (text: string) => Buffer.from(text).toString('base64');
const importing = (more: object) => {
  const { cert, key } = selfSigned('shop.test');
  return acm('ImportCertificate', { Certificate: encoded(cert), PrivateKey: encoded(key), ...more });
};

it('a certificate on the emulator keeps its tags when another one is imported under its ARN', async () => {
  const Tags = [{ Key: 'team', Value: 'orders' }];
  const { CertificateArn } = await importing({ Tags });
  const before = await acm('GetCertificate', { CertificateArn });

  expect(await importing({ CertificateArn })).toEqual({ CertificateArn });

  expect(await acm('GetCertificate', { CertificateArn })).not.toEqual(before);
  expect(await acm('ListTagsForCertificate', { CertificateArn })).toEqual({ Tags });
});

it('an import under an ARN that is not there is refused as before', async () => {
  const CertificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/none';
  expect(await importing({ CertificateArn })).toMatchObject({ __type: 'ResourceNotFoundException' });
});
