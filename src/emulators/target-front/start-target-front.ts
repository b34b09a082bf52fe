import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { IAMClient } from '@aws-sdk/client-iam';
import { closeServer, listenLocally } from '../local-server';
import { bucketLifecycle } from './bucket-lifecycle';
import { bucketPolicy } from './bucket-policy';
import { codebuildProject } from './codebuild-project';
import { ecsCluster } from './ecs-cluster';
import { createGuard, type Guarding } from '../authorize/guard';
import type { Forward } from './correction';
import { policySimulation } from './policy-simulation';
import { headOf, openUpstream, readAll } from './upstream';

/** Who the front is where it asks the emulator itself. */
const ownCalls = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'target-front', secretAccessKey: 'local' },
};

/** What stands before the target's emulator; `url` has no trailing slash. */
export interface TargetFront {
  url: string;
  close: () => Promise<void>;
}

/** Stands before an emulator: judges each call as IAM does, and puts right in what the emulator is unlike AWS. */
export async function startTargetFront(emulator: string, guarding: Guarding): Promise<TargetFront> {
  const upstream = openUpstream(emulator);
  const iam = new IAMClient({ endpoint: emulator, ...ownCalls });
  const guard = createGuard(iam, upstream.forward, guarding);
  const corrections = [policySimulation(iam), bucketPolicy, bucketLifecycle, codebuildProject, ecsCluster];
  const corrected: Forward = (call) => {
    const correction = corrections.find(({ concerns }) => concerns(call));
    return correction ? correction.correct(call, upstream.forward) : upstream.forward(call);
  };
  const server = createServer((incoming, outgoing) => {
    void answer({ incoming, outgoing }, (call) => guard(call, corrected)).catch(() => outgoing.destroy());
  });
  const port = await listenLocally(server);
  const close = async () => {
    upstream.close();
    iam.destroy();
    await closeServer(server);
  };
  return { url: `http://127.0.0.1:${port}`, close };
}

interface Exchange {
  incoming: IncomingMessage;
  outgoing: ServerResponse;
}

async function answer({ incoming, outgoing }: Exchange, ask: Forward): Promise<void> {
  const { status, headers, body } = await ask({ ...headOf(incoming), body: await readAll(incoming) });
  outgoing.writeHead(status, headers).end(body);
}
