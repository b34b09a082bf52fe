import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { readPlanFile, writePlanFile } from '../../../../src/action/terraform/plan-file';
import { writeText } from '../../../support/plane/machine';

describe('a file of a plan', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'leasehold-plan-')), 'saved.tfplan');
  const text = (files: Readonly<Record<string, Uint8Array>>) =>
    Object.entries(files).map(([name, data]) => [name, Buffer.from(data).toString()]);

  it('is packed as it was read, with every name once', async () => {
    const names = { tfplan: Buffer.from('good'), tfpl4n: Buffer.from('evil') };
    const twice = Buffer.from(zipSync(names)).toString('latin1').replaceAll('tfpl4n', 'tfplan');
    writeFileSync(path, twice, 'latin1');

    const read = await readPlanFile(path);
    await writePlanFile(path, read);

    expect(text(read)).toHaveLength(1);
    expect(text(unzipSync(readFileSync(path)))).toEqual(text(read));
    expect(readFileSync(path).indexOf('tfplan')).toBe(30);
  });

  it('is refused when it is no archive', async () => {
    writeText(path, 'no archive at all');

    await expect(readPlanFile(path)).rejects.toThrow('invalid zip data');
  });
});
