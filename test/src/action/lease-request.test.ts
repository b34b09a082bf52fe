import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRepositoryConfig } from '../../../src/action/lease-request';
import { makeRepository } from '../../support/github/action-step';

const read = (config: string, more?: string) =>
  readRepositoryConfig(join(makeRepository(config), 'config.yml'), more);
const issuesOf = (config: string, more?: string) =>
  read(config, more).then(
    () => [],
    ({ facts }: { facts: { issues: { field: string }[] } }) => facts.issues.map(({ field }) => field),
  );

describe('readRepositoryConfig', () => {
  it("reads a repository's wish, with the workflow's inputs before those of the file", async () => {
    const file = 'template: api-service\nttl: 2d\nteam: shop\ninputs: { cpu: 256, container_image: old }\n';

    expect(await read(file, '{"container_image":"new@sha256:1"}')).toEqual({
      template: 'api-service',
      ttl: '2d',
      team: 'shop',
      inputs: { cpu: 256, container_image: 'new@sha256:1' },
    });
  });

  it.each([
    ['template', 'ttl: 1d\n'],
    ['template', 'template: [a]\n'],
    ['ttl', 'template: a\nttl: 7\n'],
    ['inputs', 'template: a\ninputs: [1]\n'],
    ['container_port', 'template: a\ncontainer_port: 80\n'],
    ['the file', 'just words\n'],
  ])('names the wrong field %s', async (field, config) => {
    expect(await issuesOf(config)).toEqual([field]);
  });

  it('names a number that cannot be kept exactly, in the file and in the inputs of a workflow', async () => {
    expect(await issuesOf('template: a\ninputs: { n: 9007199254740993 }\n')).toEqual(['inputs.n']);
    expect(await issuesOf('template: a\n', '{"n":[1e400]}')).toEqual(['inputs.n.0']);
  });

  it('names the file that is no YAML or is not there', async () => {
    expect(await issuesOf('a: [')).toEqual([expect.stringContaining('config.yml')]);
    await expect(readRepositoryConfig('/nowhere/config.yml', undefined)).rejects.toThrow(
      '/nowhere/config.yml',
    );
  });

  it('G18: says of a key with nothing below it what to do', async () => {
    await expect(read('template: a\ninputs:\n')).rejects.toMatchObject({
      facts: { issues: [{ field: 'inputs', message: 'has no value: add one or remove it' }] },
    });
  });

  it.each([
    ['Latin-1', Buffer.from('template: caf\xe9\n', 'latin1')],
    ['UTF-16', Buffer.from('template: a\n', 'utf16le').subarray(0, 9)],
    ['a broken character', Buffer.from([0x74, 0x3a, 0x20, 0xf0, 0x9f, 0x98])],
  ])('G19: refuses a file in %s', async (_what, bytes) => {
    const file = join(makeRepository(''), 'config.yml');
    writeFileSync(file, bytes);

    await expect(readRepositoryConfig(file, undefined)).rejects.toMatchObject({ kind: 'invalid' });
  });

  it.each(['docs', 'a-1'])('takes %s as the name of a preview', async (name) => {
    expect(await read(`template: a\nname: ${name}\n`)).toMatchObject({ name });
  });

  it.each(['Docs', 'a--b', '-a', 'a_b', 'thirteen-char'])(
    'refuses %s as the name of a preview',
    async (name) => {
      expect(await issuesOf(`template: a\nname: '${name}'\n`)).toEqual(['name']);
    },
  );

  it.each(['[]', '"text"', 'no json'])('refuses %s as inputs of a workflow', async (more) => {
    expect(await issuesOf('template: a\n', more)).toEqual(['inputs']);
  });
});
