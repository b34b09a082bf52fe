import { DomainError } from '../base/errors';
import { hour, type Instant, plus } from '../base/time';
import { limitLease } from '../lease';
import { strictest } from './approval-rule';
import { entryOf, unacceptedTypes } from './offer';
import type { ApprovalRule, Catalog, Manifest, TemplatePin, TemplateVersion, Trial } from './template';

/** How long something may be made of a trial, and how long that lives at most. */
export const trialTtl = '1h';
const hourly = { default: trialTtl, max: trialTtl, permanent: false };
/** What was made last is approved and retried for as long as it lives. */
const keptMs = 2 * hour;
const mostOfOne = 10;
const mostOfAll = 100;

/** The catalog with a trial that may be made something of from now on; TooManyTrials where there are as many as there may be. */
export function withTrial(
  catalog: Catalog,
  of: TemplateVersion,
  { by, now }: { by: string; now: Instant },
): Catalog {
  const others = trialsIn(catalog, now).filter((one) => !isOf(one, of) || one.by !== by);
  if (others.filter((one) => one.by === by).length >= mostOfOne || others.length >= mostOfAll)
    throw new DomainError('TooManyTrials', { most: mostOfOne, ttl: trialTtl });
  return { ...catalog, trials: [...others, { of, by, expiresAt: trialEnd(now) }] };
}

/** Until when something may be made of a trial that was requested then. */
export function trialEnd(now: Instant): Instant {
  return plus(now, hour);
}

/** Throws TrialNotFound unless a bundle may be made something of now by whom these ids are; whose it is else, nobody is told. */
export function requireTrial(
  catalog: Catalog,
  { template, bundle }: { template: string; bundle: string },
  { ids, now }: { ids: readonly string[]; now: Instant },
): void {
  const own = trialsIn(catalog, now).find(
    ({ of, by, expiresAt }) =>
      of.name === template && of.bundle === bundle && ids.includes(by) && now < expiresAt,
  );
  if (own === undefined) throw new DomainError('TrialNotFound', { template, digest: bundle });
}

/**
 * What is pinned to a bundle that is tried and not published, under the policy that its publication would have; a rule of the
 * newest version that is stricter stays. Undefined where the bundle is none of a trial.
 */
export function triedVersion(
  catalog: Catalog,
  { name, bundle }: Pick<TemplatePin, 'name' | 'bundle'>,
): TemplateVersion | undefined {
  const entry = entryOf(catalog, name);
  if (entry?.versions.some((one) => one.bundle === bundle)) return undefined;
  const found = catalog.trials?.find((one) => isOf(one, { name, bundle }))?.of;
  if (found === undefined) return undefined;
  const newest = entry?.versions[0]?.manifest;
  const policy: Pick<Manifest, 'approval' | 'role' | 'lease' | 'withdrawn'> = {
    approval: approvalOf(found, catalog, newest?.approval),
    role: newest?.role === 'admin' ? 'admin' : found.manifest.role,
    lease: limitLease(name, hourly, { maxTtl: found.manifest.lease.max }),
    withdrawn: [],
  };
  return { ...found, manifest: { ...found.manifest, ...policy } };
}

function approvalOf(
  version: TemplateVersion,
  catalog: Catalog,
  newest: ApprovalRule | undefined,
): ApprovalRule {
  if (unacceptedTypes(version, entryOf(catalog, version.name)).length > 0) return 'always';
  const { approval } = version.manifest;
  return newest === undefined ? approval : strictest(approval, newest);
}

function trialsIn({ trials = [] }: Catalog, now: Instant): Trial[] {
  return trials.filter(({ expiresAt }) => now < plus(expiresAt, keptMs - hour));
}

function isOf({ of }: Trial, { name, bundle }: Pick<TemplatePin, 'name' | 'bundle'>): boolean {
  return of.name === name && of.bundle === bundle;
}
