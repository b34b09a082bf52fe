import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWorkshop } from '../../../src/author/workshop';

const schema = 'https://leasehold.example.com/schemas/template.json';
const scaffold = '.template.scaffold.yaml';
const variable = (name: string, more = '') => `variable "${name}" {\n  type = string\n${more}}\n`;
const resource = 'resource "terraform_data" "one" {}\n';

let cwd: string;
let folder: string;

beforeEach(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'leasehold-update-'));
  folder = join(cwd, 'queue');
  mkdirSync(folder);
  write('main.tf', resource + variable('zone') + variable('owner'));
  await (await openWorkshop(cwd)).init(folder, undefined, schema);
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const read = (name = 'template.yaml') => readFileSync(join(folder, name), 'utf8');
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const edit = (from: string, to: string) => {
  expect(read()).toContain(from);
  write('template.yaml', read().replace(from, to));
};
const update = async () =>
  (await openWorkshop(cwd)).update(folder, undefined, 'http://127.0.0.1:1/schemas/template.json');

describe('an update of a template', () => {
  it('changes nothing where the module asks for nothing new', async () => {
    edit('version: 1.0.0', 'version: 1.2.0');
    const before = read();

    expect(await update()).toMatchObject({ isChanged: false, conflicts: 0 });
    expect(read()).toBe(before);
  });

  it('adds what is new, takes out what is gone, and keeps what was edited', async () => {
    edit('title: Queue', 'title: Our queue');
    edit('max: 30d', 'max: 60d');
    write(
      'main.tf',
      resource +
        variable('zone') +
        variable('region') +
        variable('deletion_protection', '  default = "true"\n'),
    );

    expect(await update()).toMatchObject({ isChanged: true, conflicts: 0 });

    expect(read()).toContain('title: Our queue');
    expect(read()).toContain('max: 60d');
    expect(read()).toContain('- region');
    expect(read()).toContain('deletion_protection: false');
    expect(read()).not.toContain('owner');
    expect(read().split('\n')[0]).toBe(`# yaml-language-server: $schema=${schema}`);
    expect(await update()).toMatchObject({ isChanged: false, conflicts: 0 });
  });

  it('shows what both changed as Git does, once, and goes on when it is decided', async () => {
    edit('- owner', '- owner # whom to ask');
    write('main.tf', resource + variable('zone') + variable('region'));

    const { conflicts } = await update();

    expect(conflicts).toBeGreaterThan(0);
    expect(read()).toMatch(
      /^<<<<<<< template\.yaml$[\s\S]*whom to ask[\s\S]*^=======$[\s\S]*- region[\s\S]*^>>>>>>> the scaffold now$/m,
    );
    await expect(update()).rejects.toThrow('has conflicts of an earlier update');

    write(
      'template.yaml',
      read().replace(/<<<<<<< [^\n]*\n[\s\S]*?=======\n([\s\S]*?)>>>>>>> [^\n]*\n/g, '$1'),
    );
    expect(await update()).toMatchObject({ isChanged: false, conflicts: 0 });
  });

  it('comes to the same where it was killed between its two files', async () => {
    const before = read(scaffold);
    write('main.tf', resource + variable('zone') + variable('owner') + variable('region'));
    await update();
    const merged = read();

    write(scaffold, before);
    expect(await update()).toMatchObject({ isChanged: false, conflicts: 0 });

    expect(read()).toBe(merged);
    expect(read(scaffold)).toContain('- region');
  });

  it.each([
    ['has no scaffold', () => rmSync(join(folder, scaffold)), 'scaffold.yaml cannot be read'],
    ['has no template.yaml', () => rmSync(join(folder, 'template.yaml')), 'template.yaml cannot be read'],
    ['is not valid', () => write('template.yaml', 'colour: red\n'), 'colour'],
    ['has no module any more', () => rmSync(join(folder, 'main.tf')), 'no Terraform files'],
  ])('is refused where the folder %s, and leaves it as it is', async (_, spoil, reason) => {
    spoil();
    const before = existsSync(join(folder, 'template.yaml')) ? read() : undefined;

    await expect(update()).rejects.toThrow(reason);

    expect(existsSync(join(folder, 'template.yaml')) ? read() : undefined).toBe(before);
  });

  it('is of no bundle: the scaffold is not packed', async () => {
    const rules = {
      engine: { name: 'terraform' as const, version: '1.11.4' },
      platform: 'linux_amd64',
      programs: [],
      services: [],
    };
    const one = await (await openWorkshop(cwd)).pack(folder, 'shop', rules);
    rmSync(join(folder, scaffold));
    const other = await (await openWorkshop(cwd)).pack(folder, 'shop', rules);

    expect('bundle' in one && one.bundle.bundle).toBe('bundle' in other && other.bundle.bundle);
  });
});
