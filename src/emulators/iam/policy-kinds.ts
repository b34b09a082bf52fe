import { componentsOf } from './arn';
import { malformedStatement, parsePolicy, type Statement } from './policy-document';

/** The statements of a policy of an identity, a boundary or a session; throws `MalformedPolicyDocument` for what IAM refuses. */
export function parseIdentityPolicy(json: string): Statement[] {
  return checked(parsePolicy(json), faultOfIdentity);
}

/** The statements of a role's trust policy; throws `MalformedPolicyDocument` for what IAM refuses. */
export function parseTrustPolicy(json: string): Statement[] {
  return checked(parsePolicy(json), faultOfTrust);
}

function checked(statements: Statement[], faultOf: (statement: Statement) => string | null): Statement[] {
  statements.forEach((statement, at) => {
    const fault = faultOf(statement);
    if (fault) throw malformedStatement(at, fault);
  });
  return statements;
}

function faultOfIdentity({
  Principal,
  NotPrincipal,
  Resource,
  NotResource,
  Sid = '',
}: Statement): string | null {
  if (Principal || NotPrincipal) return 'A policy of an identity names no principal';
  const resources = Resource ?? NotResource;
  if (!resources) return 'A policy of an identity has either Resource or NotResource';
  const odd = resources.find((one) => one !== '*' && !isArnPattern(one));
  if (odd !== undefined) return `Resource ${odd} must be in ARN format or "*"`;
  return faultOfSid(Sid);
}

/** Variables stand in the last component only. */
function isArnPattern(text: string): boolean {
  const [arn, ...components] = componentsOf(text) ?? [];
  return arn === 'arn' && !components.slice(0, 4).some((one) => one.includes('${'));
}

function faultOfTrust({ Principal, Resource, NotResource, Action, Sid = '' }: Statement): string | null {
  if (!Principal) return 'A trust policy names its principals by Principal';
  if (Resource || NotResource) return 'A trust policy has no Resource, it is the role that it is attached to';
  if (!Action?.every((one) => /^sts:/i.test(one))) return 'A trust policy speaks of actions of STS only';
  return faultOfSid(Sid);
}

function faultOfSid(Sid: string): string | null {
  return /^[A-Za-z0-9]*$/.test(Sid) ? null : `The Sid '${Sid}' has characters other than letters and digits`;
}
