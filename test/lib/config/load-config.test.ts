import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../../lib/config/load-config';
import { roleArnOf } from '../../../lib/config/schema';

const committed = JSON.parse(readFileSync('config/dev.json', 'utf8'));
const [target] = committed.targets;
const corp = { name: 'corp', issuer: 'https://x', audience: 'a', kind: 'person' };
const github = { ...corp, name: 'github', kind: 'workload' };
const images = {
  repository: 'acme/shop',
  project: 'shop-images',
  registry: '111122223333.dkr.ecr.eu-central-1.amazonaws.com/acme/shop',
};
const folder = mkdtempSync(join(tmpdir(), 'leasehold-config-'));
const file = join(folder, 'stage.json');

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function load(changes: Record<string, unknown>) {
  writeFileSync(file, JSON.stringify({ ...committed, ...changes }));
  return () => loadConfig(file);
}

describe('the configuration of a stage', () => {
  it('is committed in a form that can be loaded', () => {
    expect(loadConfig('config/dev.json')).toMatchObject({ stage: 'dev', targets: [{ name: 'dev' }] });
  });

  it('tells every mistake at once, each with its field', () => {
    const wrong = load({ stage: 'Dev', region: 'europe', targets: [], notifications: [{ sms: '1' }] });

    expect(wrong).toThrow(/stage: must be 2 to 10 lower-case letters/);
    expect(wrong).toThrow(/region: must be an AWS region/);
    expect(wrong).toThrow(/targets: must name at least one target/);
    expect(wrong).toThrow(/notifications\[0\]: must be \{"email"/);
  });

  it.each([
    ['a misspelt field', { regoin: 'x' }, 'regoin: unknown key'],
    ['a field of a target', { targets: [{ ...target, rol: 'x' }] }, 'targets[0].rol: unknown key'],
    ['an account', { account: '12' }, 'account: must be the twelve digits of an AWS account'],
    [
      'a role of another account',
      { targets: [{ ...target, role: 'arn:aws:iam::999999999999:role/x' }] },
      'targets[0].role: belongs to a different account',
    ],
    [
      'a boundary',
      { targets: [{ ...target, permissionsBoundary: 'arn:x' }] },
      'targets[0].permissionsBoundary: must be the ARN',
    ],
    ['how account-wide names are', { accountNames: 'short' }, 'accountNames: must be "regional" or "plain"'],
    [
      'a certificate of another region',
      { domain: { name: 'x.example.com', certificate: 'arn:aws:acm:us-east-1:111122223333:certificate/0f' } },
      'domain.certificate: belongs to a different region than the stage',
    ],
    ['an alarm', { alarms: { overdueMinutes: 0 } }, 'alarms.overdueMinutes: must be 1 or more'],
    ['a target named twice', { targets: [target, target] }, 'targets: must not name a target twice'],
    [
      'a workload rule',
      { issuers: [{ ...github, workloads: [{}] }] },
      'issuers[0].workloads[0]: needs repositoryId or repositoryOwnerId',
    ],
    [
      'who may use a target',
      { targets: [{ ...target, access: { roles: ['approver'] } }] },
      'targets[0].access.roles[0]: ',
    ],
    [
      'a target that a workload rule names',
      {
        issuers: [
          {
            ...github,
            workloads: [{ repositoryId: '7', targets: ['moon', 'Dev'] }],
          },
        ],
      },
      'issuers[0].workloads[0].targets[1]: must be the name of a target',
    ],
    ['an issuer without a name', { issuers: [{ ...github, name: undefined }] }, 'issuers[0].name: '],
    [
      'an issuer of a reserved name',
      { issuers: [{ ...github, name: 'repo' }] },
      'issuers[0].name: is reserved',
    ],
    [
      "an issuer of the user pool's name",
      { issuers: [{ ...corp, name: 'people' }] },
      'issuers[0].name: is already the name of another issuer',
    ],
    [
      'two issuers of one name',
      { issuers: [corp, { ...corp, issuer: 'https://y' }] },
      'issuers[0].name: is already the name of another issuer',
    ],
    [
      'a former owner that is no issuer',
      { formerOwners: ['corp'] },
      'formerOwners[0]: is not the name of an issuer',
    ],
    [
      'two former owners of a kind',
      { issuers: [corp], formerOwners: ['people', 'corp'] },
      'formerOwners[1]: is a second issuer of the kind person',
    ],
    ['self-approval', { selfApproval: true }, 'selfApproval: '],
    ['a lease limit', { lease: { maxTtl: '7' } }, "lease.maxTtl: '7' is not a duration"],
    [
      'a default lease beyond the longest',
      { lease: { maxTtl: '1d', defaultTtl: '7d' } },
      'lease.defaultTtl: must not be longer than maxTtl',
    ],
    [
      'an image repository of another region',
      { imageRepositories: [{ ...images, registry: images.registry.replace('central', 'west') }] },
      'imageRepositories[0].registry: belongs to a different account or region than the stage',
    ],
    [
      'an image repository of another account',
      { account: '999988887777', imageRepositories: [images] },
      'imageRepositories[0].registry: belongs to a different account or region than the stage',
    ],
    [
      'a repository that is no <owner>/<name>',
      { imageRepositories: [{ ...images, repository: 'https://github.com/acme/shop' }] },
      'imageRepositories[0].repository: must be <owner>/<name>',
    ],
    [
      'a severity',
      { imageFindings: { refuse: 'urgent' } },
      'imageFindings.refuse: Invalid option: expected one of "critical"|"high"|"medium"|"low"',
    ],
    [
      'an exempt registry that no repository pushes to',
      { imageRepositories: [images], imageFindings: { exempt: [`${images.registry}-two`] } },
      'imageFindings.exempt[0]: is not the registry of any of imageRepositories',
    ],
    [
      'a runbook that no phone can open',
      { runbook: 'docs/runbook.md' },
      'runbook: must be a URL that begins with https://',
    ],
    [
      'an endpoint without TLS',
      { notifications: [{ https: 'http://example.com' }] },
      'notifications[0].https: must be a URL that begins with https://',
    ],
  ])('names the field of %s', (_what, changes, message) => {
    expect(load(changes)).toThrow(message);
  });

  it('names the file that is no JSON', () => {
    writeFileSync(file, '{');

    expect(() => loadConfig(file)).toThrow(`${file} cannot be read`);
  });

  it('makes the ARN of a role that is given by its name', () => {
    expect(roleArnOf(loadConfig('config/dev.json').targets[0]!)).toBe(
      'arn:aws:iam::111122223333:role/leasehold-provisioner',
    );
  });
});
