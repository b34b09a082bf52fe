import { DescribeTagsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import type { Target } from '../../../config/target';
import { globalRegionOf, parseArn, type Arn } from '../../../domain/resources/arn';
import { lifeTag } from '../planned-creates';
import { targetClient, type TargetAccess } from '../probe/target-client';

/** Something that carries the life's tag; `label` is its Name tag. */
export interface Hit {
  arn: Arn;
  /** The region it is in; for a global service the one it was listed in. */
  region: string;
  label: string | null;
}

/** The regions in which something of this target can be: the configured ones and the one of global services. */
export function regionsOf({ region, regions }: Target): string[] {
  return [...new Set([region, ...regions, globalRegionOf(region)])];
}

/** Everything in a region that the tagging API lists with the life's tag. */
export async function listTagged(access: TargetAccess, region: string, life: string): Promise<Hit[]> {
  const client = new ResourceGroupsTaggingAPIClient(targetClient(access, 'tagging', region));
  const hits: Hit[] = [];
  let token: string | undefined;
  try {
    do {
      const page = await client.send(new GetResourcesCommand(tagQuery(life, token)));
      for (const { ResourceARN, Tags = [] } of page.ResourceTagMappingList ?? []) {
        const arn = parseArn(ResourceARN);
        const label = Tags.find(({ Key }) => Key === 'Name')?.Value ?? null;
        if (arn) hits.push({ arn, region: arn.region === '' ? region : arn.region, label });
      }
      token = page.PaginationToken;
    } while (token);
  } finally {
    client.destroy();
  }
  return hits;
}

function tagQuery(life: string, token: string | undefined) {
  return {
    TagFilters: [{ Key: lifeTag, Values: [life] }],
    ResourcesPerPage: 100,
    ...(token === undefined ? {} : { PaginationToken: token }),
  };
}

/**
 * Everything in a region that EC2 itself lists with the life's tag. It knows what was made a second ago, where the
 * tagging API may take minutes, and forgets slowly: good for finding, not for proving that something is left.
 */
export async function listTaggedByEc2(access: TargetAccess, region: string, life: string): Promise<Hit[]> {
  const client = new EC2Client(targetClient(access, 'ec2', region));
  const filters = [
    { Name: 'key', Values: [lifeTag] },
    { Name: 'value', Values: [life] },
  ];
  const hits: Hit[] = [];
  let token: string | undefined;
  try {
    do {
      const input = {
        Filters: filters,
        MaxResults: 1000,
        ...(token === undefined ? {} : { NextToken: token }),
      };
      const page = await client.send(new DescribeTagsCommand(input));
      hits.push(...(page.Tags ?? []).flatMap(({ ResourceId }) => ec2Hit(region, ResourceId)));
      token = page.NextToken;
    } while (token);
  } finally {
    client.destroy();
  }
  return hits;
}

function ec2Hit(region: string, id: string | undefined): Hit[] {
  const arn = parseArn(`arn:aws:ec2:${region}::resource/${id}`);
  return id === undefined || !arn ? [] : [{ arn, region, label: null }];
}
