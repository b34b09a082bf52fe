import { parseIdentityPolicy } from '../iam/policy-kinds';
import { textAt } from './input';
import type { HeldKey } from './key-ring';
import type { RolePolicies } from './role-policies';
import type { Operation } from './service-rules';

/** A session that STS opened, by the key that it gave out; undefined where the answer opens none. */
export function openedSession(
  { name, input }: Operation,
  answer: string,
  roles: RolePolicies,
): HeldKey | undefined {
  const read = (element: string) => new RegExp(`<${element}>(.*?)<`).exec(answer)?.[1];
  const accessKeyId = read('AccessKeyId');
  const roleArn = textAt(input, 'RoleArn');
  if (!/^AssumeRole/.test(name) || accessKeyId === undefined || roleArn === undefined) return undefined;
  const key = {
    accessKeyId,
    secretAccessKey: read('SecretAccessKey') ?? '',
    sessionToken: read('SessionToken') ?? '',
  };
  const until = new Date(read('Expiration') ?? '');
  return { key, until, holder: sessionOf(roleArn, input, roles) };
}

function sessionOf(roleArn: string, input: Operation['input'], roles: RolePolicies): HeldKey['holder'] {
  const role = roleArn.split('/').at(-1) ?? '';
  const account = roleArn.split(':')[4] ?? '';
  const sessionArn = `arn:aws:sts::${account}:assumed-role/${role}/${textAt(input, 'RoleSessionName')}`;
  const given = textAt(input, 'Policy');
  const policy = given === undefined ? null : parseIdentityPolicy(given);
  return { kind: 'session', principal: { arn: roleArn, account, sessionArn }, role, roles, policy };
}

/** The answer of STS in which a session ends after so many seconds, however long it was asked for. */
export function endingAfter(seconds: number, answer: string): string {
  const end = new Date(Date.now() + seconds * 1_000).toISOString();
  return answer.replace(/<Expiration>.*?</, `<Expiration>${end}<`);
}
