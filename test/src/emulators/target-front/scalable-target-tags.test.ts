import { signerFor } from '../../../../src/emulators/front/signer';
import { ownersKey } from '../../../support/aws/owned-front';
import { useOwnedFront } from '../../../support/emulated/use-owned-front';

const front = useOwnedFront();

/** One call of Application Auto Scaling; throws its refusal. */
async function scaling(operation: string, input: object) {
  const { host } = new URL(front.url);
  const body = JSON.stringify(input);
  const headers = {
    host,
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `AnyScaleFrontendService.${operation}`,
  };
  const request = { method: 'POST', protocol: 'http:', hostname: host, path: '/', headers, body };
  const scope = { region: 'us-east-1', service: 'application-autoscaling' };
  const signed = await signerFor(ownersKey, scope).sign(request);
  const answer = await fetch(front.url, { method: 'POST', headers: signed.headers, body });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return JSON.parse(text) as { ScalableTargetARN?: string; Tags?: Record<string, string> };
}

const target = (table: string) => ({
  ServiceNamespace: 'dynamodb',
  ResourceId: `table/${table}`,
  ScalableDimension: 'dynamodb:table:ReadCapacityUnits',
});

async function register(table: string, Tags = {}): Promise<string> {
  const input = { ...target(table), MinCapacity: 1, MaxCapacity: 5, Tags };
  return (await scaling('RegisterScalableTarget', input)).ScalableTargetARN ?? '';
}

const tagsOf = async (ResourceARN: string) => (await scaling('ListTagsForResource', { ResourceARN })).Tags;

describe('the tags of a scalable target on the emulator', () => {
  it('are those that it was registered with, and those that came and went since', async () => {
    const ResourceARN = await register('one', { a: '1', b: '2' });
    const first = await tagsOf(ResourceARN);
    await scaling('TagResource', { ResourceARN, Tags: { b: '3', c: '4' } });
    await scaling('UntagResource', { ResourceARN, TagKeys: ['a'] });
    await register('one');

    expect(first).toEqual({ a: '1', b: '2' });
    expect(await tagsOf(ResourceARN)).toEqual({ b: '3', c: '4' });
    expect(await tagsOf(await register('other'))).toEqual({});
  });

  it('go with the target, of which nobody can be asked any more', async () => {
    const ResourceARN = await register('gone', { a: '1' });
    await scaling('DeregisterScalableTarget', target('gone'));

    await expect(tagsOf(ResourceARN)).rejects.toThrow('ResourceNotFoundException');
    await expect(scaling('TagResource', { ResourceARN, Tags: { b: '2' } })).rejects.toThrow(
      'ResourceNotFoundException',
    );
  });
});
