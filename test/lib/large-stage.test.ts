import { Template } from 'aws-cdk-lib/assertions';
import { createApp } from '../../lib/app';
import { documentOf } from '../../lib/settings';
import { largeStage } from '../support/plane/large-stage';
import { type StackDocument } from '../support/plane/stack-identity';
import { stageOf } from '../support/plane/synthesized';

const config = largeStage;
const { controlPlane } = stageOf('dev', createApp(), config);
const template = Template.fromStack(controlPlane);
const { Resources } = template.toJSON() as StackDocument;
const ofType = (type: string) => Object.entries(Resources).filter(([, { Type }]) => Type === type);
const propertiesOf = (type: string) =>
  ofType(type).map(([id, { Properties = {} }]): [string, Properties] => [id, Properties]);
type Properties = Record<string, unknown>;

/** How long a value is on AWS at most: a reference is counted as an ARN of 100 characters. */
function lengthOf(value: unknown): number {
  const { Ref, 'Fn::Join': join, 'Fn::GetAtt': attribute } = (value ?? {}) as Record<string, never>;
  if (Ref !== undefined || attribute !== undefined) return 100;
  if (join !== undefined)
    return (join[1] as unknown[]).reduce<number>((sum, part) => sum + lengthOf(part), 0);
  return typeof value === 'string' ? value.length : JSON.stringify(value).length;
}

/** A policy's length as IAM counts it: without white space, references filled in. */
function policyLength(value: unknown): number {
  const text = JSON.stringify(value, (_key, part: unknown) => {
    const { 'Fn::Join': join } = (part ?? {}) as { 'Fn::Join'?: [string, unknown[]] };
    return join ? join[1].map((one) => (typeof one === 'string' ? one : '1'.repeat(14))).join(join[0]) : part;
  });
  return text.length;
}

it.each(propertiesOf('AWS::Lambda::Function'))(
  '%s has less than the 4 KB of variables that AWS gives it',
  (_, fn) => {
    const { Variables } = fn['Environment'] as { Variables: Properties };
    const size = Object.entries(Variables).reduce(
      (sum, [name, value]) => sum + name.length + lengthOf(value),
      0,
    );

    expect(size).toBeLessThan(4_096);
  },
);

it.each(propertiesOf('AWS::CodeBuild::Project'))(
  '%s has less than the 5,500 characters of variables that a build may have',
  (_, project) => {
    const { EnvironmentVariables } = project['Environment'] as {
      EnvironmentVariables: { Name: string; Value: unknown }[];
    };

    expect(
      EnvironmentVariables.reduce((sum, { Name, Value }) => sum + Name.length + lengthOf(Value), 0),
    ).toBeLessThan(5_500);
  },
);

it.each(propertiesOf('AWS::IAM::Role'))(
  "%s has inline policies of less than a role's 10,240 characters, and ten policies besides at most",
  (_, role) => {
    const attached = (role['ManagedPolicyArns'] ?? []) as unknown[];

    expect(policyLength(role['Policies'] ?? [])).toBeLessThan(10_240);
    expect(attached.length).toBeLessThanOrEqual(10);
  },
);

it('has policies of less than the 6,144 characters that IAM takes', () => {
  const policies = propertiesOf('AWS::IAM::ManagedPolicy');

  expect(policies.length).toBeGreaterThan(2);
  expect(policies.filter(([, { PolicyDocument }]) => policyLength(PolicyDocument) >= 6_144)).toEqual([]);
});

it.each(propertiesOf('AWS::Events::Rule'))(
  '%s has a pattern of less than the 2,048 characters that EventBridge takes',
  (_, rule) => {
    expect(policyLength(rule['EventPattern'])).toBeLessThan(2_048);
  },
);

it('has fewer resources, and a smaller template, than CloudFormation takes', () => {
  expect(Object.keys(Resources).length).toBeLessThan(500);
  expect(JSON.stringify(template.toJSON()).length).toBeLessThan(1_000_000);
});

it('lets the runner into every target, and starts and settles builds of every image', () => {
  const statements = JSON.stringify(Resources);

  for (const { account } of config.targets)
    expect(statements).toContain(`arn:aws:iam::${account}:role/platform-deployer`);
  for (const { project } of config.imageRepositories) expect(statements).toContain(`project/${project}"`);
  const patterns = propertiesOf('AWS::Events::Rule').map(([, { EventPattern }]) =>
    JSON.stringify(EventPattern),
  );
  for (const { project } of config.imageRepositories)
    expect(patterns.filter((one) => one.includes(`"${project}"`))).toHaveLength(1);
  expect(documentOf(config).text).toContain('"team-299"'.replaceAll('"', '\\"'));
});
