import * as z from 'zod';
import { leasehold } from '../../access/actor';
import { between, day, earliest, type Instant, plus } from '../../base/time';
import { type Change, type EventDraft, unchanged } from '../decisions/change';
import type { Environment, Living } from '../environment';
import type { CertificateWarning, FoundCertificates, HeldCertificates } from './held-certificates';

type Held = HeldCertificates['items'][number];

/** The earlier warning first. */
const warnings: readonly CertificateWarning[] = [30, 14];

/** How near an end is: `critical` at 14 days and less, also where it is past, `warning` at 30 and less. */
export const CertificateLevel = z.enum(['critical', 'warning', 'fine', 'unknown']);
export type CertificateLevel = z.infer<typeof CertificateLevel>;

/** How near the end of a certificate is at `now`; `unknown` where nobody knows the end. */
export function levelOf(ends: Instant | null, now: Instant): CertificateLevel {
  if (ends === null) return 'unknown';
  const left = between(now, ends);
  if (left <= 14 * day) return 'critical';
  return left <= 30 * day ? 'warning' : 'fine';
}

/** What is known of certificates from now on; a warning that was given counts on while certificate and end are the same. */
export function keepCertificates(
  { certificates: before }: Pick<Environment, 'certificates'>,
  found: FoundCertificates | undefined,
): Pick<Environment, 'certificates'> {
  if (!found) return before ? { certificates: before } : {};
  const warned = new Map(before?.items.map((one) => [placeOf(one), one.warned]));
  const items = found.items.map((one): Held => {
    const given = warned.get(placeOf(one));
    return { ...one, ...(given && { warned: given }) };
  });
  return { certificates: { ...found, items } };
}

function placeOf({ arn, ends }: Held): string {
  return `${arn} ${ends ?? ''}`;
}

/** When people are to be warned next; undefined where nothing is left to say. */
export function certificateTimer({ certificates }: Environment): Instant | undefined {
  return earliest((certificates?.items ?? []).map(nextWarningAt));
}

function nextWarningAt({ ends, warned, uses }: Held): Instant | undefined {
  const next = warnings.find((days) => warned === undefined || days < warned);
  return ends === null || next === undefined || uses ? undefined : plus(ends, -next * day);
}

/** One event for all certificates whose warning is due, by the one that ends first; an event and that it was said are one write. */
export function warnOfCertificates(environment: Living, { now }: { now: Instant }): Change | null {
  const { certificates } = environment;
  if (!certificates) return unchanged;
  const due = certificates.items.filter((one) => isDue(one, now));
  const [first] = due;
  if (!first) return unchanged;
  const items = certificates.items.map((one) =>
    due.includes(one) ? { ...one, warned: reached(one, now) } : one,
  );
  const warned = { ...environment, certificates: { ...certificates, items } };
  return { environment: warned, events: [eventOf(first, due, { at: certificates.at, now })], effects: [] };
}

function isDue(one: Held, now: Instant): boolean {
  const at = nextWarningAt(one);
  return at !== undefined && at <= now;
}

function reached({ ends }: Held, now: Instant): CertificateWarning {
  return levelOf(ends, now) === 'critical' ? 14 : 30;
}

function eventOf(first: Held, due: readonly Held[], { at, now }: { at: Instant; now: Instant }): EventDraft {
  const { address, name, ends } = first;
  const data = {
    address,
    certificate: name,
    ends,
    warning: reached(first, now),
    others: due.length - 1,
    readAt: at,
  };
  return { type: 'CertificateEndsSoon', actor: leasehold, data };
}
