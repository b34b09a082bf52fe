import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeNetworkAclsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient, ListPoliciesCommand } from '@aws-sdk/client-iam';
import type { Receipt } from '../../../src/domain/environment/receipt';
import type { EnvironmentView } from '../../../src/domain/environment/view';
import { listNamed, listTagged } from '../../../src/local/demo/ask-emulator';
import { credentials, region } from '../../../src/local/hub';
import { takeCensus } from '../aws/target-census';
import type { TestPlane } from '../plane/plane';
import { installedTerraformVersion } from '../terraform/terraform';
import { publishRoot, templateOf } from './publish-root';

/** The services of AWS that a target offers for these modules, beside what the catalog needs. */
export const servicesOfModules = [
  'application-autoscaling',
  'cloudwatch',
  'dynamodb',
  'ec2',
  'ecs',
  'elasticloadbalancing',
  'iam',
  's3',
  'sqs',
];

/** Where a module lies below LEASEHOLD_MODULES (`<folder>/<name>/main.tf` and what belongs to it); undefined where it does not. */
export function moduleFolder(name: string): string | undefined {
  const { LEASEHOLD_MODULES: folder } = process.env;
  if (folder === undefined || !existsSync(join(folder, name))) return undefined;
  return join(folder, name);
}

/** What every step with a module printed, in the order of the steps. */
export type Steps = Record<'published' | 'built' | 'second plan' | 'changed' | 'destroyed' | 'left', string>;

/** Lives one life of the template that calls a module: makes it, plans it again, changes it and destroys it. */
export async function liveModule({ plane, api }: TestPlane, name: string, folder: string): Promise<Steps> {
  const before = await census(plane.targetUrl);
  const refused = await publishRoot(
    { name, folder },
    { hub: plane.hubUrl, terraform: await installedTerraformVersion() },
  );
  const environment = `m-${name}`.slice(0, 20).replace(/-$/, '');
  const change = async (inputs: object) => {
    await api.want(`PATCH /environments/${environment}`, { body: { inputs } });
    return said(await api.settled(environment));
  };
  await api.want('POST /environments', {
    body: { name: environment, template: templateOf(name), ttl: '1d', inputs: { label: 'one' } },
    headers: { 'idempotency-key': `create.${name}` },
  });
  const built = await api.settled(environment);
  const again = await change({ label: 'one' });
  const changed = await change({ label: 'two' });
  await api.want(`DELETE /environments/${environment}`);
  const ended = await api.until(environment, ({ status }) => ['stuck', 'destroyed'].includes(status));
  const { evidence } = await api.life(built.id);
  const life = { name: environment, id: built.id };
  const named = (await listNamed(plane.targetUrl, life)).flatMap(({ names }) => names);
  const present = await census(plane.targetUrl);
  const tagged = (await listTagged(plane.targetUrl, life)).filter((arn) => !isOver(arn, evidence));
  const left = [...tagged, ...named];
  return {
    published: refused.length === 0 ? `${templateOf(name)}@1.0.0` : refused.join('; '),
    built: said(built),
    'second plan': again,
    changed,
    destroyed: [
      `${ended.status}, ${evidence?.checked.length ?? 'nothing'} checked`,
      ...(evidence?.unchecked ?? []),
    ].join('; '),
    left: left.concat(present.filter((one) => !before.includes(one))).join(', '),
  };
}

/** `ready: 3 to create, 0 to update, 0 to delete`, or why not. */
function said({ status, plan, failure, lastRun }: EnvironmentView): string {
  const reason = failure?.reason ?? lastRun?.failure?.reason;
  if (reason !== undefined) return `${status}: ${reason}`;
  return `${status}: ${plan?.create} to create, ${plan?.update} to update, ${plan?.delete} to delete`;
}

/** All that tags do not tell of, or tell of too late. */
async function census(endpoint: string): Promise<string[]> {
  const [iam, ec2] = [
    new IAMClient({ endpoint, region, credentials }),
    new EC2Client({ endpoint, region, credentials }),
  ];
  const { Policies = [] } = await iam.send(new ListPoliciesCommand({ Scope: 'Local', MaxItems: 1000 }));
  const { NetworkAcls = [] } = await ec2.send(new DescribeNetworkAclsCommand({}));
  [iam, ec2].forEach((client) => client.destroy());
  return [
    ...(await takeCensus(endpoint)),
    ...Policies.map(({ PolicyName }) => `policy ${PolicyName}`),
    ...NetworkAcls.map(({ NetworkAclId }) => `network ACL ${NetworkAclId}`),
  ];
}

/** What AWS lists of what has come to its end state, such as a cluster that is INACTIVE, the receipt says one by one. */
function isOver(arn: string, evidence: Receipt | null): boolean {
  const terminal = (evidence?.checked ?? []).filter(({ found }) => found === 'terminal');
  return terminal.some(({ id }) => id !== null && arn.includes(id));
}
