import { usage } from '../../client/errors';
import type { GivenCertificate } from '../../client/certificates/given-certificate';
import { putUpload } from '../../client/templates/put-upload';
import type { Context } from '../context';
import { confirm } from '../prompt';
import { reportRotation, rotateOne } from './rotate-one';

/** Which certificate of an environment is replaced, and by what. */
export interface AskedReplacement {
  name: string;
  address: string;
  from: string;
  dryRun: boolean;
  yes: true | undefined;
  wait: boolean;
}

/** Has a certificate imported under the ARN of another; its key goes to the control plane by the upload alone. */
export async function replaceCertificate(context: Context, asked: AskedReplacement): Promise<number> {
  const { api, screen, world } = context;
  const { name, address, from, dryRun, wait } = asked;
  const given = await world.readCertificate(from, world.now());
  await refuseUnknown(context, asked, given);
  screen.say(
    `${dryRun ? 'Would replace' : 'Replaces'} ${address} of '${name}' by the certificate of ${given.names.join(', ')} that ends on ${given.ends.slice(0, 10)}.`,
  );
  if (!dryRun) await confirm(context, asked.yes);
  const { digest, body } = given;
  const place = await api.uploadCertificate({ environment: name, digest, bytes: body.length });
  const { interrupted } = world;
  await putUpload(place, body, { interrupted, what: 'certificate', undone: 'Nothing was replaced' });
  const certificate = { address, digest };
  const rotated = await rotateOne(context, name, { body: { dryRun, certificate }, wait });
  return reportRotation(
    context,
    rotated,
    `Nothing else was changed. Try it again: idp rotate ${name} --certificate '${address}' --from ${from}`,
  );
}

/** What runs have read of its certificates is enough to refuse before anything is uploaded; the run asks ACM itself. */
async function refuseUnknown(
  { api }: Context,
  { name, address }: AskedReplacement,
  { ends }: GivenCertificate,
): Promise<void> {
  const { certificates, more, unread } = await api.listCertificates({ environment: name });
  const own = certificates.filter(({ madeIn }) => madeIn === undefined);
  const known = own.find((row) => row.address === address);
  if (!known && more === 0 && !unread.includes(name))
    throw usage(`'${name}' has no certificate at ${address}.`, hasInstead(own));
  if (known && known.ends !== null && ends < known.ends)
    throw usage(
      `The new certificate ends on ${ends.slice(0, 10)}, before the one in use (${known.ends.slice(0, 10)}).`,
    );
}

function hasInstead(own: readonly { address: string }[]): string {
  return own.length > 0 ? `It has ${own.map(({ address }) => address).join(', ')}.` : 'It has none.';
}
