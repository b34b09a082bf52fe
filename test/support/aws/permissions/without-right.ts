import {
  CreatePolicyVersionCommand,
  DeletePolicyVersionCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  type IAMClient,
  ListAttachedRolePoliciesCommand,
  SetDefaultPolicyVersionCommand,
} from '@aws-sdk/client-iam';

/** A statement as it is written, which need not have more than this. */
interface WrittenStatement {
  Effect: string;
  Action?: string | string[];
}

/** A policy of a role as it is written, and which of its versions holds. */
export interface WrittenPolicy {
  arn: string;
  version: string;
  statements: WrittenStatement[];
}

/** The managed policies that are attached to a role. */
export async function attachedPolicies(iam: IAMClient, RoleName: string): Promise<WrittenPolicy[]> {
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  return Promise.all(AttachedPolicies.map(({ PolicyArn }) => readPolicy(iam, PolicyArn)));
}

/** The rights that policies grant, by the patterns of actions as they are written, each once. */
export function rightsOf(policies: readonly WrittenPolicy[]): string[] {
  const granting = policies
    .flatMap(({ statements }) => statements)
    .filter(({ Effect }) => Effect === 'Allow');
  return [...new Set(granting.flatMap(({ Action = [] }) => Action))].sort();
}

/** Runs something while none of these policies grants a right, written as here; returns what it returns. */
export async function withoutRight<T>(
  iam: IAMClient,
  { policies, right }: { policies: WrittenPolicy[]; right: string },
  run: () => Promise<T>,
): Promise<T> {
  const granting = policies.filter(({ statements }) => statements.some((one) => grants(one, right)));
  const undo = await Promise.all(granting.map((policy) => replace(iam, policy, right)));
  try {
    return await run();
  } finally {
    await Promise.all(undo.map((giveBack) => giveBack()));
  }
}

async function readPolicy(iam: IAMClient, PolicyArn: string | undefined): Promise<WrittenPolicy> {
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
  const { Arn: arn = '', DefaultVersionId: version = '' } = Policy ?? {};
  const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: version }));
  const written = JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? '')) as Document;
  return { arn, version, statements: [written.Statement].flat() };
}

interface Document {
  Statement: WrittenStatement | WrittenStatement[];
}

const grants = ({ Effect, Action = [] }: WrittenStatement, right: string) =>
  Effect === 'Allow' && [Action].flat().includes(right);

async function replace(iam: IAMClient, policy: WrittenPolicy, right: string): Promise<() => Promise<void>> {
  const { arn: PolicyArn, version, statements } = policy;
  const Statement = statements.flatMap((one) => lesser(one, right));
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  const { PolicyVersion } = await iam.send(
    new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true }),
  );
  return async () => {
    await iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: version }));
    await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: PolicyVersion?.VersionId }));
  };
}

/** A statement without a right; none where it grants nothing else. */
function lesser(statement: WrittenStatement, right: string): WrittenStatement[] {
  if (!grants(statement, right)) return [statement];
  const Action = [statement.Action ?? []].flat().filter((one) => one !== right);
  return Action.length === 0 ? [] : [{ ...statement, Action }];
}
