import { IAMClient } from '@aws-sdk/client-iam';
import type { Guarding } from '../authorize/guard';
import { RolePolicies } from '../authorize/role-policies';
import { TrustedPrincipals } from '../authorize/trusted-principals';
import { closedDoors, type Doors } from '../front/doors';
import { type Front, startFront } from '../front/start-front';
import { openUpstream } from '../front/upstream';
import { bucketLifecycle } from './bucket-lifecycle';
import { bucketPolicy } from './bucket-policy';
import { codebuildProject } from './codebuild-project';
import { ecsCluster } from './ecs-cluster';
import { ecsService } from './ecs-service';
import { corrected } from './correction';
import { policySimulation } from './policy-simulation';
import { queueRedrive } from './queue-redrive';
import { scalableTargetTags } from './scalable-target-tags';
import { tableTags } from './table-tags';
import { trustPolicy } from './trust-policy';
import { vpcNetworkAcl } from './vpc-network-acl';

/** Stands before an emulator: judges each call as IAM does, and puts right in what the emulator is unlike AWS. */
export async function startTargetFront(
  emulator: string,
  guarding: Guarding,
  { isFromHere, createGuard }: Doors = closedDoors,
): Promise<Front> {
  const upstream = openUpstream(emulator);
  const iam = new IAMClient({ ...upstream.client, region: guarding.region, credentials: nobodys });
  const trusted = new TrustedPrincipals(iam, guarding.account);
  const roles = new RolePolicies(iam, trusted);
  const serve = corrected(
    [
      policySimulation(iam),
      trustPolicy(trusted),
      bucketPolicy,
      bucketLifecycle,
      codebuildProject,
      ecsCluster,
      ecsService(),
      queueRedrive(),
      scalableTargetTags(),
      tableTags,
      vpcNetworkAcl,
    ],
    upstream.forward,
  );
  const guard = createGuard({ roles, forward: serve }, guarding);
  const front = await startFront({ isFromHere, serve: (call) => guard(call, serve) });
  const close = async () => {
    upstream.close();
    iam.destroy();
    await front.close();
  };
  return { url: front.url, close };
}

/** An emulator takes any key. */
const nobodys = { accessKeyId: 'front', secretAccessKey: 'none' };
