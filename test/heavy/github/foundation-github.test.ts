import { GetOpenIDConnectProviderCommand, GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { credentials, region } from '../../../src/local/hub';
import { idpFor } from '../../support/cli/idp';
import type { TestPlane } from '../../support/plane/plane';
import { actionsIn, neededByNobody, notGranted, tapTarget } from '../../support/aws/target-calls';
import { takeCensus } from '../../support/aws/target-census';
import { openPlane } from '../../e2e/open-plane';

const boundary = 'arn:aws:iam::123456789012:policy/leasehold-provisioner-foundation-boundary';
const providerArn = 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com';
const shop = { owner: 'acme', owner_id: '65', repository: 'shop', repository_id: '75', branch: 'main' };
const infra = { owner: 'acme', owner_id: '65', repository: 'infra', repository_id: '74' };
const roles = {
  project: 'shopstack',
  permissions_boundary_arn: boundary,
  state_kms_key_arn: 'arn:aws:kms:us-east-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef',
  apply_policy_arns: ['arn:aws:iam::aws:policy/PowerUserAccess'],
  images: ['catalog'],
  trust: {
    plan: [{ ...infra, environment: 'dev-plan' }],
    apply: [{ ...infra, environment: 'dev', branch: 'main' }],
    push: [shop],
    build: [shop],
  },
};
const jobs = Object.keys(roles.trust).sort();

const { calls, tap } = tapTarget();
let on: TestPlane;
let iam: IAMClient;
let before: string[];

beforeAll(async () => {
  on = await openPlane({ through: tap.through });
  iam = new IAMClient({ endpoint: on.plane.targetUrl, region, credentials });
  before = await takeCensus(on.plane.targetUrl);
});
afterAll(async () => {
  iam.destroy();
  await tap.close();
});

/** `idp create` of a foundation, as a person types it. */
function creating(template: string, name: string, inputs: Record<string, unknown> = {}): string[] {
  const given = Object.entries(inputs).map(([key, value]) => {
    return ['--input', `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`];
  });
  const asked = ['--template', template, '--name', name, '--permanent', '--wait', '--yes'];
  return ['create', ...asked, ...given.flat()];
}

async function outputOf(name: string, output: string): Promise<string> {
  const outputs = await on.api.want<Record<string, { value: string }>>(`GET /environments/${name}/outputs`);
  return outputs[output]?.value ?? '';
}

describe("GitHub's part of a project's foundation", () => {
  it('is not for developers, and nothing is made for one who asks', async () => {
    const token = await on.plane.mint({ id: 'dan', name: 'Dan', roles: ['developer'], teams: [] });
    const bundle = join(process.cwd(), 'dist/bin/idp.cjs');
    const dan = idpFor({ url: on.plane.url, token, bundle, home: homedir() });

    const refused = [
      await dan(creating('oidc-provider', 'github')),
      await dan(creating('github-roles', 'roles', { ...roles, oidc_provider_arn: providerArn })),
    ];

    expect(refused.map(({ code }) => code)).toEqual([3, 3]);
    for (const { stderr } of refused) expect(stderr).toMatch(/requires the role admin.*\(Forbidden\)/);
    expect(await on.api.want('GET /environments')).toMatchObject({ items: [] });
  });

  it('is made by an admin: the provider, then the roles that trust it', async () => {
    const made = [await on.idp(creating('oidc-provider', 'github'))];
    const oidc_provider_arn = await outputOf('github', 'arn');
    made.push(await on.idp(creating('github-roles', 'roles', { ...roles, oidc_provider_arn })));

    const views = await Promise.all(
      ['github', 'roles'].map((name) => on.api.want(`GET /environments/${name}`)),
    );
    expect(made.map(({ code }) => code)).toEqual([0, 0]);
    expect(views.map(({ lease, cost }) => [lease.expiresAt, cost.monthly, cost.unpriced])).toEqual([
      [null, 0, []],
      [null, 0, []],
    ]);
    for (const job of jobs) {
      const { Role } = await iam.send(new GetRoleCommand({ RoleName: `shopstack-dev-github-${job}` }));
      expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toContain(`"${oidc_provider_arn}"`);
      expect(Role?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(boundary);
    }
  });

  it('keeps the provider while roles trust it, names them, and tells a person at once', async () => {
    const refused = await on.idp(['destroy', 'github', '--yes']);

    const view = await on.api.want('GET /environments/github');
    const asked = new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: providerArn });
    const there = await iam.send(asked);
    expect(refused.code).toBe(7);
    expect(refused.stdout).toContain(
      `is trusted by ${jobs.map((job) => `shopstack-dev-github-${job}`).join(', ')}. Nothing was destroyed.`,
    );
    expect(view).toMatchObject({ status: 'stuck', destruction: { failure: { class: 'occupied' } } });
    expect(there.ClientIDList).toEqual(['sts.amazonaws.com']);
  });

  it('is all gone once the roles are, and the destroy of the provider is retried', async () => {
    const ended = await on.idp(['destroy', 'roles', '--yes']);
    const retried = await on.idp(['retry', 'github']);

    expect([ended, retried].map(({ code }) => code)).toEqual([0, 0]);
    expect(await takeCensus(on.plane.targetUrl)).toEqual(before);
  });

  it("needs nothing that the policies of the target's role do not grant", async () => {
    const missing = await notGranted(calls, iam);

    expect(actionsIn(calls)).toEqual(expect.arrayContaining(['iam:CreateRole', 'iam:ListRoles']));
    expect(missing).toEqual(neededByNobody);
  });
});
