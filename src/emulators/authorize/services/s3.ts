import type { Call } from '../../front/call';
import { textAt, textsAt } from '../input';
import type { NamedResource, Operation, ServiceRules } from '../service-rules';
import { encryptionAskedBy, keyOfWrite, withBucketsEncryption } from './s3-encryption';
import { bucketOperation, objectOperation } from './s3-operations';

/** Amazon S3, by the path's first part; its ARNs name neither region nor account. */
export const s3: ServiceRules = {
  prefix: 's3',
  signedAs: ['s3'],
  protocol: 's3',
  arn: (_place, part) => `arn:aws:s3:::${part}`,
  rest: readRequest,
  actions: ({ input }) => textsAt(input, 'Actions'),
  named: resourcesIn,
  context: { 's3:prefix': ({ input }) => textsAt(input, 'Prefix') },
  completed: withBucketsEncryption,
  further: keyOfWrite,
};

function readRequest({ method, path, headers, body }: Call): Operation | undefined {
  const { pathname, searchParams } = new URL(path, 'http://s3');
  const [, Bucket = '', ...rest] = pathname.split('/').map(decodeURIComponent);
  const Key = rest.join('/');
  if (Bucket === '')
    return method === 'GET'
      ? { name: 'ListBuckets', input: { Actions: ['s3:ListAllMyBuckets'] } }
      : undefined;
  const asked = { method, query: searchParams, headers };
  const actions = Key === '' ? bucketOperation(asked) : objectOperation(asked);
  const Keys = searchParams.has('delete') ? keysIn(body) : [Key].filter(Boolean);
  const Prefix = searchParams.get('prefix') ?? undefined;
  const InParts = searchParams.has('uploads') || searchParams.has('uploadId');
  const input = { Actions: actions, Bucket, Keys, Prefix, InParts, ...encryptionAskedBy(headers) };
  return actions && { name: actions.join(), input };
}

/** Deleting many objects at once is asked about each. */
function keysIn(body: Buffer): string[] {
  return [...body.toString('utf8').matchAll(/<Key>(.*?)<\/Key>/gs)].map(([, key = '']) => key);
}

function resourcesIn({ input }: Operation): NamedResource[] {
  const bucket = textAt(input, 'Bucket');
  if (bucket === undefined) return [];
  const objects = textsAt(input, 'Keys').map((key) => ({ type: 'object', part: `${bucket}/${key}` }));
  return [{ type: 'bucket', part: bucket }, ...objects];
}
