import { offeredVersions } from '../../domain/template/offer';
import type { Deps } from '../ports/deps';

/** What the catalog offers, in short. */
export async function listTemplates(_input: object, { catalog }: Pick<Deps, 'catalog'>) {
  const { templates } = await catalog.read();
  const items = templates.flatMap(({ name, versions }) => {
    const [newest] = versions;
    if (!newest) return [];
    const { title, description, lease, approval, role } = newest.manifest;
    return [
      {
        name,
        title,
        description,
        version: newest.version,
        versions: offeredVersions(versions).map((one) => one.version),
        lease,
        approval,
        role,
      },
    ];
  });
  return { items, next: null };
}
