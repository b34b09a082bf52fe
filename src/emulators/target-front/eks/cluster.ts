import { randomUUID } from 'node:crypto';
import type { Answer } from '../../front/call';
import { type Document, documentIn, type Kept, keyOf, textIn } from '../kept/document';
import { alongside, type Asked, bodyOf, changed, jsonAnswer, refused, took } from '../kept/routed';

/** What moto forgets of clusters and of what is in them, by kind. */
export interface EksMemory {
  clusters: Kept;
  nodeGroups: Kept;
  addOns: Kept;
  accessEntries: Kept;
  podIdentities: Kept;
  updates: Kept;
  /** Of everything but clusters, by ARN: `{ tags }`. */
  tags: Kept;
}

/** A refusal of EKS; what is not there is HTTP 404, what is in use 409. */
export function refusedByEks(code: string, message: string): Answer {
  const status = { ResourceNotFoundException: 404, ResourceInUseException: 409 }[code] ?? 400;
  return refused('rest-json', status, [code, message]);
}

/** The cluster that a call names first, as the emulator describes it; or its refusal. */
export async function clusterOf(asked: Asked): Promise<{ cluster: Document } | { refusal: Answer }> {
  const answer = await alongside(asked, 'GET', `/clusters/${encodeURIComponent(asked.names[0] ?? '')}`);
  return took(answer) ? { cluster: documentIn(bodyOf(answer)['cluster']) } : { refusal: answer };
}

/** The key of what a call names, below its cluster. */
export function keyBelow({ region, names }: Pick<Asked, 'region' | 'names'>, ...more: string[]): string {
  return keyOf(region, names[0] ?? '', ...more);
}

/** The ARN of something in a cluster. */
export function arnBelow(cluster: Document, kind: string, ...names: string[]): string {
  const arn = textIn(cluster, 'arn') ?? '';
  return [arn.replace(':cluster/', `:${kind}/`), ...names].join('/');
}

/** The answer to a change, which is over by then, and is kept to be asked for. */
export function updated(asked: Asked, memory: EksMemory, type: string): Answer {
  const update = {
    id: randomUUID(),
    status: 'Successful',
    type,
    params: [],
    createdAt: Date.now() / 1_000,
    errors: [],
  };
  memory.updates.set(keyBelow(asked, update.id), update);
  return jsonAnswer({ update });
}

/** An answer whose object of that member has the tags that are kept for its ARN. */
export function withTags(answer: Answer, member: string, { tags }: EksMemory): Answer {
  return changed(answer, (body) => {
    const described = documentIn(body[member]);
    const kept = tags.get(textIn(described, `${member}Arn`) ?? '');
    return kept ? { ...body, [member]: { ...described, ...kept } } : body;
  });
}
