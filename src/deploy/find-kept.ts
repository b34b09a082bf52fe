import {
  CognitoIdentityProviderClient,
  GetGroupCommand,
  paginateListUserPools,
} from '@aws-sdk/client-cognito-identity-provider';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { Refused } from './run-script';

/** A resource of a synthesized template, as far as it tells what would be kept and how it is called. */
interface KeptResource {
  Type: string;
  DeletionPolicy?: string;
  Properties?: Record<string, unknown>;
}

/** By what AWS knows a resource that a stack takes over, such as `{ TableName }`. */
export type Identifier = Record<string, string>;

/** Where the stage is. */
export interface KeptPlace {
  account: string;
  region: string;
}

/** How a kept thing of one type is found; undefined where it is not there. */
type Finder = (named: (property: string) => string, clients: Clients) => Promise<Identifier | undefined>;
type Clients = ReturnType<typeof openClients>;

/** A finder for every type that a stage keeps; groups come last, as a group is known by its pool. */
export const finders: Readonly<Record<string, Finder>> = {
  'AWS::DynamoDB::Table': (named, { tables }) => {
    const TableName = named('TableName');
    return unlessAbsent(tables.send(new DescribeTableCommand({ TableName })), { TableName });
  },
  'AWS::S3::Bucket': (named, { buckets }) => {
    const Bucket = named('BucketName');
    return unlessAbsent(buckets.send(new HeadBucketCommand({ Bucket })), { BucketName: Bucket });
  },
  'AWS::KMS::Key': (named, { tagged }) => findKey(named('Description'), tagged),
  'AWS::Cognito::UserPool': (named, { people }) => findPool(named('UserPoolName'), people),
  'AWS::Cognito::UserPoolGroup': (named, { people }) => {
    const identifier = { UserPoolId: named('UserPoolId'), GroupName: named('GroupName') };
    return unlessAbsent(people.send(new GetGroupCommand(identifier)), identifier);
  },
};

/**
 * What a deleted stack of these resources has left, by logical id, for CloudFormation to take over: it could not make what
 * has the same name, and a second user pool would know nobody.
 */
export async function findKept(
  resources: Readonly<Record<string, KeptResource>>,
  place: KeptPlace,
): Promise<Record<string, Identifier>> {
  const clients = openClients(place.region);
  const found: Record<string, Identifier> = {};
  for (const [type, find] of Object.entries(finders))
    for (const [id, resource] of keptOf(resources, type)) {
      const named = (property: string) => textOf(resource.Properties?.[property], { place, found });
      const identifier = await find(named, clients);
      if (identifier) found[id] = identifier;
    }
  Object.values(clients).forEach((client) => client.destroy());
  return found;
}

function keptOf(resources: Readonly<Record<string, KeptResource>>, type: string) {
  return Object.entries(resources).filter(
    ([, { Type, DeletionPolicy }]) => Type === type && DeletionPolicy === 'RetainExceptOnCreate',
  );
}

function openClients(region: string) {
  return {
    tables: new DynamoDBClient({ region }),
    buckets: new S3Client({ region }),
    people: new CognitoIdentityProviderClient({ region }),
    tagged: new ResourceGroupsTaggingAPIClient({ region }),
  };
}

const absence = ['ResourceNotFoundException', 'NotFound', 'NoSuchBucket'];

/** The identifier of what AWS describes; undefined where AWS knows none, or no longer the pool that it was in. */
async function unlessAbsent(
  asked: Promise<unknown>,
  identifier: Identifier,
): Promise<Identifier | undefined> {
  try {
    await asked;
    return identifier;
  } catch (error) {
    if (absence.includes((error as Error).name)) return undefined;
    throw error;
  }
}

/** A key has no name; its description is also its tag `leasehold:key`. */
async function findKey(
  name: string,
  client: ResourceGroupsTaggingAPIClient,
): Promise<Identifier | undefined> {
  const asked = {
    ResourceTypeFilters: ['kms:key'],
    TagFilters: [{ Key: 'leasehold:key', Values: [name] }],
  };
  const { ResourceTagMappingList = [] } = await client.send(new GetResourcesCommand(asked));
  const [KeyId, ...others] = ResourceTagMappingList.map(
    ({ ResourceARN = '' }) => ResourceARN.split('/')[1] ?? '',
  );
  if (others.length > 0)
    throw new Refused(
      `${[KeyId, ...others].join(', ')} all have the tag leasehold:key = ${name}, but a stage has one key. Remove the tag from the others.`,
    );
  return KeyId === undefined ? undefined : { KeyId };
}

/** A pool's name is not unique, so two of them are for a person to choose from. */
async function findPool(
  name: string,
  client: CognitoIdentityProviderClient,
): Promise<Identifier | undefined> {
  const ids: string[] = [];
  for await (const { UserPools = [] } of paginateListUserPools({ client }, { MaxResults: 60 }))
    for (const { Id, Name } of UserPools) if (Name === name && Id !== undefined) ids.push(Id);
  const [UserPoolId, ...others] = ids;
  if (others.length > 0)
    throw new Refused(
      `${ids.join(', ')} are all user pools called ${name}, but a stage has one. Delete or rename the others.`,
    );
  return UserPoolId === undefined ? undefined : { UserPoolId };
}

interface Known {
  place: KeptPlace;
  found: Readonly<Record<string, Identifier>>;
}

/** A text of a template: itself, a reference to the account, the region or a pool that was found, or several joined. */
function textOf(value: unknown, known: Known): string {
  if (typeof value === 'string') return value;
  const { Ref: ref, 'Fn::Join': join } = (value ?? {}) as { Ref?: string; 'Fn::Join'?: [string, unknown[]] };
  if (join) return join[1].map((part) => textOf(part, known)).join(join[0]);
  if (ref === 'AWS::AccountId') return known.place.account;
  if (ref === 'AWS::Region') return known.place.region;
  return known.found[ref ?? '']?.['UserPoolId'] ?? 'none';
}
