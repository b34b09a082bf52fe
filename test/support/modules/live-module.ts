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
import { type ModuleLife, moduleLives } from './module-life';
import { publishModule, templateOf } from './publish-module';

/** How a module becomes a template of a plane, and what that is called; why it was refused, if it was. */
export interface ModulePublishing {
  publish: (name: string, life: ModuleLife) => Promise<readonly string[]>;
  templateOf: (name: string) => string;
}

/** By a manifest that is at hand, as a deployment publishes it. */
export function byManifest({ plane }: TestPlane, releases: string): ModulePublishing {
  return { publish: (name, life) => publishModule(name, life, { releases, plane }), templateOf };
}

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

/** The folder of releases, LEASEHOLD_MODULES, if it has `<release>` in it; undefined where it has not. */
export function releasesWith(release: string): string | undefined {
  const { LEASEHOLD_MODULES: folder } = process.env;
  return folder !== undefined && existsSync(join(folder, release)) ? folder : undefined;
}

/** What every step with a module printed, in the order of the steps. */
export type Steps = Record<'published' | 'built' | 'second plan' | 'changed' | 'destroyed' | 'left', string>;

/**
 * Lives one life of the template that a module is by its manifest alone: publishes it, makes it, plans it again, changes it and
 * destroys it, beside an environment that stands for what it needs.
 */
export async function liveModule(on: TestPlane, name: string, publishing: ModulePublishing): Promise<Steps> {
  const { plane, api } = on;
  const life = lifeOf(name);
  const outputs = life.needs === undefined ? {} : await outputsOf(on, life.needs, publishing);
  const before = await census(plane.targetUrl);
  const refused = await publishing.publish(name, life);
  if (refused.length > 0) throw new Error(refused.join('\n'));
  const environment = `m-${name}`.slice(0, 20).replace(/-$/, '');
  const change = async (inputs: object) => {
    await api.want(`PATCH /environments/${environment}`, { body: { inputs } });
    return said(await api.settled(environment));
  };
  const inputs = { ...life.inputs(outputs), tags: { Label: 'one' } };
  const built = await create(on, environment, { template: publishing.templateOf(name), inputs });
  const again = await change({ tags: { Label: 'one' } });
  const changed = await change({ tags: { Label: 'two' } });
  await api.want(`DELETE /environments/${environment}`);
  const ended = await api.until(environment, ({ status }) => ['stuck', 'destroyed'].includes(status));
  const { evidence } = await api.life(built.id);
  const own = { name: environment, id: built.id };
  const named = (await listNamed(plane.targetUrl, own)).flatMap(({ names }) => names);
  const present = await census(plane.targetUrl);
  const tagged = (await listTagged(plane.targetUrl, own)).filter((arn) => !isOver(arn, evidence));
  const left = [...tagged, ...named];
  return {
    published: `${built.template.name}@${built.template.version}`,
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

function lifeOf(name: string): ModuleLife {
  const life = moduleLives[name];
  if (life === undefined) throw new Error(`There is no life of the module ${name}.`);
  return life;
}

/** What an environment returns that stays until the plane is gone; it is made once. */
async function outputsOf(
  on: TestPlane,
  { name, inputs }: NonNullable<ModuleLife['needs']>,
  { publish, templateOf: called }: ModulePublishing,
): Promise<Record<string, unknown>> {
  const environment = `for-${name}`;
  const known = await on.api.ask(`GET /environments/${environment}`);
  if (known.status === 404) {
    const refused = await publish(name, lifeOf(name));
    if (refused.length > 0) throw new Error(refused.join('\n'));
    await create(on, environment, { template: called(name), inputs });
  }
  const outputs = await on.api.want<Record<string, { value?: unknown }>>(
    `GET /environments/${environment}/outputs`,
  );
  return Object.fromEntries(Object.entries(outputs).map(([output, { value }]) => [output, value]));
}

async function create({ api }: TestPlane, name: string, asked: object): Promise<EnvironmentView> {
  await api.want('POST /environments', {
    body: { name, ttl: '1d', ...asked },
    headers: { 'idempotency-key': `create.${name}` },
  });
  return api.settled(name);
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
