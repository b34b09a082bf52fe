import type { Call } from '../../../../../src/emulators/front/call';
import { taggedDocuments } from '../../../../../src/emulators/target-front/kept/tagged-documents';

const arn = (rest: string) => `arn:aws:eks:eu-west-1:123456789012:${rest}`;
const documents = [
  { arn: arn('cluster/one'), tags: { 'idp:managed': 'true', tier: 'first' } },
  { arn: arn('addon/one/vpc-cni/1'), tags: { 'idp:managed': 'true', tier: 'second' } },
  { arn: 'arn:aws:elasticache:eu-west-1:123456789012:cluster:plain', tags: { tier: 'first' } },
  { arn: arn('cluster/untagged'), tags: {} },
];
const ofEmulator = { ResourceARN: 'arn:aws:s3:::one', Tags: [] };

/** The ARNs that are listed for a request, by an emulator that has one more of its own. */
async function listed(input: object, page: object = {}): Promise<string[]> {
  const headers = {
    authorization: 'AWS4-HMAC-SHA256 Credential=a/20260101/eu-west-1/tagging/aws4_request, SignedHeaders=a',
    'x-amz-target': 'ResourceGroupsTaggingAPI_20170126.GetResources',
  };
  const call: Call = { method: 'POST', path: '/', headers, body: Buffer.from(JSON.stringify(input)) };
  const body = Buffer.from(JSON.stringify({ ResourceTagMappingList: [ofEmulator], ...page }));
  const correction = taggedDocuments([() => Promise.resolve(documents)]);
  expect(correction.concerns(call)).toBe(true);
  const answer = await correction.correct(call, () => Promise.resolve({ status: 200, headers: {}, body }));
  const { ResourceTagMappingList } = JSON.parse(answer.body.toString('utf8')) as {
    ResourceTagMappingList: { ResourceARN: string }[];
  };
  return ResourceTagMappingList.map(({ ResourceARN }) => ResourceARN);
}

const [cluster, addOn, cache] = documents.map((one) => one.arn);

describe('what the tagging API lists on the emulator', () => {
  it.each([
    ['all that has tags', {}, [cluster, addOn, cache]],
    ['what has a tag', { TagFilters: [{ Key: 'idp:managed' }] }, [cluster, addOn]],
    [
      'what has one of its values',
      { TagFilters: [{ Key: 'tier', Values: ['first', 'third'] }] },
      [cluster, cache],
    ],
    [
      'what has both',
      {
        TagFilters: [
          { Key: 'idp:managed', Values: ['true'] },
          { Key: 'tier', Values: ['second'] },
        ],
      },
      [addOn],
    ],
    ['a service', { ResourceTypeFilters: ['elasticache'] }, [cache]],
    ['a type', { ResourceTypeFilters: ['eks:cluster'] }, [cluster]],
    ['these only', { ResourceARNList: [addOn] }, [addOn]],
  ])('has what is kept beside it: %s', async (_, input, more) => {
    expect(await listed(input)).toEqual([ofEmulator.ResourceARN, ...more]);
  });

  it('has it after the last page of the emulator, and once', async () => {
    expect(await listed({}, { PaginationToken: 'next' })).toEqual([ofEmulator.ResourceARN]);
    expect(await listed({ PaginationToken: 'next' }, { PaginationToken: '' })).toHaveLength(4);
  });
});
