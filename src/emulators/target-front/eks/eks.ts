import type { Answer } from '../../front/call';
import type { Correction } from '../correction';
import { documentIn, retagged } from '../kept/document';
import { type Asked, jsonAnswer, restCorrection, type Routes } from '../kept/routed';
import { accessEntryRoutes } from './access-entries';
import { addOnRoutes } from './add-ons';
import { clusterOf, type EksMemory, keyBelow, refusedByEks } from './cluster';
import { clusterRoutes } from './clusters';
import { nodeGroupRoutes } from './node-groups';
import { podIdentityRoutes } from './pod-identities';

/**
 * Amazon EKS: moto knows neither add-ons nor who may enter a cluster, forgets much of what clusters and node groups are made
 * with, and no change of them comes to an end.
 */
export function eks(memory: EksMemory): Correction {
  return restCorrection('eks', {
    ...clusterRoutes(memory),
    ...nodeGroupRoutes(memory),
    ...addOnRoutes(memory),
    ...accessEntryRoutes(memory),
    ...podIdentityRoutes(memory),
    ...tagRoutes(memory),
    'GET /clusters/{}/updates/{}': (asked) => describeUpdate(asked, memory),
  });
}

async function describeUpdate(asked: Asked, { updates }: EksMemory): Promise<Answer> {
  const found = await clusterOf(asked);
  if ('refusal' in found) return found.refusal;
  const [, id = ''] = asked.names;
  const update = updates.get(keyBelow(asked, id));
  return update
    ? jsonAnswer({ update })
    : refusedByEks('ResourceNotFoundException', `No update found for ID: ${id}`);
}

/** Of what is no cluster, moto changes no tags. */
function tagRoutes({ tags }: EksMemory): Routes {
  const tagged = (answer: (asked: Asked, arn: string) => Answer) => (asked: Asked) => {
    const [arn = ''] = asked.names;
    return tags.has(arn) ? answer(asked, arn) : asked.forward(asked.call);
  };
  const before = (arn: string) => tags.get(arn)?.['tags'];
  return {
    'GET /tags/{+}': tagged((_, arn) => jsonAnswer({ tags: before(arn) })),
    'POST /tags/{+}': tagged(({ input }, arn) => {
      tags.set(arn, { tags: retagged(before(arn), documentIn(input['tags'])) });
      return jsonAnswer({});
    }),
    'DELETE /tags/{+}': tagged(({ query }, arn) => {
      tags.set(arn, { tags: retagged(before(arn), {}, query.getAll('tagKeys')) });
      return jsonAnswer({});
    }),
  };
}
