import * as z from 'zod';
import { parseArn } from '../../domain/resources/arn';
import type { PlanJson } from '../../domain/terraform/plan-json';

/** A Kubernetes cluster of EKS as a state has it; without an endpoint it never came to be reachable. */
export interface Cluster {
  address: string;
  name: string;
  region: string;
  endpoint: string | undefined;
  /** The authority of its certificates, as PEM. */
  authority: string | undefined;
}

export const clusterType = 'aws_eks_cluster';

const text = z.string().min(1).optional().catch(undefined);
const Attributes = z.object({
  name: text,
  id: text,
  arn: text,
  endpoint: text,
  certificate_authority: z
    .array(z.object({ data: text }))
    .nullish()
    .catch(undefined),
});

/** The clusters of EKS that a plan deletes, also in order to replace them. */
export function eksClustersDeletedBy({ resource_changes }: PlanJson, home: string): Cluster[] {
  return resource_changes.flatMap(({ address, mode, type, change: { actions, before } }) =>
    mode === 'managed' && type === clusterType && actions.includes('delete')
      ? clusterIn(address, before, home)
      : [],
  );
}

/** The cluster that the attributes of a resource describe; empty where they do not even name it. `home` is a region. */
export function clusterIn(address: string, attributes: unknown, home: string): Cluster[] {
  const { data } = Attributes.safeParse(attributes);
  const name = data?.name ?? data?.id;
  if (data === undefined || name === undefined) return [];
  const encoded = data.certificate_authority?.[0]?.data;
  return [
    {
      address,
      name,
      region: parseArn(data.arn)?.region ?? home,
      endpoint: data.endpoint,
      authority: encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString(),
    },
  ];
}
