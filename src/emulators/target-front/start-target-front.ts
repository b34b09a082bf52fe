import { IAMClient } from '@aws-sdk/client-iam';
import type { Guarding } from '../authorize/guard';
import type { Call, Forward } from '../front/call';
import { closedDoors, type Doors } from '../front/doors';
import { type Front, startFront } from '../front/start-front';
import { openUpstream } from '../front/upstream';
import { bucketLifecycle } from './bucket-lifecycle';
import { bucketPolicy } from './bucket-policy';
import { codebuildProject } from './codebuild-project';
import { ecsCluster } from './ecs-cluster';
import { policySimulation } from './policy-simulation';

/** Stands before an emulator: judges each call as IAM does, and puts right in what the emulator is unlike AWS. */
export async function startTargetFront(
  emulator: string,
  guarding: Guarding,
  { isFromHere, createGuard }: Doors = closedDoors,
): Promise<Front> {
  const upstream = openUpstream(emulator);
  const iam = new IAMClient({ ...upstream.client, region: guarding.region, credentials: nobodys });
  const guard = createGuard({ iam, forward: upstream.forward }, guarding);
  const serve = corrected(iam, upstream.forward);
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

function corrected(iam: IAMClient, forward: Forward): Forward {
  const corrections = [policySimulation(iam), bucketPolicy, bucketLifecycle, codebuildProject, ecsCluster];
  return (call: Call) => {
    const correction = corrections.find(({ concerns }) => concerns(call));
    return correction ? correction.correct(call, forward) : forward(call);
  };
}
