import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeApi, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';

const plan = join(process.cwd(), 'test/src/domain/cost/plans/change.json');
const folder = mkdtempSync(join(tmpdir(), 'leasehold-policy-'));
const write = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const rules = (text: string) => write('policy.yaml', `version: '7'\nrules:\n  - name: small\n${text}`);
const large =
  '    then: deny\n    value: { type: aws_db_instance, attribute: instance_class, allowed: [db.t4g.micro] }\n';

describe('idp policy test', () => {
  let api: FakeApi;

  beforeEach(async () => {
    api = await startFakeApi({});
  });
  afterEach(() => api.stop());

  it.each([
    ['allows', '    then: deny\n    monthlyAbove: 500\n', 0, 'By policy 7 the plan is allowed.'],
    ['has approved', '    then: approve\n    monthlyAbove: 1\n', 0, 'needs the approval of another person'],
    ['denies', large, 7, 'small: instance_class of aws_db_instance.this is db.t4g.medium'],
  ])(
    'says what a policy %s, by its exit code, and asks no control plane',
    async (_, text, expected, words) => {
      const { code, stdout } = await runIdp(['policy', 'test', rules(text), '--plan', plan], api);

      expect([code, stdout]).toEqual([expected, expect.stringContaining(words)]);
      expect(api.received).toEqual([]);
    },
  );

  it('is a document for programs', async () => {
    const { code, stdout } = await runIdp(['policy', 'test', rules(large), '--plan', plan, '--json'], api);

    expect(code).toBe(7);
    expect(JSON.parse(stdout)).toMatchObject({
      version: '7',
      verdict: 'deny',
      findings: [{ rule: 'small' }],
    });
  });

  it('checks a policy without a plan, and names what is wrong by its field', async () => {
    const valid = await runIdp(['policy', 'test', rules(large)], api);
    const wrong = await runIdp(['policy', 'test', rules('    then: deny\n    monthlyOver: 1\n')], api);

    expect([valid.code, valid.stdout]).toEqual([0, expect.stringContaining('Policy 7 is valid: 1 rule.')]);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('rules.0')]);
  });

  it.each([
    [['policy', 'test'], "Missing required argument 'file'"],
    [['policy', 'check', 'x.yaml'], 'The policy is missing.'],
    [['policy', 'test', '/nowhere.yaml'], '/nowhere.yaml cannot be read'],
  ])('says of %j what is missing', async (words, said) => {
    const { code, stderr } = await runIdp(words, api);

    expect(code).not.toBe(0);
    expect(stderr).toContain(said);
  });
});
