import { IAMClient } from '@aws-sdk/client-iam';
import type { Guarding } from '../authorize/guard';
import { RolePolicies } from '../authorize/role-policies';
import { TrustedPrincipals } from '../authorize/trusted-principals';
import { closedDoors, type Doors } from '../front/doors';
import { FiledMap } from '../front/filed-map';
import { type Front, startFront } from '../front/start-front';
import { openUpstream } from '../front/upstream';
import { addressedCall } from './addressed-call';
import { allCorrections } from './all-corrections';
import { corrected } from './correction';
import { withNamedFailures } from './named-failures';
import { policySimulation } from './policy-simulation';
import { trustPolicy } from './trust-policy';

/** What a front is started with besides its guard: a port, if not a free one, and where that lies which the emulator forgets, if not in memory. */
export interface TargetFrontOptions extends Guarding {
  port?: number | undefined;
  memory?: string | undefined;
}

/** A front that keeps what its emulator forgets, until that is an empty one. */
export interface TargetFront extends Front {
  forget: () => void;
}

/** Stands before an emulator: judges each call as IAM does, and puts right in what the emulator is unlike AWS. */
export async function startTargetFront(
  emulator: string,
  { port, memory, ...guarding }: TargetFrontOptions,
  { isFromHere, createGuard }: Doors = closedDoors,
): Promise<TargetFront> {
  const upstream = openUpstream(emulator);
  const iam = new IAMClient({ ...upstream.client, region: guarding.region, credentials: nobodys });
  const trusted = new TrustedPrincipals(iam, guarding.account);
  const roles = new RolePolicies(iam, trusted);
  const { mapOf, forget } = memoryIn(memory);
  const serve = corrected(
    [addressedCall, policySimulation(iam), trustPolicy(trusted), ...allCorrections(guarding.account, mapOf)],
    withNamedFailures(upstream.forward),
  );
  const guard = createGuard({ roles, forward: serve }, guarding);
  const front = await startFront({ port, isFromHere, serve: (call) => guard(call, serve) });
  const close = async () => {
    upstream.close();
    iam.destroy();
    await front.close();
  };
  return { url: front.url, forget, close };
}

/** An emulator takes any key. */
const nobodys = { accessKeyId: 'front', secretAccessKey: 'none' };

/** Maps for what an emulator forgets, in files beside a path where one is given; `forget` empties all of them. */
function memoryIn(path: string | undefined) {
  const maps: Map<string, unknown>[] = [];
  const mapOf = <Value>(what: string) => {
    const map = path === undefined ? new Map<string, Value>() : new FiledMap<Value>(`${path}.${what}.json`);
    maps.push(map);
    return map;
  };
  return { mapOf, forget: () => maps.forEach((map) => map.clear()) };
}
