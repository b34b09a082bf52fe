import { SignatureV4 } from '@smithy/signature-v4';
import { Sha256 } from '../../../../src/aws/signature/sha256';
import { tokenFor } from '../../../../src/runner/cluster/cluster-token';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'session' };
const signer = new SignatureV4({ service: 'sts', region: 'eu-west-1', credentials, sha256: Sha256 });

/** The address that a token holds. */
async function addressIn(endpoint: string): Promise<URL> {
  const token = await tokenFor('idp-shop', { endpoint, signer });
  return new URL(Buffer.from(token.replace(/^k8s-aws-v1\./, ''), 'base64url').toString());
}

describe('a token for a cluster', () => {
  it('holds a call of STS, signed for that cluster alone and for a minute', async () => {
    const { origin, searchParams } = await addressIn('https://sts.eu-west-1.amazonaws.com');

    expect(origin).toBe('https://sts.eu-west-1.amazonaws.com');
    expect(Object.fromEntries(searchParams)).toMatchObject({
      Action: 'GetCallerIdentity',
      Version: '2011-06-15',
      'X-Amz-Expires': '60',
      'X-Amz-SignedHeaders': 'host;x-k8s-aws-id',
      'X-Amz-Security-Token': 'session',
      'X-Amz-Credential': expect.stringMatching(/^AKIDEXAMPLE\/\d{8}\/eu-west-1\/sts\/aws4_request$/),
    });
  });

  it('has no other parameter than those that EKS takes', async () => {
    const { searchParams } = await addressIn('https://sts.eu-west-1.amazonaws.com');

    expect([...searchParams.keys()].sort()).toEqual([
      'Action',
      'Version',
      'X-Amz-Algorithm',
      'X-Amz-Credential',
      'X-Amz-Date',
      'X-Amz-Expires',
      'X-Amz-Security-Token',
      'X-Amz-Signature',
      'X-Amz-SignedHeaders',
    ]);
  });
});
