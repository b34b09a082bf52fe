import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runIdp } from '../support/cli/terminal';

const root = join(import.meta.dirname, '../..');
const examples = readdirSync(join(root, 'examples')).map((name) => `examples/${name}`);
const idp = (...words: string[]) => runIdp(words, { cwd: root });
const templates = ['--templates', 'terraform/templates'];

describe.each(examples)('%s', (folder) => {
  const commands = readFileSync(join(root, folder, 'README.md'), 'utf8').matchAll(/^idp (.+)$/gm);

  it.each([...commands].map(([, words = '']) => words))(
    'does what its README says: idp %s',
    async (words) => {
      expect(await idp(...words.split(' '))).toMatchObject({ code: 0, stderr: '' });
    },
  );

  it('has no problem, and names every stack in its README', async () => {
    expect(await idp('stacks', 'validate', folder, ...templates)).toMatchObject({ code: 0 });
    const listed = await idp('stacks', 'list', '--folder', folder, '--json');
    const stacks = JSON.parse(listed.stdout) as { name: string }[];
    const said = readFileSync(join(root, folder, 'README.md'), 'utf8');
    expect(stacks.filter(({ name }) => !said.includes(`\`${name}\``))).toEqual([]);
    expect(stacks.length).toBeGreaterThan(0);
  });
});

it('of five accounts shows where a value is from, and that the worker takes its image from another account', async () => {
  const folder = ['--folder', 'examples/five-accounts', ...templates];
  const shown = await idp('stacks', 'show', 'production', '--sources', ...folder);

  expect(shown.stdout).toContain('preset:production');
  expect(shown.stdout).toContain('shared/images.repository_urls.shop-shared/worker');
  expect(shown.stdout).toContain('catalog/worker.yaml');
});
