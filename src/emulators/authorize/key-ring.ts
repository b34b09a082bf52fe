import type { Statement } from '../iam/policy-document';
import type { Principal } from '../iam/principal';

/** Who an access key belongs to. */
export type Holder =
  /** The owner of the emulator, to whom everything is allowed. */
  | { kind: 'owner' }
  /** A role whose policies are given with the key, as those of the plane's own functions are. */
  | { kind: 'granted'; principal: Principal; statements: readonly Statement[] }
  /** A session of a role that the emulator knows; `policy` is the one that it was opened with. */
  | { kind: 'session'; principal: Principal; role: string; policy: readonly Statement[] | null };

/** The access keys that a front knows; a call with any other is refused. */
export class KeyRing {
  private readonly holders: Map<string, Holder>;

  constructor(holders: Readonly<Record<string, Holder>>) {
    this.holders = new Map(Object.entries(holders));
  }

  holderOf(accessKeyId: string): Holder | undefined {
    return this.holders.get(accessKeyId);
  }

  /** Takes in the key of a session that the emulator opened. */
  add(accessKeyId: string, holder: Holder): void {
    this.holders.set(accessKeyId, holder);
  }
}
