import { IAMClient } from '@aws-sdk/client-iam';
import type { Guarding } from '../emulators/authorize/guard';
import { RolePolicies } from '../emulators/authorize/role-policies';
import { TrustedPrincipals } from '../emulators/authorize/trusted-principals';
import type { Doors } from '../emulators/front/doors';
import { startFront } from '../emulators/front/start-front';
import { openUpstream } from '../emulators/front/upstream';
import { corrected, type Correction } from '../emulators/target-front/correction';
import type { Closing } from './closing';
import { credentials, region } from './hub';

/** What the fronts of the hub share: who closes them, their doors, the keys that they know, and the emulator with IAM. */
export interface FrontsOptions {
  closing: Closing;
  doors: Doors;
  guarding: Guarding;
  emulator: string;
}

/** Opens a front before an endpoint of the hub, by its `unix://…`, with what puts right in which it is unlike AWS; returns the URL that callers are given. */
export type OpenFront = (endpoint: string, corrections?: readonly Correction[]) => Promise<string>;

/** Prepares the fronts of the hub: each verifies who calls, and judges by the role that the caller has on AWS. */
export function hubFronts({ closing, doors, guarding, emulator }: FrontsOptions): OpenFront {
  const known = openUpstream(emulator);
  const iam = new IAMClient({ ...known.client, region, credentials });
  const roles = new RolePolicies(iam, new TrustedPrincipals(iam, guarding.account));
  closing.add(() => Promise.resolve(known.close()));
  return async (endpoint, corrections = []) => {
    const { forward, close } = openUpstream(endpoint);
    closing.add(() => Promise.resolve(close()));
    const guard = doors.createGuard({ roles, forward }, guarding);
    const serve = corrected(corrections, forward);
    const { isFromHere } = doors;
    const front = closing.keep(await startFront({ isFromHere, serve: (call) => guard(call, serve) }));
    return front.url;
  };
}
