import * as z from 'zod';
import { AwsFault } from '../aws-json';
import { conditionOperator } from './operators/condition-operator';
import type { PolicyVersion } from './policy-text';

const Text = z.string();
const OneOrMore = z
  .union([Text, z.array(Text)])
  .transform((value) => (typeof value === 'string' ? [value] : value));

const isNamedWhole = (names: string[]) => names.every((name) => name === '*' || !/[*?]/.test(name));
const Names = OneOrMore.refine(isNamedWhole, 'A wildcard cannot stand for a part of a principal').optional();
const NamedPrincipals = z.strictObject({
  AWS: Names,
  Service: Names,
  Federated: Names,
  CanonicalUser: Names,
});
/** Everyone is `*`, or `{ "AWS": "*" }`. */
const Principals = z.preprocess((value) => (value === '*' ? { AWS: value } : value), NamedPrincipals);

/** A service's prefix has no wildcard, so that `*` alone means every service. */
const isAction = (name: string) => name === '*' || /^[\w-]+:[^:]+$/.test(name);
const Actions = OneOrMore.refine(
  (names) => names.every(isAction),
  'An action is * or a service, one colon and a name',
);

const isOperator = (name: string) => name === 'Null' || conditionOperator(name) !== null;
const Scalar = z.union([Text, z.boolean(), z.number()]);
const Values = z
  .union([Scalar, z.array(Scalar)])
  .transform((value) => (Array.isArray(value) ? value : [value]).map(String));

const Conditions = z.record(Text, z.record(Text, Values)).superRefine((condition, context) => {
  const unknown = Object.keys(condition).filter((name) => !isOperator(name));
  for (const name of unknown) context.addIssue(`'${name}' is not an IAM condition operator`);
});

const StatementSchema = z
  .strictObject({
    Sid: Text.optional(),
    Effect: z.enum(['Allow', 'Deny']),
    Principal: Principals.optional(),
    NotPrincipal: Principals.optional(),
    Action: Actions.optional(),
    NotAction: Actions.optional(),
    Resource: OneOrMore.optional(),
    NotResource: OneOrMore.optional(),
    Condition: Conditions.default({}),
  })
  .refine(({ Action, NotAction }) => !Action !== !NotAction, 'A statement has either Action or NotAction')
  .refine(
    ({ Resource, NotResource }) => !Resource || !NotResource,
    'Resource and NotResource exclude each other',
  )
  .refine(
    ({ Principal, NotPrincipal }) => !Principal || !NotPrincipal,
    'Principal and NotPrincipal exclude each other',
  )
  .refine(
    ({ Effect, NotPrincipal }) => !NotPrincipal || Effect === 'Deny',
    'NotPrincipal goes with the effect Deny only',
  );

/** A statement of a policy, every list written as one, with the version of the language that its document is written in. */
export type Statement = z.infer<typeof StatementSchema> & { Version: PolicyVersion };

const PolicyDocument = z.looseObject({
  Version: z.enum(['2008-10-17', '2012-10-17']).default('2008-10-17'),
  Statement: z.union([z.array(z.unknown()), z.unknown().transform((one) => [one])]),
});

/** The statements of a policy of any kind; throws `MalformedPolicyDocument` for what IAM refuses whatever it is attached to. */
export function parsePolicy(json: string): Statement[] {
  const document = PolicyDocument.safeParse(parseJson(json));
  if (!document.success) throw malformed(wordsOf(document.error));
  const { Version } = document.data;
  const statements = document.data.Statement.map((one, at) => {
    const statement = StatementSchema.safeParse(one);
    if (statement.success) return { ...statement.data, Version };
    throw malformedStatement(at, wordsOf(statement.error));
  });
  refuseSameSids(statements);
  return statements;
}

/** A document that IAM refuses, in words that say which statement and why. */
export function malformedStatement(at: number, words: string): AwsFault {
  return malformed(`Statement ${at + 1}: ${words}`);
}

function malformed(words: string): AwsFault {
  return new AwsFault('MalformedPolicyDocument', words);
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw malformed('The policy is not valid JSON');
  }
}

function wordsOf({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => [...path.map(String), message].join(': ')).join('; ');
}

function refuseSameSids(statements: readonly Statement[]): void {
  const seen = new Set<string>();
  statements.forEach(({ Sid }, at) => {
    if (Sid && seen.has(Sid)) throw malformedStatement(at, `Another statement has the Sid '${Sid}' too`);
    if (Sid) seen.add(Sid);
  });
}
