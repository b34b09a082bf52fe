import * as z from 'zod';
import { cutAt } from '../../base/cut-text';
import { Instant } from '../../base/time';

/** So many certificates are kept of one environment, those that end first. */
export const mostCertificates = 20;

const longestText = 300;

/** How long before the end of a certificate people are warned, in days. */
export const CertificateWarning = z.union([z.literal(30), z.literal(14)]);
export type CertificateWarning = z.infer<typeof CertificateWarning>;

/** A certificate of the provider as a state has it; `ends` null where that did not say. `uses`: it is made elsewhere, and this takes it. */
const FoundCertificate = z.strictObject({
  address: z.string().max(longestText),
  name: z.string().max(longestText),
  arn: z.string().max(longestText),
  ends: Instant.nullable(),
  uses: z.literal(true).optional(),
});
export type FoundCertificate = z.infer<typeof FoundCertificate>;

/** What a run read of certificates, and when that was so; `more` says how many there are besides. */
export const FoundCertificates = z.strictObject({
  at: Instant,
  items: z.array(FoundCertificate).max(mostCertificates),
  more: z.int().positive().optional(),
});
export type FoundCertificates = z.infer<typeof FoundCertificates>;

/** The same as the environment keeps it, each with the last warning that was given of its end. */
export const HeldCertificates = FoundCertificates.extend({
  items: z.array(FoundCertificate.extend({ warned: CertificateWarning.optional() })).max(mostCertificates),
});
export type HeldCertificates = z.infer<typeof HeldCertificates>;

/** What is kept of all that was found, cut to its bounds. */
export function boundCertificates(found: readonly FoundCertificate[], at: Instant): FoundCertificates {
  const sorted = [...found].sort(inOrder);
  const more = sorted.length - mostCertificates;
  return { at, items: sorted.slice(0, mostCertificates).map(cutToBounds), ...(more > 0 && { more }) };
}

function inOrder(a: FoundCertificate, b: FoundCertificate): number {
  return placeOf(a) < placeOf(b) ? -1 : 1;
}

/** What ends first comes first, and what nobody knows the end of before that: an unknown end may be near. */
function placeOf({ ends, uses, address }: FoundCertificate): string {
  return `${uses ? 1 : 0} ${ends ?? ''} ${address}`;
}

function cutToBounds({ address, name, arn, ...rest }: FoundCertificate): FoundCertificate {
  const [shortAddress, shortName, shortArn] = [address, name, arn].map((text) => cutAt(longestText, text));
  return { address: shortAddress ?? '', name: shortName ?? '', arn: shortArn ?? '', ...rest };
}
