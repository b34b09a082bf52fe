import {
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

const cipher = 'aes-256-gcm';
const format = 'leasehold-eject-1';
/** The length of an X25519 key as SPKI in DER. */
const keyBytes = 44;
const ivBytes = 12;
const tagBytes = 16;

/** What a copy is of; it is part of the seal, so that no copy can be handed on as that of another life. */
export interface SealedOf {
  life: string;
  run: string;
}

/** A pair of keys for one copy: whoever asks keeps the private one, and hands out the other as text. */
export function createKeyPair(): { privateKey: KeyObject; key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  return { privateKey, key: textOf(publicKey).toString('base64') };
}

/** Bytes that only the private key of `key` opens: a key of our own for this copy, nonce, tag, and the bytes encrypted. */
export function seal(bytes: Uint8Array, key: string, of: SealedOf): Buffer {
  const recipient = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' });
  const own = generateKeyPairSync('x25519');
  const [sender, iv] = [textOf(own.publicKey), randomBytes(ivBytes)];
  const secret = secretOf({ privateKey: own.privateKey, publicKey: recipient }, { sender, recipient, of });
  const encrypting = createCipheriv(cipher, secret, iv);
  const sealed = Buffer.concat([encrypting.update(bytes), encrypting.final()]);
  return Buffer.concat([sender, iv, encrypting.getAuthTag(), sealed]);
}

/** The bytes that were sealed; throws where the key is another one, or anything of them was changed. */
export function unseal(sealed: Uint8Array, privateKey: KeyObject, of: SealedOf): Buffer {
  const all = Buffer.from(sealed);
  const [sender, iv, tag, body] = cutAfter(all, [keyBytes, ivBytes, tagBytes]);
  const publicKey = createPublicKey({ key: sender, format: 'der', type: 'spki' });
  const recipient = createPublicKey(privateKey);
  const decrypting = createDecipheriv(
    cipher,
    secretOf({ privateKey, publicKey }, { sender, recipient, of }),
    iv,
    {
      authTagLength: tagBytes,
    },
  );
  decrypting.setAuthTag(tag);
  return Buffer.concat([decrypting.update(body), decrypting.final()]);
}

interface Parties {
  sender: Buffer;
  recipient: KeyObject;
  of: SealedOf;
}

function secretOf(
  keys: { privateKey: KeyObject; publicKey: KeyObject },
  { sender, recipient, of }: Parties,
): Buffer {
  const salt = Buffer.concat([sender, textOf(recipient)]);
  return Buffer.from(hkdfSync('sha256', diffieHellman(keys), salt, `${format} ${of.life} ${of.run}`, 32));
}

function textOf(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' });
}

function cutAfter(bytes: Buffer, [a, b, c]: [number, number, number]): [Buffer, Buffer, Buffer, Buffer] {
  const [first, second] = [a + b, a + b + c];
  return [
    bytes.subarray(0, a),
    bytes.subarray(a, first),
    bytes.subarray(first, second),
    bytes.subarray(second),
  ];
}
