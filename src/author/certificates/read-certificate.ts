import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { packCertificate, type PackedCertificate } from '../../bundle/certificate/pack-certificate';
import type { GivenCertificate } from '../../client/certificates/given-certificate';
import { usage } from '../../client/errors';
import { isDomainError } from '../../domain/base/errors';
import { mostCertificateBytes } from '../../domain/environment/rotation/given-certificate';

const endings = ['.pem', '.crt', '.cer', '.key'];

/**
 * Reads a certificate with its key and chain from one file, or from the files of a folder that end as such files do, whatever they are called. CliError where
 * they do not belong together or are not valid at `now` (milliseconds since 1970).
 */
export async function readCertificate(from: string, now: number): Promise<GivenCertificate> {
  const texts: string[] = [];
  for (const file of await filesIn(from)) texts.push(await textOf(file));
  const { pack, facts } = packed(from, texts.join('\n'), now);
  const body = Buffer.from(JSON.stringify(pack));
  if (body.length > mostCertificateBytes) throw tooLarge(from);
  const digest = createHash('sha256').update(body).digest('hex');
  return { body, digest, names: facts.names, ends: facts.ends };
}

async function filesIn(from: string): Promise<string[]> {
  const found = await stat(from).catch(() => null);
  if (!found) throw usage(`There is no folder or file ${from}.`);
  if (!found.isDirectory()) return [from];
  const names = (await readdir(from)).filter((name) => endings.some((ending) => name.endsWith(ending)));
  if (names.length > 0) return names.sort().map((name) => join(from, name));
  throw usage(`The folder ${from} has no file that ends in ${endings.join(', ')}.`);
}

async function textOf(file: string): Promise<string> {
  const { size } = await stat(file);
  if (size > mostCertificateBytes) throw tooLarge(file);
  return readFile(file, 'utf8');
}

function packed(from: string, text: string, now: number): PackedCertificate {
  try {
    return packCertificate(text, now);
  } catch (error) {
    if (!isDomainError(error, 'CertificateUnfit')) throw error;
    throw usage(`The certificate in ${from} cannot be imported. ${error.message}`);
  }
}

function tooLarge(what: string) {
  return usage(`${what} is larger than ${String(mostCertificateBytes / 1024)} KiB.`);
}
