import { textAt } from './input';
import type { Holder } from './key-ring';
import type { Operation } from './service-rules';
import { parseIdentityPolicy } from '../iam/policy-kinds';

/** A session that STS opened, by the key that it gave out; undefined where the answer opens none. */
export function openedSession(
  { name, input }: Operation,
  answer: string,
): { accessKeyId: string; holder: Holder } | undefined {
  const accessKeyId = /<AccessKeyId>(.*?)</.exec(answer)?.[1];
  const roleArn = textAt(input, 'RoleArn');
  if (!/^AssumeRole/.test(name) || accessKeyId === undefined || roleArn === undefined) return undefined;
  const role = roleArn.split('/').at(-1) ?? '';
  const account = roleArn.split(':')[4] ?? '';
  const sessionArn = `arn:aws:sts::${account}:assumed-role/${role}/${textAt(input, 'RoleSessionName')}`;
  const given = textAt(input, 'Policy');
  const policy = given === undefined ? null : parseIdentityPolicy(given);
  return {
    accessKeyId,
    holder: { kind: 'session', principal: { arn: roleArn, account, sessionArn }, role, policy },
  };
}
