import { createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';

const tlv = (tag: number, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const { length } = body;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
};
const sequence = (...parts: Buffer[]) => tlv(0x30, ...parts);
const oid = (hex: string) => tlv(0x06, Buffer.from(hex, 'hex'));
const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
const day = 86_400_000;

/** A time as a certificate writes it. */
const timeOf = (at: Date) =>
  tlv(0x17, Buffer.from(`${at.toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`));
const called = (name: string) => sequence(tlv(0x31, sequence(oid('550403'), tlv(0x0c, Buffer.from(name)))));

/** A certificate with its key, both as PEM. */
export interface KeyAndCert {
  key: string;
  cert: string;
}

/** What a certificate says, and who signs it: itself where nobody is named. */
export interface Wanted {
  names: readonly [string, ...string[]];
  since?: Date;
  until?: Date;
  by?: { name: string; key: string };
  curve?: string;
}

interface Signed {
  wanted: Wanted;
  publicKey: KeyObject;
}

function toBeSigned({ wanted, publicKey }: Signed): Buffer {
  const { names, by, since = new Date(Date.now() - day), until = new Date(Date.now() + day) } = wanted;
  const alternatives = tlv(0x04, sequence(...names.map((name) => tlv(0x82, Buffer.from(name)))));
  const authority = tlv(0x04, sequence(tlv(0x01, Buffer.from([0xff]))));
  return sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    called(by?.name ?? names[0]),
    sequence(timeOf(since), timeOf(until)),
    called(names[0]),
    publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, sequence(sequence(oid('551d11'), alternatives), sequence(oid('551d13'), authority))),
  );
}

/** A certificate for some names. */
export function certificateFor(wanted: Wanted): KeyAndCert {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: wanted.curve ?? 'P-256' });
  const body = toBeSigned({ wanted, publicKey });
  const signature = createSign('sha256')
    .update(body)
    .sign(wanted.by?.key ?? privateKey);
  const der = sequence(body, ecdsaWithSha256, tlv(0x03, Buffer.from([0]), signature));
  const lines = der.toString('base64').replace(/(.{64})(?=.)/g, '$1\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}

/** A certificate for a host that no authority but itself stands for. */
export function selfSigned(host: string, until?: Date): KeyAndCert {
  return certificateFor({ names: [host], ...(until && { until }) });
}
