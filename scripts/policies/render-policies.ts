import { sizeInJson, splitBySize } from '../../src/plane/split';
import { deployerRights } from './deployer-rights';
import { type StackRight, stackRights } from './stack-rights';

/** A policy as IAM takes it. */
export interface PolicyText {
  Version: '2012-10-17';
  Statement: { Effect: 'Allow'; Action: string[]; Resource: string | string[] }[];
}

/** What all names of stages begin with; log groups have it as a part of their path. */
const anyName = 'leasehold-*';
const logGroups = ['/leasehold/*', '/aws/vendedlogs/leasehold/*'];
/** IAM takes 6,144 characters without white space. */
const room = 6_000;

/** The files of docs/policies with what they hold: of whoever deploys, and of the role with which CloudFormation does. */
export function renderPolicies(): Record<string, string> {
  const parts = splitBySize(statementsOf(Object.values(stackRights).flat()), room, sizeInJson);
  const stacks = parts.map((statements, index) => [`cloudformation-${index + 1}.json`, textOf(statements)]);
  return Object.fromEntries([['deployer.json', textOf(statementsOf(deployerRights))], ...stacks]) as Record<
    string,
    string
  >;
}

type Statement = PolicyText['Statement'][number];

function textOf(Statement: Statement[]): string {
  const policy: PolicyText = { Version: '2012-10-17', Statement };
  return `${JSON.stringify(policy, null, 2)}\n`;
}

/** One statement for all that is allowed on the same resources. */
function statementsOf(rights: readonly StackRight[]): Statement[] {
  const byResource = new Map<string, Set<string>>();
  const allow = (resources: readonly string[], service: string, actions: string) => {
    if (actions === '') return;
    const key = JSON.stringify(resources.length === 1 ? resources[0] : resources);
    const known = byResource.get(key) ?? new Set();
    for (const action of actions.split(' ')) known.add(`${service}:${action}`);
    byResource.set(key, known);
  };
  for (const right of rights) {
    allow(resourcesOf(right), right.service, right.actions);
    allow(['*'], right.service, right.everywhere ?? '');
  }
  return [...byResource].map(([key, actions]) => ({
    Effect: 'Allow',
    Action: [...actions].sort(),
    Resource: JSON.parse(key) as string | string[],
  }));
}

function resourcesOf({ service, on }: StackRight): string[] {
  return on
    .map((resource) => resource.replace('{service}', service))
    .flatMap((resource) =>
      service === 'logs'
        ? logGroups.map((name) => resource.replace('NAME', name))
        : [resource.replace('NAME', anyName)],
    );
}
