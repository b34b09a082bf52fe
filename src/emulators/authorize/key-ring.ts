import type { AccessKey } from '../front/signer';
import type { Statement } from '../iam/policy-document';
import type { Principal } from '../iam/principal';
import type { RolePolicies } from './role-policies';

/** Who an access key belongs to. */
export type Holder =
  /** The owner of the emulator, to whom everything is allowed. */
  | { kind: 'owner' }
  /** A role whose policies are given with the key, as those of the plane's own functions are. */
  | { kind: 'granted'; principal: Principal; statements: readonly Statement[] }
  /** A session of a role of the emulator whose `roles` these are; `policy` is the one that it was opened with. */
  | {
      kind: 'session';
      principal: Principal;
      role: string;
      roles: Pick<RolePolicies, 'of'>;
      policy: readonly Statement[] | null;
    };

/** An access key and whose it is; that of a session ends, at `until`. */
export interface HeldKey {
  key: AccessKey;
  holder: Holder;
  until?: Date | undefined;
}

/** A program that goes on with a key of a session which has ended learns so for as long; after it the key is unknown. */
const rememberedMs = 15 * 60_000;

/**
 * The access keys that a front knows; a call with any other is refused. A session that another emulator opened is one
 * everywhere, as on AWS: what it may do, the roles of that emulator say.
 */
export class KeyRing {
  private readonly held = new Map<string, HeldKey>();

  constructor(
    held: readonly HeldKey[],
    private readonly elsewhere?: KeyRing,
  ) {
    held.forEach((one) => this.add(one));
  }

  find(accessKeyId: string): HeldKey | undefined {
    return this.held.get(accessKeyId) ?? this.elsewhere?.sessionWith(accessKeyId);
  }

  private sessionWith(accessKeyId: string): HeldKey | undefined {
    const found = this.find(accessKeyId);
    return found?.holder.kind === 'session' ? found : undefined;
  }

  /** Takes in a key, such as that of a session which the emulator opened, and forgets those that nobody signs with any more. */
  add(held: HeldKey): void {
    const ended = Date.now() - rememberedMs;
    for (const [id, { until }] of this.held) if (until && until.getTime() <= ended) this.held.delete(id);
    this.held.set(held.key.accessKeyId, held);
  }
}
