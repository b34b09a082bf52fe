import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { parse } from 'yaml';
import * as z from 'zod';
import { readCatalogFolder } from '../../../src/author/read-catalog-folder';
import type { FolderOfTemplates } from '../../../src/client/templates/workshop';
import { presetTexts } from '../../../src/client/stacks/presets/presets';
import { presetNames } from '../../../src/domain/stack/stack-file';
import type { StackTemplate } from '../../../src/domain/stack/template';
import { stackTemplateOf } from '../../../src/domain/stack/template-of-manifest';
import { inLines, resolveFiles } from '../../support/stacks/resolve-files';

const Said = z.record(z.string(), z.object({ inputs: z.record(z.string(), z.unknown()) }));
const takes = (schema: object | undefined, value: unknown) =>
  schema !== undefined && new Ajv2020({ strict: false }).validate(schema, value);
const root = join(process.cwd(), 'terraform');

describe('the templates of a folder', () => {
  let read: FolderOfTemplates;
  let templates: Map<string, StackTemplate>;

  beforeAll(async () => {
    read = await readCatalogFolder(join(root, 'templates'));
    templates = new Map(read.templates.map((one) => [one.name, stackTemplateOf(one)]));
  });

  it('are read with the modules beside them, without Terraform and without a network', () => {
    expect(read.refused).toEqual([]);
    expect([...templates.keys()]).toEqual(expect.arrayContaining(['vpc', 'api-service', 'playground']));
    expect(templates.get('vpc')?.inputs.schema.properties['vpc_cidr']).toMatchObject({ type: 'string' });
  });

  it.each(presetNames)('take all that the preset %s says', (preset) => {
    const { templates: said } = z.object({ templates: Said }).parse(parse(presetTexts[preset]));
    const refused = Object.entries(said).flatMap(([name, { inputs }]) => {
      const properties = templates.get(name)?.inputs.schema.properties ?? {};
      const wrong = Object.entries(inputs).filter(([input, value]) => !takes(properties[input], value));
      return wrong.map(([input]) => `${name}.${input}`);
    });

    expect(Object.keys(said).length).toBeGreaterThan(4);
    expect(refused).toEqual([]);
  });

  it('say by a CIDR that is given and one that is given out which range is their own, also where it is the default', () => {
    const stack = (name: string) =>
      `stack: ${name}\ncomponents:\n  network: { template: vpc, inputs: { project: shop } }\n`;
    const files = { 'dev.yaml': stack('dev'), 'staging.yaml': stack('staging') };
    const { problems } = resolveFiles(files, ({ name }) => templates.get(name));

    expect(inLines(problems)).toEqual([
      expect.stringContaining(
        'staging.yaml:3:3 vpc_cidr of staging/network (10.0.0.0/16, the default) overlaps vpc_cidr of dev/network (10.0.0.0/16, the default; dev.yaml:3:3)',
      ),
    ]);
  });

  it.each([
    ['a folder that is not there', 'nosuch', 'There is no folder'],
    ['a folder without a template', '', 'There is no template in'],
  ])('are none in %s', async (_, name, words) => {
    const folder = mkdtempSync(join(tmpdir(), 'leasehold-catalog-'));

    await expect(readCatalogFolder(join(folder, name))).rejects.toThrow(words);
    rmSync(folder, { recursive: true });
  });
});
