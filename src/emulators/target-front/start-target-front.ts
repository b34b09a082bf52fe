import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { IAMClient } from '@aws-sdk/client-iam';
import { closeServer, listenLocally } from '../local-server';
import { bucketLifecycle } from './bucket-lifecycle';
import { bucketPolicy } from './bucket-policy';
import { codebuildProject } from './codebuild-project';
import type { Correction } from './correction';
import { policySimulation } from './policy-simulation';
import { headOf, openUpstream, readAll, type Upstream } from './upstream';

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

/** Puts right in what an emulator is unlike AWS, and passes on everything else as it comes. */
export async function startTargetFront(emulator: string): Promise<TargetFront> {
  const upstream = openUpstream(emulator);
  const iam = new IAMClient({ endpoint: emulator, ...ownCalls });
  const corrections = [policySimulation(iam), bucketPolicy, bucketLifecycle, codebuildProject];
  const server = createServer((incoming, outgoing) => {
    const correction = corrections.find(({ concerns }) => concerns(headOf(incoming)));
    if (!correction) return upstream.stream(incoming, outgoing);
    void answer(correction, upstream, { incoming, outgoing }).catch(() => outgoing.destroy());
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

async function answer(
  { correct }: Correction,
  { forward }: Upstream,
  { incoming, outgoing }: Exchange,
): Promise<void> {
  const call = { ...headOf(incoming), body: await readAll(incoming) };
  const { status, headers, body } = await correct(call, forward);
  outgoing.writeHead(status, headers).end(body);
}
