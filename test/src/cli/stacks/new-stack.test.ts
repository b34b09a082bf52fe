import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Asker } from '../../../../src/cli/guide/asker';
import { readSurroundings } from '../../../../src/cli/stacks/onboard/check-new-stack';
import { guideStack } from '../../../../src/cli/stacks/onboard/guide-stack';
import { readCatalogFolder } from '../../../../src/author/read-catalog-folder';
import type { Context } from '../../../../src/cli/context';
import { writeNewStack } from '../../../../src/client/stacks/write-new-stack';
import { runIdp } from '../../../support/cli/terminal';

const templates = join(process.cwd(), 'terraform/templates');
const layers = {
  'stacks/org/dev.yaml': 'environment: dev\naccount: "111122223333"\nregion: eu-central-1\nlease: 7d\n',
  'stacks/other.yaml':
    'stack: other\nimport: [org/dev]\ncomponents:\n  vpc:\n    template: vpc@^1\n    inputs: { project: other, environment: dev, vpc_cidr: 10.0.0.0/16 }\n',
};

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'leasehold-new-stack-'));
  for (const [file, text] of Object.entries(layers)) {
    mkdirSync(dirname(join(cwd, file)), { recursive: true });
    writeFileSync(join(cwd, file), text);
  }
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

/** The catalog as it was read once: packing it is most of what each command does, and none changes it. */
const catalog = readCatalogFolder(templates);
const readTemplates = (folder: string) => (folder === templates ? catalog : readCatalogFolder(folder));

const idp = (...args: string[]) =>
  runIdp(['stacks', ...args, '--templates', templates], { cwd, readTemplates });
const path = () => join(cwd, 'stacks/shop-dev.yaml');
const flags = (
  '--import org/dev --component vpc@^1 --component api=api-service@^1 -i vpc.project=shop -i vpc.environment=dev ' +
  '-i api.container_image=ghcr.io/acme/shop:1.4.2 --ref api.allowed_cidrs=vpc.vpc_cidr_block'
).split(' ');
const whole = ['new', 'shop-dev', ...flags];

describe('idp stacks new, by flags', () => {
  it('shows the file and what validate says of it, and writes nothing, with --dry-run', async () => {
    const { code, stdout } = await idp(...whole, '--dry-run');

    expect([code, existsSync(path())]).toEqual([0, false]);
    expect(stdout).toContain('No problem found.');
    expect(stdout).toContain('Nothing was written, because of --dry-run.');
  });

  it('writes a file that validates, with a range that is free beside the other stacks', async () => {
    const { code, stderr } = await idp(...whole);

    expect([code, stderr]).toEqual([0, '']);
    expect(readFileSync(path(), 'utf8')).toBe(`stack: shop-dev
import:
  - org/dev
components:
  vpc:
    template: vpc@^1
    inputs:
      project: shop
      environment: dev
      vpc_cidr: 10.1.0.0/16
  api:
    template: api-service@^1
    inputs:
      container_image: ghcr.io/acme/shop:1.4.2
      allowed_cidrs:
        - { ref: vpc.vpc_cidr_block }
`);
    expect(await idp('validate')).toMatchObject({ code: 0 });
  });

  it('never writes over a file', async () => {
    writeFileSync(path(), 'lease: 1d\n');

    expect(await idp(...whole)).toMatchObject({ code: 5, stderr: expect.stringContaining('exists already') });
    expect(readFileSync(path(), 'utf8')).toBe('lease: 1d\n');
  });

  it.each([
    ['a value that the template refuses', ['-i', 'vpc.zones=7'], /shop-dev\.yaml:\d+:\d+ .*zones/],
    [
      'a reference whose type does not fit',
      ['--ref', 'api.container_image=vpc.private_subnet_ids'],
      /shop-dev\.yaml:\d+:\d+ .*private_subnet_ids/,
    ],
    ['a layer that is not there', ['--import', 'org/prod'], /shop-dev\.yaml:\d+:\d+ there is no layer/],
  ])('writes nothing where there is %s, and says so with the line', async (_, more, problem) => {
    const { code, stderr } = await idp(...whole, ...more);

    expect([code, existsSync(path())]).toEqual([2, false]);
    expect(stderr).toMatch(problem);
    expect(await idp(...whole, ...more, '--dry-run')).toMatchObject({ code: 2 });
  });

  it.each([
    [['--component', 'git::https://example.com/x.git'], 'a component names a published template'],
    [['-i', 'vpc_cidr=10.0.0.0/16'], 'names no input of a component'],
    [['--ref', 'api.x=vpc'], 'names no output'],
  ])('refuses %j', async (more, reason) => {
    const { code, stderr } = await idp('new', 'shop-dev', ...more);

    expect([code, existsSync(path())]).toEqual([2, false]);
    expect(stderr).toContain(reason);
  });

  it('is not stopped by what is wrong elsewhere in the folder already', async () => {
    writeFileSync(join(cwd, 'stacks/wrong.yaml'), 'stack: wrong\nimprot: [x]\n');

    expect(await idp(...whole)).toMatchObject({ code: 0 });
  });
});

describe('idp stacks new, by answers', () => {
  /** Answers by the beginning of the question; what is asked is kept. */
  const answering = (answers: Record<string, string[]>) => {
    const asked: string[] = [];
    const next = (message: string, otherwise = '') => {
      asked.push(message);
      const key = Object.keys(answers).find((one) => message.startsWith(one));
      return Promise.resolve((key && answers[key]?.shift()) || otherwise);
    };
    const asker: Asker = {
      text: next,
      secret: (message) => next(message),
      choose: (message) => next(message),
      refuse: (reason) => void asked.push(`! ${reason}`),
    };
    return { asker, asked };
  };

  it('asks for layers, a preset, components and what they require, and offers references that fit', async () => {
    const { asker, asked } = answering({
      'Which layer': ['org/dev'],
      'Which preset': ['development'],
      'Which component': ['vpc', 'ecr'],
      'What is the component of ecr': ['images'],
      'vpc.project': ['shop'],
      'images.project': ['shop'],
      'images.repositories': ['Not A Name', 'web,worker'],
    });
    const known = ['vpc', 'ecr'].map((name) => ({ name, title: name, version: '1.1.0' }));
    const context = {
      world: { cwd, readTemplates },
      api: { listTemplates: async () => known, listTargets: async () => [] },
    } as unknown as Context;
    const around = await readSurroundings(context, { path: join(cwd, 'stacks'), templates });
    const given = { name: 'shop-dev', heads: {}, components: new Map(), inputs: new Map() };

    const stack = await guideStack(context, { given, around, file: 'shop-dev.yaml', asker });

    expect(writeNewStack(stack)).toContain(`import:
  - org/dev
preset: development
components:
  vpc:
    template: vpc@^1.1
    inputs:
      project: shop
`);
    expect(writeNewStack(stack)).toContain('repositories:\n        - web\n        - worker\n');
    expect(asked.filter((one) => one.startsWith('!'))).toHaveLength(1);
    expect(asked.some((one) => one.startsWith('In which region'))).toBe(true);
  });
});
