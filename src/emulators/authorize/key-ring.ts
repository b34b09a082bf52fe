import type { AccessKey } from '../front/signer';
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

/** An access key and whose it is; that of a session ends, at `until`. */
export interface HeldKey {
  key: AccessKey;
  holder: Holder;
  until?: Date | undefined;
}

/** The access keys that a front knows; a call with any other is refused. */
export class KeyRing {
  private readonly held = new Map<string, HeldKey>();

  constructor(held: readonly HeldKey[]) {
    held.forEach((one) => this.add(one));
  }

  find(accessKeyId: string): HeldKey | undefined {
    return this.held.get(accessKeyId);
  }

  /** Takes in a key, such as that of a session which the emulator opened. */
  add(held: HeldKey): void {
    this.held.set(held.key.accessKeyId, held);
  }
}
