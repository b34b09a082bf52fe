import * as z from 'zod';
import { needsSourceOf } from '../../domain/resources/derived/needs-source';
import { serviceOf } from '../../domain/resources/service-of';
import { parentOf } from '../files';
import type { Block } from '../hcl/blocks';
import { calledFolders, type VendoredCall } from '../module-sources';

/** A resource of AWS that every plan of a template has. */
export const CertainResource = z.object({ type: z.string(), path: z.string(), address: z.string() });
export type CertainResource = z.infer<typeof CertainResource>;

/**
 * The resources of AWS that are made whatever is given: those without `count` and `for_each`, in the root module or one that is
 * always called. Others are judged when a plan has them, as a module may know many types that nobody uses.
 */
export function certainResources(
  blocks: readonly Block[],
  root: string,
  vendored: readonly VendoredCall[],
): CertainResource[] {
  const certain = blocks.filter(({ body }) => !('count' in body) && !('for_each' in body));
  const folders = [root];
  for (const folder of folders) {
    const own = certain.filter(({ path }) => parentOf(path) === folder);
    const called = calledFolders(own, vendored);
    folders.push(...called.filter((one) => !folders.includes(one)));
  }
  return certain
    .filter(({ type, labels: [label = ''] }) => type === 'resource' && label.startsWith('aws_'))
    .filter(({ path }) => folders.includes(parentOf(path)))
    .map(({ labels: [type = ''], path, address }) => ({ type, path, address }));
}

/** One sentence for each of whose type nothing is recorded or derived, and whose service no target offers: each plan would be refused. */
export function unsupported(resources: readonly CertainResource[], services: readonly string[]): string[] {
  return resources
    .filter(({ type }) => needsSourceOf(type) === 'unknown' && !services.includes(serviceOf(type)))
    .map(
      ({ type, path, address }) =>
        `${path}: ${address} is of type ${type}, which is not supported yet: no IAM actions are recorded or derived for it, and no target offers the service ${serviceOf(type)} as a whole; ask your platform team, or make it optional with count`,
    );
}

/** The types of all resources among these blocks, whether a plan has them or not, sorted. */
export function declaredTypes(blocks: readonly Block[]): string[] {
  const types = blocks.flatMap(({ type, labels: [label = ''] }) => (type === 'resource' ? label : []));
  return [...new Set(types)].sort();
}
