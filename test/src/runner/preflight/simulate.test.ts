import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { IAMClient } from '@aws-sdk/client-iam';
import type { PolicySet } from '../../../../src/emulators/iam/evaluate-policies';
import { faultReply, simulationReply } from '../../../../src/emulators/iam/iam-reply';
import type { Statement } from '../../../../src/emulators/iam/policy-document';
import { parseIdentityPolicy } from '../../../../src/emulators/iam/policy-kinds';
import { simulatePrincipalPolicy } from '../../../../src/emulators/iam/simulate-principal-policy';
import type { Question } from '../../../../src/runner/preflight/planned-questions';
import { findRefused } from '../../../../src/runner/preflight/simulate';

const role = 'arn:aws:iam::123456789012:role/maker';
const vpc = 'arn:aws:ec2:eu-central-1:123456789012:vpc/*';
const subnet = 'arn:aws:ec2:eu-central-1:123456789012:subnet/*';
const statement = (Effect: string, Action: string[], Resource: string[]): Statement => {
  const parsed = parseIdentityPolicy(
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect, Action, Resource }] }),
  );
  return parsed[0] as Statement;
};
const allow = (Action: string[], Resource = ['*']) => statement('Allow', Action, Resource);
const deny = (...Action: string[]) => statement('Deny', Action, ['*']);
const self = allow(['iam:SimulatePrincipalPolicy']);

/** What the role may do, and the actions of each call that was made. */
let policies: PolicySet;
let calls: string[][];
let server: Server;
let iam: IAMClient;

beforeAll(async () => {
  server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
      calls.push([...form].flatMap(([name, value]) => (name.startsWith('ActionNames') ? [value] : [])));
      void simulatePrincipalPolicy(form, () => Promise.resolve(policies))
        .then(simulationReply, faultReply)
        .then(({ status, xml }) => outgoing.writeHead(status, { 'content-type': 'text/xml' }).end(xml));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  iam = new IAMClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
});
beforeEach(() => {
  calls = [];
  policies = { identity: [self], boundary: null };
});
afterAll(() => {
  iam.destroy();
  server.close();
});

const question = (action: string, resource: string, context: Question['context'] = {}): Question => ({
  action,
  resource,
  context,
  step: 'create',
  types: ['aws_vpc'],
});
const asked = (...questions: Question[]) => findRefused(iam, role, questions);

describe('findRefused', () => {
  it('names for each refusal the policies that made it', async () => {
    policies = {
      identity: [self, allow(['ec2:*']), deny('ec2:DeleteVpc')],
      boundary: [self, allow(['ec2:*Vpc', 'ec2:ModifyVpcAttribute', 's3:*'])],
      organization: [[deny('ec2:CreateVpc'), allow(['*'])]],
    };

    const refused = await asked(
      question('ec2:CreateVpc', vpc),
      question('ec2:DeleteVpc', vpc),
      question('ec2:CreateSubnet', vpc),
      question('ec2:ModifyVpcAttribute', vpc),
      question('s3:ListAllMyBuckets', '*'),
    );

    expect(refused.map(({ action, by }) => [action, by])).toEqual([
      ['ec2:CreateVpc', 'organisation'],
      ['ec2:DeleteVpc', 'own-deny'],
      ['ec2:CreateSubnet', 'boundary'],
      ['s3:ListAllMyBuckets', 'own-policies'],
    ]);
  });

  it('asks about many objects at once, and takes the answer of each', async () => {
    policies = { identity: [self, allow(['ec2:CreateSubnet'], [subnet])], boundary: null };

    const refused = await asked(
      question('ec2:CreateSubnet', vpc),
      question('ec2:CreateSubnet', subnet),
      question('ec2:CreateVpc', vpc),
    );

    expect(calls).toEqual([['ec2:CreateSubnet', 'ec2:CreateVpc']]);
    expect(refused.map(({ action, resource }) => [action, resource])).toEqual([
      ['ec2:CreateSubnet', vpc],
      ['ec2:CreateVpc', vpc],
    ]);
  });

  it('asks again apart what IAM does not take in one call', async () => {
    policies = { identity: [self, allow(['iam:PassRole'])], boundary: null };

    const refused = await asked(question('iam:PassRole', role), question('sts:AssumeRole', role));

    expect(calls).toEqual([['iam:PassRole', 'sts:AssumeRole'], ['iam:PassRole'], ['sts:AssumeRole']]);
    expect(refused.map(({ action }) => action)).toEqual(['sts:AssumeRole']);
  });

  it('throws what IAM says otherwise', async () => {
    policies = { identity: [], boundary: null };

    await expect(asked(question('ec2:CreateVpc', vpc))).rejects.toThrow('may not perform');
  });
});
