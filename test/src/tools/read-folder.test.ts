import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFolder } from '../../../src/tools/read-folder';
import { writeText } from '../../support/plane/machine';

it('reads all files by their paths, hidden ones too, but nothing that tools left there', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-folder-'));
  for (const path of ['b/main.tf', 'a.txt', 'b/.terraform.lock.hcl', 'b/.terraform/big', 'node_modules/x.js'])
    writeText(join(folder, path), path);

  const files = await readFolder(folder);
  rmSync(folder, { recursive: true });

  expect([...files].map(([path, body]) => [path, Buffer.from(body).toString()])).toEqual(
    ['a.txt', 'b/.terraform.lock.hcl', 'b/main.tf'].map((path) => [path, path]),
  );
});

it('says which folder is not there', async () => {
  await expect(readFolder('/nowhere/at/all')).rejects.toThrow('/nowhere/at/all');
});
