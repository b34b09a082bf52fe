import { readFileSync } from 'node:fs';
import { allLives } from '../../../scripts/components/component-lives';
import { renderComponents } from '../../../scripts/components/render-components';
import { readTree } from '../../../src/bundle/read-tree';
import { catalogServices } from '../../../src/local/roles/catalog-services';
import type { PackedBundle } from '../../../src/domain/template/template';
import { packWhole } from '../../support/terraform/pack-whole';

describe('docs/components.md', () => {
  it('is what the templates and their lives say today; npm run components writes it', () => {
    expect(readFileSync('docs/components.md', 'utf8')).toBe(renderComponents());
  });
});

it('are made of the services that a local plane offers', () => {
  const services = new Set(allLives().flatMap((life) => life.services));

  expect(catalogServices).toEqual([...services].sort());
});

describe('the life of a component', () => {
  let bundles: ReadonlyMap<string, PackedBundle>;
  beforeAll(async () => {
    const engine = { name: 'terraform' as const, version: '1.11.4' };
    const packed = await packWhole({ ...(await readTree('terraform')), engine });
    bundles = new Map(packed.map((one) => [one.name, one]));
  });

  it.each(allLives())('of $template accounts for each type that it may make', (life) => {
    const { template, made, mocked } = life;
    const types = bundles.get(template)?.types ?? [];

    if (typeof mocked === 'string') return expect([made, mocked.length > 10]).toEqual([[], true]);
    const accounted = [...made, ...Object.keys(mocked)];
    return expect(accounted.sort()).toEqual(types.filter((type) => type.startsWith('aws_')));
  });

  it.each(allLives())('of $template is lived, unless it says why it cannot be', ({ changed, mocked }) => {
    expect(changed === undefined).toBe(typeof mocked === 'string');
  });
});
