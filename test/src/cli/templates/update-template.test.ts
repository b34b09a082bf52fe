import type { Workshop } from '../../../../src/client/templates/workshop';
import { runIdp } from '../../../support/cli/terminal';

describe('idp template update', () => {
  const given: unknown[] = [];
  const run = (became: { isChanged: boolean; conflicts: number }, ...args: string[]) => {
    given.length = 0;
    const update = (...all: unknown[]) => {
      given.push(...all);
      return Promise.resolve({ file: '/vpc/template.yaml', ...became });
    };
    return runIdp(['template', 'update', './vpc', ...args], {
      url: 'https://leasehold.example.com',
      workshop: () => Promise.resolve({ update } as unknown as Workshop),
    });
  };

  it.each([
    [{ isChanged: false, conflicts: 0 }, 0, 'vpc/template.yaml is up to date.'],
    [{ isChanged: true, conflicts: 0 }, 0, 'Updated vpc/template.yaml.'],
    [{ isChanged: true, conflicts: 2 }, 5, 'vpc/template.yaml has 2 conflicts'],
  ])('says what became of the file: %j', async (became, exit, says) => {
    const { code, stdout } = await run(became);

    expect(code).toBe(exit);
    expect(stdout).toContain(says);
  });

  it('takes another version of the module', async () => {
    await run({ isChanged: true, conflicts: 0 }, '--from', 'terraform-aws-modules/vpc/aws@6.0.0');

    expect(given).toEqual([
      './vpc',
      { source: 'terraform-aws-modules/vpc/aws', version: '6.0.0' },
      'https://leasehold.example.com/schemas/template.json',
    ]);
  });
});
