import * as z from 'zod';
import { documentIn, textIn } from '../kept/document';
import type { Asked } from '../kept/routed';
import type { Tagged, TaggedSource } from '../kept/tagged-documents';
import type { EksMemory } from './cluster';
import { askerOf } from '../../authorize/ask';

const Names = z.looseObject({ clusters: z.array(z.string()).default([]) });

/** Clusters with what is in them: moto's tagging API knows nothing of EKS. */
export function eksObjects({ tags }: EksMemory): TaggedSource {
  return async (asked) => {
    const inside = [...tags].filter(([arn]) => arn.split(':')[3] === asked.region);
    return [
      ...(await clusters(asked)),
      ...inside.map(([arn, kept]) => ({ arn, tags: documentIn(kept['tags']) })),
    ];
  };
}

async function clusters({ forward, region }: Asked): Promise<Tagged[]> {
  const ask = askerOf(forward, region);
  const listed = await ask('eks', { path: '/clusters' });
  const names = Names.safeParse(listed === '' ? {} : JSON.parse(listed)).data?.clusters ?? [];
  const described = await Promise.all(
    names.map((name) => ask('eks', { path: `/clusters/${encodeURIComponent(name)}` })),
  );
  return described.map((text) => {
    const cluster = documentIn(documentIn(JSON.parse(text || '{}'))['cluster']);
    return { arn: textIn(cluster, 'arn') ?? '', tags: documentIn(cluster['tags']) };
  });
}
