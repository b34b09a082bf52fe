import { bucketLifecycle } from './bucket-lifecycle';
import { bucketPolicy } from './bucket-policy';
import { certificateTags } from './certificate-tags';
import { codebuildProject } from './codebuild-project';
import type { Correction } from './correction';
import { ecsCluster } from './ecs-cluster';
import { ecsService } from './ecs-service';
import type { EksMemory } from './eks/cluster';
import { eks } from './eks/eks';
import { eksObjects } from './eks/tagged-objects';
import { elasticache } from './elasticache/elasticache';
import type { CacheMemory } from './elasticache/memory';
import { cacheObjects } from './elasticache/tagged-objects';
import { configurationSets, email, type EmailMemory } from './email/email';
import { taggedDocuments } from './kept/tagged-documents';
import { queueRedrive } from './queue-redrive';
import { scalableTargetTags } from './scalable-target-tags';
import { servicesWith } from './services/all-services';
import { tableTags } from './table-tags';
import { vpcNetworkAcl } from './vpc-network-acl';

/** Makes a map, by what it holds, for what the emulator of an account forgets: it lasts as long as that. */
type MapOf = <Value>(what: string) => Map<string, Value>;

/** In what the emulator of an account is put right, but for what needs its roles. */
export function allCorrections(account: string, mapOf: MapOf): Correction[] {
  const ofEks = eksMemory(mapOf);
  const ofCaches = cacheMemory(mapOf);
  const ofEmail = emailMemory(mapOf);
  const tagged = [eksObjects(ofEks), cacheObjects(account, ofCaches), configurationSets(ofEmail)];
  return [
    taggedDocuments(tagged),
    bucketPolicy,
    bucketLifecycle,
    certificateTags,
    codebuildProject,
    ecsCluster,
    ecsService(mapOf('services')),
    eks(ofEks),
    elasticache(account, ofCaches),
    email(account, ofEmail),
    queueRedrive({ allow: mapOf('redrive'), policies: mapOf('queues') }),
    scalableTargetTags(mapOf('scaling')),
    tableTags,
    ...servicesWith(mapOf),
    vpcNetworkAcl,
  ];
}

const eksMemory = (mapOf: MapOf): EksMemory => ({
  clusters: mapOf('eks-clusters'),
  nodeGroups: mapOf('eks-node-groups'),
  addOns: mapOf('eks-add-ons'),
  accessEntries: mapOf('eks-access-entries'),
  podIdentities: mapOf('eks-pod-identities'),
  updates: mapOf('eks-updates'),
  tags: mapOf('eks-tags'),
});

const cacheMemory = (mapOf: MapOf): CacheMemory => ({
  clusters: mapOf('cache-clusters'),
  replicationGroups: mapOf('cache-replication-groups'),
  subnetGroups: mapOf('cache-subnet-groups'),
  parameterGroups: mapOf('cache-parameter-groups'),
});

const emailMemory = (mapOf: MapOf): EmailMemory => ({
  identities: mapOf('email-identities'),
  sets: mapOf('email-configuration-sets'),
  tags: mapOf('email-tags'),
});
