import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { credentials, region } from '../hub';

const lifeTag = 'idp:environment-id';

/** Something in the target that carries the tag of a life. */
export interface OfLife {
  arn: string;
  life: string;
}

/** Everything that carries the tag of one of these lives, or of any where none is named, asked of the target's tagging API. */
export async function listOfLives(targetUrl: string, lives?: string[]): Promise<OfLife[]> {
  const client = new ResourceGroupsTaggingAPIClient({ endpoint: targetUrl, region, credentials });
  const filter = { TagFilters: [{ Key: lifeTag, ...(lives && { Values: lives }) }] };
  try {
    const found: OfLife[] = [];
    let page: string | undefined;
    do {
      const answer = await client.send(new GetResourcesCommand({ ...filter, PaginationToken: page }));
      for (const { ResourceARN: arn = '', Tags = [] } of answer.ResourceTagMappingList ?? [])
        found.push({ arn, life: Tags.find(({ Key }) => Key === lifeTag)?.Value ?? '' });
      page = answer.PaginationToken;
    } while (page);
    return found;
  } finally {
    client.destroy();
  }
}
