import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPort, makePlace } from '../../../../src/local/start/check-place';
import { StartRefused } from '../../../../src/local/start/start-refused';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'place-'));
});
afterEach(() => rmSync(root, { recursive: true }));

it('makes a folder that only this user may enter, and takes one that is there', async () => {
  const folder = await makePlace(root);

  expect(statSync(folder).mode & 0o777).toBe(0o700);
  await expect(makePlace(root)).resolves.toBe(folder);
});

it.each(['local.json', 'local.log'])('refuses a folder that is called %s', async (name) => {
  mkdirSync(join(root, '.leasehold', name), { recursive: true });

  await expect(makePlace(root)).rejects.toThrow(
    new StartRefused([
      `${join(root, '.leasehold', name)} is not a file; remove it: 'npm start' writes a file there.`,
    ]),
  );
});

it('refuses a file where the folder is to be', async () => {
  writeFileSync(join(root, '.leasehold'), '');

  await expect(makePlace(root)).rejects.toThrow(`${join(root, '.leasehold')} is not a folder; remove it.`);
});

it('refuses a checkout in which no folder can be made', async () => {
  const file = join(root, 'checkout');
  writeFileSync(file, '');

  await expect(makePlace(file)).rejects.toBeInstanceOf(StartRefused);
});

it('refuses a port that another program listens on, and takes it when that has ended', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;

  await expect(checkPort(port)).rejects.toThrow(
    `The port ${port} cannot be used: another program uses it. Set PORT to another, or to 0.`,
  );
  await new Promise((resolve) => other.close(resolve));
  await checkPort(port);
});
