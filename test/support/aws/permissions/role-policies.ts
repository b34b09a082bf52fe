import type { Template } from 'aws-cdk-lib/assertions';
import { evaluatePolicies } from '../../../../src/emulators/iam/evaluate-policies';
import { parsePolicy, type Statement } from '../../../../src/emulators/iam/policy-document';
import { account, region } from './deployed-arns';
import type { Need } from './read-call';

/** One statement of a role, its ARNs as they would be on AWS. */
export interface Grant {
  /** The role's name without the region. */
  role: string;
  sid: string;
  actions: string[];
  statement: Statement;
}

interface Policy {
  PolicyDocument: unknown;
}

interface Role {
  RoleName: string;
  Policies: Policy[];
  /** Policies of the stack, for what its own have no room for. */
  ManagedPolicyArns?: { Ref: string }[];
}

/** Everything that the roles of a stack are granted. */
export function grantsIn(template: Template): Grant[] {
  const roles = Object.values(template.findResources('AWS::IAM::Role'));
  const beside = template.findResources('AWS::IAM::ManagedPolicy');
  return roles.flatMap(({ Properties }) => {
    const { RoleName, Policies, ManagedPolicyArns = [] } = Properties as Role;
    const policies = [
      ...Policies,
      ...ManagedPolicyArns.map(({ Ref }) => beside[Ref]?.['Properties'] as Policy),
    ];
    const statements = policies.flatMap(({ PolicyDocument }) =>
      parsePolicy(JSON.stringify(PolicyDocument, (_key, value: unknown) => resolve(value))),
    );
    return statements.map((statement) => ({
      role: RoleName.replace(/-euc1$/, ''),
      sid: String(statement['Sid']),
      actions: statement.Action ?? [],
      statement,
    }));
  });
}

/** The statements of a role that allow this. */
export function allowing(grants: readonly Grant[], role: string, need: Need): Grant[] {
  const { action, resource, leadingKeys } = need;
  const context = new Map(leadingKeys.length > 0 ? [['dynamodb:leadingkeys', leadingKeys]] : []);
  return grants.filter(
    (grant) =>
      grant.role === role &&
      evaluatePolicies({ identity: [grant.statement], boundary: null }, { action, resource, context }) ===
        'allowed',
  );
}

const pseudo: Record<string, string> = {
  'AWS::AccountId': account,
  'AWS::Region': region,
  'AWS::Partition': 'aws',
};

/** A value, or the text that CloudFormation would put in its place; what is made with the stack keeps its logical id. */
function resolve(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const [[name, argument] = ['', undefined], ...others] = Object.entries(value);
  if (others.length > 0) return value;
  if (name === 'Ref') return pseudo[String(argument)] ?? `<${String(argument)}>`;
  if (name === 'Fn::GetAtt') return `<${(argument as string[]).join('.')}>`;
  if (name === 'Fn::Sub') return substituted(String(argument));
  if (name !== 'Fn::Join') return value;
  const [separator, parts] = argument as [string, unknown[]];
  return parts.map(resolve).join(separator);
}

function substituted(text: string): string {
  return text.replace(/\$\{([^}]+)\}/g, (_, name: string) => pseudo[name] ?? `<${name}>`);
}
