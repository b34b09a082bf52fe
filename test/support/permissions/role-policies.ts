import type { Template } from 'aws-cdk-lib/assertions';
import { account, region } from './deployed-arns';
import type { Need } from './read-call';

/** One statement of a role, its ARNs as they would be on AWS. */
export interface Grant {
  role: string;
  sid: string;
  actions: string[];
  resources: string[];
  /** Patterns of the partition keys, where only some may be touched. */
  leadingKeys: string[] | undefined;
}

interface Statement {
  Sid: string;
  Effect: string;
  Action: string | string[];
  Resource: unknown;
  Condition?: Record<string, Record<string, string[]>>;
}

interface Role {
  RoleName: string;
  Policies: { PolicyDocument: { Statement: Statement[] } }[];
}

/** Everything that the roles of a stack are granted. */
export function grantsIn(template: Template): Grant[] {
  const roles = Object.values(template.findResources('AWS::IAM::Role'));
  return roles.flatMap(({ Properties }) => {
    const { RoleName, Policies } = Properties as Role;
    return Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement).map((statement) => ({
      role: RoleName,
      ...readStatement(statement),
    }));
  });
}

/** The statements of a role that allow this. */
export function allowing(grants: readonly Grant[], role: string, need: Need): Grant[] {
  return grants.filter(
    (grant) =>
      grant.role === role &&
      grant.actions.includes(need.action) &&
      grant.resources.some((pattern) => matches(pattern, need.resource)) &&
      need.leadingKeys.every((key) => grant.leadingKeys?.some((pattern) => matches(pattern, key)) ?? true),
  );
}

function readStatement({ Sid, Effect, Action, Resource, Condition }: Statement): Omit<Grant, 'role'> {
  if (Effect !== 'Allow') throw new Error(`${Sid}: only what is allowed is understood here`);
  return {
    sid: Sid,
    actions: [Action].flat(),
    resources: [Resource].flat().map(resolve),
    leadingKeys: leadingKeysOf(Sid, Condition),
  };
}

function leadingKeysOf(sid: string, condition: Statement['Condition']): string[] | undefined {
  if (condition === undefined) return undefined;
  const { 'ForAllValues:StringLike': like, ...others } = condition;
  const { 'dynamodb:LeadingKeys': keys, ...more } = like ?? {};
  if (keys === undefined || Object.keys({ ...others, ...more }).length > 0)
    throw new Error(`${sid}: a condition that is not understood here: ${JSON.stringify(condition)}`);
  return keys;
}

function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}

const pseudo: Record<string, string> = {
  'AWS::AccountId': account,
  'AWS::Region': region,
  'AWS::Partition': 'aws',
};

/** The text that CloudFormation would put there; what is made with the stack keeps its logical id. */
function resolve(value: unknown): string {
  if (typeof value === 'string') return value;
  const intrinsic = value as {
    Ref?: string;
    'Fn::Join'?: [string, unknown[]];
    'Fn::GetAtt'?: string[];
    'Fn::Sub'?: string;
  };
  if (intrinsic.Ref !== undefined) return pseudo[intrinsic.Ref] ?? `<${intrinsic.Ref}>`;
  if (intrinsic['Fn::GetAtt']) return `<${intrinsic['Fn::GetAtt'].join('.')}>`;
  if (intrinsic['Fn::Sub'] !== undefined)
    return intrinsic['Fn::Sub'].replace(/\$\{([^}]+)\}/g, (_, name: string) => pseudo[name] ?? `<${name}>`);
  const [separator, parts] = intrinsic['Fn::Join'] ?? [];
  if (separator === undefined || !parts) throw new Error(`What is ${JSON.stringify(value)}?`);
  return parts.map(resolve).join(separator);
}
