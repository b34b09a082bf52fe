import type { Catalog, TemplateVersion } from '../../domain/template/template';

/** The catalog with versions that are not in it yet; what is there stays, and so does what was decided about it. */
export function mergeCatalog(before: Catalog, published: readonly TemplateVersion[]): Catalog {
  const names = [
    ...new Set([...before.templates.map((one) => one.name), ...published.map((one) => one.name)]),
  ].sort();
  const templates = names.map((name) => {
    const entry = before.templates.find((one) => one.name === name);
    const old = entry?.versions ?? [];
    const fresh = published.filter(
      (one) => one.name === name && !old.some((known) => known.version === one.version),
    );
    return { ...entry, name, versions: [...fresh, ...old].sort(newestFirst) };
  });
  return { ...before, templates };
}

/** By number, part by part: a fix of an older version is not the newest because it was published last. */
function newestFirst(a: { version: string }, b: { version: string }): number {
  return b.version.localeCompare(a.version, 'en', { numeric: true });
}
