import { SignatureV4 } from '@smithy/signature-v4';
import { Sha256 } from '../../aws/signature/sha256';
import { sessionsOf, type TargetAccess, targetClient } from '../verify/probe/target-client';
import type { Cluster } from './doomed-clusters';

const validSeconds = 60;
/** EKS takes a token for 15 minutes from its signature, whatever its address says. */
const renewedAfterMs = 10 * 60_000;
const prefix = 'k8s-aws-v1.';

/** Gives a token for a cluster: a call of STS that is signed for it, by which the cluster learns whose role asks. */
export type ClusterToken = () => Promise<string>;

/** Tokens for a cluster in the name of the role that the target has for runs, each used for ten minutes. */
export function clusterTokens(access: TargetAccess, { name, region }: Cluster): ClusterToken {
  const { endpoint } = targetClient(access, 'sts', region);
  let kept: { token: Promise<string>; until: number } | undefined;
  return () => {
    if (kept === undefined || kept.until < performance.now()) {
      const signer = new SignatureV4({
        service: 'sts',
        region,
        credentials: sessionsOf(access),
        sha256: Sha256,
      });
      kept = { token: tokenFor(name, { endpoint, signer }), until: performance.now() + renewedAfterMs };
      kept.token.catch(() => (kept = undefined));
    }
    return kept.token;
  };
}

/** The token of one moment. `endpoint` is that of STS. */
export async function tokenFor(
  cluster: string,
  { endpoint, signer }: { endpoint: string; signer: SignatureV4 },
): Promise<string> {
  const { protocol, host, hostname, port } = new URL(endpoint);
  const asked = {
    method: 'GET',
    protocol,
    hostname,
    ...(port && { port: Number(port) }),
    path: '/',
    query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
    headers: { host, 'x-k8s-aws-id': cluster },
  };
  const { query = {} } = await signer.presign(asked, { expiresIn: validSeconds });
  const address = `${protocol}//${host}/?${new URLSearchParams(query as Record<string, string>)}`;
  return `${prefix}${Buffer.from(address).toString('base64url')}`;
}
