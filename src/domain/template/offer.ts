import { DomainError } from '../base/errors';
import { type Catalog, findTemplate, type TemplateVersion } from './template';

/**
 * A version as it may be asked for now, the newest unless another is named: what it makes is its own, but the policy (role,
 * lease, approval) is that of the template's newest version, so that an older one brings no rule back that was tightened since.
 */
export function underPolicy(catalog: Catalog, name: string, version?: string): TemplateVersion {
  const found = findTemplate(catalog, name, version);
  const { role, lease, approval, withdrawn } = findTemplate(catalog, name).manifest;
  return { ...found, manifest: { ...found.manifest, role, lease, approval, withdrawn } };
}

/** The same for a version that something is to be made with; VersionWithdrawn when the newest version withdraws it. */
export function offeredVersion(catalog: Catalog, name: string, version?: string): TemplateVersion {
  const found = underPolicy(catalog, name, version);
  if (!found.manifest.withdrawn.includes(found.version)) return found;
  const newest = findTemplate(catalog, name).version;
  throw new DomainError('VersionWithdrawn', { template: name, version: found.version, newest });
}

/** The versions of a template that are not withdrawn, newest first. */
export function offeredVersions([newest, ...older]: readonly TemplateVersion[]): TemplateVersion[] {
  if (newest === undefined) return [];
  return [newest, ...older.filter(({ version }) => !newest.manifest.withdrawn.includes(version))];
}
