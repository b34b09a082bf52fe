import * as z from 'zod';
import type { Correction } from '../correction';
import { documentIn } from './document';
import { type Asked, bodyOf, changed, jsonCorrection } from './routed';

/** What has tags, as the Resource Groups Tagging API lists it. */
export interface Tagged {
  arn: string;
  tags: Record<string, unknown>;
}

/** All that has tags and that the emulator's own list does not have, in the region of a call. */
export type TaggedSource = (asked: Asked) => Promise<Tagged[]>;

const Request = z.object({
  TagFilters: z
    .array(z.object({ Key: z.string().optional(), Values: z.array(z.string()).default([]) }))
    .default([]),
  ResourceTypeFilters: z.array(z.string()).default([]),
  ResourceARNList: z.array(z.string()).default([]),
});
const Listed = z.array(z.unknown()).default([]);

/** The tagging API lists what is kept beside the emulator at the end of what the emulator lists. */
export function taggedDocuments(sources: readonly TaggedSource[]): Correction {
  return jsonCorrection('tagging', {
    GetResources: async (asked) => {
      const answer = await asked.forward(asked.call);
      const wanted = Request.safeParse(asked.input).data;
      const isLast = !bodyOf(answer)['PaginationToken'];
      if (!wanted || !isLast) return answer;
      const found = (await Promise.all(sources.map((source) => source(asked)))).flat();
      const more = found.filter((one) => isWanted(one, wanted)).map(mappingOf);
      return changed(answer, (body) => ({
        ...body,
        ResourceTagMappingList: [...Listed.parse(body['ResourceTagMappingList']), ...more],
      }));
    },
  });
}

/** AWS lists what has, or had, a tag. */
function isWanted({ arn, tags }: Tagged, wanted: z.infer<typeof Request>): boolean {
  const { TagFilters, ResourceTypeFilters, ResourceARNList } = wanted;
  const [, , service = '', , , ...rest] = arn.split(':');
  const type = `${service}:${rest.join(':').split(/[:/]/)[0]}`;
  const hasTag = ({ Key, Values }: (typeof TagFilters)[number]) =>
    Key === undefined || (Key in tags && (Values.length === 0 || Values.includes(String(tags[Key]))));
  return (
    Object.keys(tags).length > 0 &&
    TagFilters.every(hasTag) &&
    (ResourceTypeFilters.length === 0 ||
      ResourceTypeFilters.some((one) => one === service || one === type)) &&
    (ResourceARNList.length === 0 || ResourceARNList.includes(arn))
  );
}

const mappingOf = ({ arn, tags }: Tagged) => ({
  ResourceARN: arn,
  Tags: Object.entries(documentIn(tags)).map(([Key, Value]) => ({ Key, Value })),
});
