import { setUp, findTemplateLinter } from '../../../scripts/test/set-up';
import { findBrowser } from '../../../scripts/test/find-browser';
import { readTar } from '../../../scripts/test/read-tar';
import { emptyMachine, writeProgram } from '../../support/plane/machine';

const nowhere = {
  TERRAFORM_PATH: '/nowhere/terraform',
  LEASEHOLD_PROVIDER_MIRROR: '/nowhere/providers',
  LEASEHOLD_EMULATOR_URL: 'http://127.0.0.1:9',
  CHROMIUM_PATH: '/nowhere/chromium',
};

describe('setUp', () => {
  it('names in one line each what cannot be had', async () => {
    const machine = emptyMachine(nowhere);
    const lines: string[] = [];

    const missing = await setUp(machine.root, machine, (line) => lines.push(line));

    expect(missing).toEqual(
      expect.arrayContaining(['Terraform', 'Terraform AWS provider', 'bash', 'git', 'ps', 'Chromium']),
    );
    for (const name of missing)
      expect(lines.filter((line) => line.startsWith(`missing  ${name}:`))).toHaveLength(1);
  });
});

describe('findBrowser', () => {
  it('takes the browser of the system', async () => {
    const machine = emptyMachine();
    const path = writeProgram(`${machine.root}/bin/chromium`, 'echo Chromium 143.0.1');

    const { found } = await findBrowser({ ...machine, env: { PATH: `${machine.root}/bin` } }, machine.root);

    expect(found).toEqual({ path, version: '143.0.1' });
  });

  it('takes no other in the place of one that was named and does not run', async () => {
    const machine = emptyMachine({ CHROMIUM_PATH: '/nowhere/chromium' });

    const { found, howToGet } = await findBrowser(machine, process.cwd());

    expect(found).toBeNull();
    expect(howToGet).toBe('CHROMIUM_PATH (/nowhere/chromium) does not run');
  });

  it('says how to get one where npm carries none for the platform', async () => {
    const machine = { ...emptyMachine(), arch: 'riscv64' };

    expect((await findBrowser(machine, machine.root)).howToGet).toContain('CHROMIUM_PATH');
  });
});

describe('findTemplateLinter', () => {
  it('finds the one that came with the emulator', async () => {
    const machine = emptyMachine();
    const path = writeProgram(
      `${machine.root}/.leasehold/tools/moto-5.2.1/bin/cfn-lint`,
      'echo cfn-lint 1.2.3',
    );

    const { found } = await findTemplateLinter(machine, machine.root);

    expect(found).toEqual({ path, version: '1.2.3' });
  });
});

describe('readTar', () => {
  it('reads the files of an archive, and skips its folders', () => {
    const header = (name: string, size: number, type: string) => {
      const block = Buffer.alloc(512);
      block.write(name, 0);
      block.write(size.toString(8).padStart(11, '0'), 124);
      block.write(type, 156);
      return block;
    };
    const content = Buffer.alloc(512);
    content.write('hello');
    const archive = Buffer.concat([
      header('lib/', 0, '5'),
      header('lib/a.so', 5, '0'),
      content,
      Buffer.alloc(1024),
    ]);

    const files = readTar(archive).map(({ path, bytes }) => [path, Buffer.from(bytes).toString()]);

    expect(files).toEqual([['lib/a.so', 'hello']]);
  });
});
