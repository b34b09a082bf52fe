import { plus } from '../../../../src/domain/base/time';
import { makeRoom } from '../../../../src/domain/template/catalog-room';
import { offeredVersion } from '../../../../src/domain/template/offer';
import type { Catalog, CatalogEntry, TemplateVersion } from '../../../../src/domain/template/template';
import { withTrial } from '../../../../src/domain/template/trial';
import { isPublished } from '../../../../src/operations/template/judge-upload';
import { templateVersion } from '../../../support/terraform/catalog';

const now = '2026-01-01T00:00:00.000Z';
const wordy = (bytes: number) => ({
  type: 'object',
  additionalProperties: false,
  properties: { size: { type: 'integer', description: 'x'.repeat(bytes) } },
});
const versionOf = (minor: number, bytes = 500_000, name = 'shop/one'): TemplateVersion => ({
  ...templateVersion({ version: `1.${minor}.0`, inputs: wordy(bytes) }),
  name,
  bundle: String(minor).padStart(64, '0'),
});
const withdrawn = (minor: number) => ({
  version: `1.${minor}.0`,
  as: 'withdrawn' as const,
  reason: 'old',
  by: 'pat',
  at: plus(now, minor),
});
const entryOf = (count: number, retired: CatalogEntry['retired'] = [], name = 'shop/one'): CatalogEntry => ({
  name,
  versions: Array.from({ length: count }, (_, n) => versionOf(count - 1 - n, 500_000, name)),
  retired,
});
const versionsIn = ({ templates }: Catalog) =>
  templates.flatMap(({ versions }) => versions.map((one) => one.version));
const refusal = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

it('leaves a catalog as it is in which there is room', () => {
  const catalog = { templates: [entryOf(7, [withdrawn(0)])] };

  expect(makeRoom(catalog, 'shop/one')).toBe(catalog);
});

it('forgets of the withdrawn versions of the team those that were withdrawn first, and no more than it must', () => {
  const catalog = {
    templates: [entryOf(9, [withdrawn(3), withdrawn(1), withdrawn(8)]), entryOf(3, [], 'blog/one')],
  };
  const roomy = makeRoom(catalog, 'shop/one');

  expect(versionsIn(roomy).join(' ')).toBe('1.8.0 1.7.0 1.6.0 1.5.0 1.4.0 1.2.0 1.0.0 1.2.0 1.1.0 1.0.0');
  expect(roomy.templates[0]?.retired).toHaveLength(3);
});

it('refuses what does not fit, with whose it is and the numbers', () => {
  expect(refusal(() => makeRoom({ templates: [entryOf(9)] }, 'shop/two'))).toMatchObject({
    code: 'CatalogFull',
    details: { whose: 'The team shop', most: 4_000_000 },
  });
  const teams = Array.from({ length: 8 }, (_, n) => entryOf(7, [], `team-${n}/one`));
  expect(refusal(() => makeRoom({ templates: teams }, 'team-0/one'))).toMatchObject({
    code: 'CatalogFull',
    details: { whose: 'The stage' },
  });
});

it('counts what is tried, too', () => {
  let catalog: Catalog = { templates: [] };
  const request = (n: number) =>
    makeRoom(withTrial(catalog, versionOf(n), { by: `person-${n}`, now }), 'shop/one');
  for (let n = 0; n < 7; n++) catalog = request(n);

  expect(refusal(() => request(7))).toMatchObject({ code: 'CatalogFull' });
});

it('lets a number that was forgotten be neither made anything with nor published again', () => {
  const catalog = makeRoom({ templates: [entryOf(9, [withdrawn(0), withdrawn(1)])] }, 'shop/one');
  const again = (bundle: string) => () =>
    isPublished(catalog, { name: 'shop/one', version: '1.0.0', bundle });

  expect(versionsIn(catalog)).not.toContain('1.0.0');
  expect(refusal(() => offeredVersion(catalog, 'shop/one', '1.0.0'))).toMatchObject({
    code: 'VersionWithdrawn',
    details: { newest: '1.8.0' },
  });
  expect(refusal(again('0'.repeat(64)))).toMatchObject({ code: 'VersionPublished' });
  expect(refusal(again('f'.repeat(64)))).toMatchObject({ code: 'VersionPublished' });
});
