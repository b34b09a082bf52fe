import { DomainError } from '../base/errors';
import {
  type Catalog,
  type CatalogEntry,
  findTemplate,
  type RetiredVersion,
  type TemplateVersion,
} from './template';
import { acceptedLeaseOf } from './team-lease';
import { teamOf } from './template-name';

/**
 * A version as it may be asked for now, the newest unless another is named: what it makes is its own, but the policy (role,
 * lease, approval) is that of the template's newest version, so that an older one brings no rule back that was tightened since.
 * A team's template needs approval until an administrator accepted all of its types, and has no longer lease than was accepted.
 */
export function underPolicy(catalog: Catalog, name: string, version?: string): TemplateVersion {
  const found = findTemplate(catalog, name, version);
  const { role, lease, approval } = findTemplate(catalog, name).manifest;
  const entry = entryOf(catalog, name);
  const policy = {
    role,
    lease: acceptedLeaseOf(name, lease, entry),
    approval: unacceptedTypes(found, entry).length > 0 ? ('always' as const) : approval,
    withdrawn: withdrawnOf(entry),
  };
  return { ...found, manifest: { ...found.manifest, ...policy } };
}

/** The same for a version that something is to be made with, the newest that is offered unless another is named; VersionWithdrawn when it is withdrawn. */
export function offeredVersion(catalog: Catalog, name: string, version?: string): TemplateVersion {
  const entry = entryOf(catalog, name);
  const newest = entry && offeredVersions(entry)[0]?.version;
  const refused = (one: string) =>
    new DomainError('VersionWithdrawn', { template: name, version: one, newest: newest ?? null });
  // The catalog may have forgotten one that was withdrawn long ago.
  if (version !== undefined && isRetired(entry, version, 'withdrawn')) throw refused(version);
  const found = underPolicy(catalog, name, version ?? newest);
  if (found.manifest.withdrawn.includes(found.version)) throw refused(found.version);
  return found;
}

function isRetired(entry: CatalogEntry | undefined, version: string, as: RetiredVersion['as']): boolean {
  return entry?.retired?.some((one) => one.version === version && one.as === as) ?? false;
}

/** The versions of a template that are not withdrawn, newest first. */
export function offeredVersions(entry: CatalogEntry): TemplateVersion[] {
  const withdrawn = withdrawnOf(entry);
  return entry.versions.filter(({ version }) => !withdrawn.includes(version));
}

/** The types of a team's version that no administrator accepted yet; of one whose types are not known, that. */
export function unacceptedTypes(version: TemplateVersion, entry: CatalogEntry | undefined): string[] {
  if (teamOf(version.name) === undefined) return [];
  const accepted = entry?.accepted ?? [];
  return (version.types ?? ['unknown']).filter((type) => !accepted.includes(type));
}

/** Why a version is deprecated or withdrawn since it was published; undefined where it is neither. */
export function retirementOf(catalog: Catalog, name: string, version: string): RetiredVersion | undefined {
  return entryOf(catalog, name)?.retired?.find((one) => one.version === version);
}

/** A template of the catalog with what was decided about it. */
export function entryOf(catalog: Catalog, name: string): CatalogEntry | undefined {
  return catalog.templates.find((template) => template.name === name);
}

function withdrawnOf(entry: CatalogEntry | undefined): string[] {
  const named = entry?.versions[0]?.manifest.withdrawn ?? [];
  const retired = entry?.retired?.filter(({ as }) => as === 'withdrawn') ?? [];
  return [...new Set(named.concat(retired.map(({ version }) => version)))];
}
