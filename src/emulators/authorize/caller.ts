import type { Call } from '../front/call';
import { readAddressSignature, whyAddressNotSigned } from '../front/signed-address';
import { readSignature, whyNotSigned } from '../front/verify-signature';
import type { AccessKey } from '../front/signer';
import type { Holder, KeyRing } from './key-ring';
import type { Refusal } from './refusal';

/** Who made a call, or why it is not known; the region is that of the signature. */
export type Caller = { region: string } & (
  | { holder: Holder; refusal: null }
  | { holder: undefined; refusal: Refusal }
);

const stranger: Refusal = {
  kind: 'stranger',
  message: 'The security token included in the request is invalid.',
};

const expired: Refusal = {
  kind: 'expired',
  message: 'The security token included in the request is expired',
};

/** Who made a call, by the key that it is signed with: a key that is not known proves nothing, nor does one that has ended. */
export async function callerOf(call: Call, keys: KeyRing): Promise<Caller> {
  const signature = signatureOf(call);
  const held = keys.find(signature?.accessKeyId ?? '');
  if (!signature || !held) return { holder: undefined, region: signature?.region ?? '', refusal: stranger };
  const { region } = signature;
  const message = await signature.whyNot(held.key);
  if (message !== null) return { holder: undefined, region, refusal: { kind: 'forged', message } };
  if (held.until && held.until <= new Date()) return { holder: undefined, region, refusal: expired };
  return { holder: held.holder, region, refusal: null };
}

/** What a call says of who made it: by its head, else by its address. */
interface CallSignature {
  accessKeyId: string;
  region: string;
  whyNot: (key: AccessKey) => Promise<string | null>;
}

function signatureOf(call: Call): CallSignature | undefined {
  const head = readSignature(call);
  if (head) return { ...head, whyNot: (key) => whyNotSigned(call, head, key) };
  const address = readAddressSignature(call.path);
  return address && { ...address, whyNot: (key) => whyAddressNotSigned(call, address, key) };
}
