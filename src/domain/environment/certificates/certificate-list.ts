import * as z from 'zod';
import { Instant } from '../../base/time';
import type { Environment } from '../environment';
import { EnvironmentKey } from '../environment-name';
import type { HeldCertificates } from './held-certificates';
import { CertificateLevel, levelOf } from './warn-certificates';

/** One certificate of one environment. */
export const CertificateRow = z.strictObject({
  environment: EnvironmentKey,
  stack: z.string().optional(),
  address: z.string().describe('The resource that is the certificate, or that uses one made elsewhere.'),
  name: z.string(),
  arn: z.string(),
  ends: Instant.nullable().describe('Null where no run has read its end.'),
  level: CertificateLevel,
  readAt: Instant.describe('When the end was read: by a run, or by a check for drift.'),
  madeIn: z
    .string()
    .nullable()
    .optional()
    .describe(
      'Where it is used and not made: the environment that makes it, null where none does. Absent where it is made.',
    ),
});
export type CertificateRow = z.infer<typeof CertificateRow>;

/** The certificates of all environments, those first that end first. */
export const CertificateList = z.strictObject({
  certificates: z.array(CertificateRow),
  more: z
    .int()
    .nonnegative()
    .describe('How many certificates are not listed, as their environments have too many.'),
  unread: z.array(z.string()).describe('Environments whose certificates no run has read yet.'),
  complete: z.boolean().describe('False where there are more environments than one answer covers.'),
});
export type CertificateList = z.infer<typeof CertificateList>;

type Held = HeldCertificates['items'][number];

/** Who makes a certificate, when it ends, and when that was read. */
interface Origin {
  environment: string;
  ends: Instant | null;
  readAt: Instant;
}

/** The rows of these environments; what one uses is looked for among what all of them make. */
export function certificateRows(environments: readonly Environment[], now: Instant): CertificateRow[] {
  const origins = new Map(environments.flatMap(originsIn));
  return environments.flatMap((one) => rowsOf(one, { origins, now })).sort(inOrder);
}

function originsIn({ name, certificates }: Environment): [string, Origin][] {
  if (!certificates) return [];
  const made = certificates.items.filter(({ uses, arn }) => !uses && arn !== '');
  return made.map(({ arn, ends }) => [arn, { environment: name, ends, readAt: certificates.at }]);
}

interface Known {
  origins: ReadonlyMap<string, Origin>;
  now: Instant;
}

function rowsOf({ name, stack, certificates }: Environment, { origins, now }: Known): CertificateRow[] {
  if (!certificates) return [];
  const of = { environment: name, ...(stack && { stack: stack.name }) };
  return certificates.items.map((one) => {
    const origin = one.uses ? origins.get(one.arn) : undefined;
    const { ends, readAt } = origin ?? { ends: one.ends, readAt: certificates.at };
    return { ...of, ...shownOf(one, origin), ends, level: levelOf(ends, now), readAt };
  });
}

function shownOf({ address, name, arn, uses }: Held, origin: Origin | undefined) {
  return { address, name, arn, ...(uses && { madeIn: origin?.environment ?? null }) };
}

function inOrder(a: CertificateRow, b: CertificateRow): number {
  return placeOf(a) < placeOf(b) ? -1 : 1;
}

/** What has no known end comes last. */
function placeOf({ ends, environment, address }: CertificateRow): string {
  return `${ends ?? '~'} ${environment} ${address}`;
}
