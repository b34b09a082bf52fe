import { templatesOf } from '../support/plane/synthesized';

interface Statement {
  Effect: string;
  Principal: { Service?: string | string[] };
  Action: string | string[];
  Resource?: unknown;
  Condition?: Record<string, Record<string, unknown>>;
}

interface Target {
  Arn: Record<string, unknown>;
  DeadLetterConfig?: { Arn: Record<string, unknown> };
}

const template = templatesOf().controlPlane;
const resources = (type: string) => Object.entries(template.findResources(type));
const names = (value: unknown, id: string) => JSON.stringify(value ?? null).includes(`"${id}"`);
const list = <Item>(value: Item | Item[] | undefined): Item[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** The statements of the policies of a topic or a queue. */
function policyOf(type: 'AWS::SNS::TopicPolicy' | 'AWS::SQS::QueuePolicy', id: string): Statement[] {
  return resources(type)
    .filter(([, { Properties }]) => names(Properties.Topics ?? Properties.Queues, id))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement as Statement[]);
}

/** The statement that lets an AWS service do this; undefined when none does. */
function letting(statements: Statement[], service: string, action: string): Statement | undefined {
  return statements.find(
    ({ Effect, Principal, Action }) =>
      Effect === 'Allow' &&
      list(Principal.Service).includes(`${service}.amazonaws.com`) &&
      list(Action).some((one) => new RegExp(`^${one.replaceAll('*', '.*')}$`, 'i').test(action)),
  );
}

/** What the key of a topic lets a service do. */
function keyLets(topic: string, service: string): string[] {
  const { Properties } = template.findResources('AWS::SNS::Topic')[topic] ?? {};
  const [key = ''] = resources('AWS::KMS::Key').flatMap(([id]) => (names(Properties, id) ? [id] : []));
  const statements = template.findResources('AWS::KMS::Key')[key]?.Properties.KeyPolicy
    .Statement as Statement[];
  return ['kms:Decrypt', 'kms:GenerateDataKey'].filter((action) => letting(statements, service, action));
}

const alarms = resources('AWS::CloudWatch::Alarm');
const rules = resources('AWS::Events::Rule').flatMap(([rule, { Properties }]) =>
  (Properties.Targets as Target[]).map((target) => [rule, target] as const),
);

it.each(alarms)('%s may publish to its topic, and use the key of the topic', (_, { Properties }) => {
  const topics = [...list(Properties.AlarmActions), ...list(Properties.OKActions)] as { Ref: string }[];

  expect(topics).toHaveLength(2);
  for (const { Ref } of topics) {
    const allowed = letting(policyOf('AWS::SNS::TopicPolicy', Ref), 'cloudwatch', 'sns:Publish');
    expect(allowed).toMatchObject({
      Resource: { Ref },
      Condition: { StringEquals: { 'aws:SourceAccount': expect.anything() as unknown } },
    });
    expect(keyLets(Ref, 'cloudwatch')).toEqual(['kms:Decrypt', 'kms:GenerateDataKey']);
  }
});

it.each(rules)('the rule %s may reach its target', (rule, { Arn }) => {
  const [topic] = resources('AWS::SNS::Topic').flatMap(([id]) => (names(Arn, id) ? [id] : []));
  if (topic !== undefined) {
    expect(letting(policyOf('AWS::SNS::TopicPolicy', topic), 'events', 'sns:Publish')).toBeDefined();
    expect(keyLets(topic, 'events')).toEqual(['kms:Decrypt', 'kms:GenerateDataKey']);
    return;
  }
  const permissions = resources('AWS::Lambda::Permission').map(
    ([, { Properties }]) => Properties as Record<string, unknown>,
  );
  const given = permissions.filter(({ SourceArn }) => names(SourceArn, rule));
  expect(given).toEqual([
    expect.objectContaining({ Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com' }),
  ]);
  expect(given[0]?.FunctionName).toEqual(Arn);
});

it.each(rules)('what the rule %s cannot deliver may be put into its queue', (rule, { DeadLetterConfig }) => {
  const [queue = ''] = resources('AWS::SQS::Queue').flatMap(([id]) =>
    names(DeadLetterConfig?.Arn, id) ? [id] : [],
  );

  const ofRule = policyOf('AWS::SQS::QueuePolicy', queue).filter(({ Condition }) =>
    names(Condition?.['ArnEquals']?.['aws:SourceArn'], rule),
  );

  expect(letting(ofRule, 'events', 'sqs:SendMessage')).toBeDefined();
});

it('every alarm over several metrics has a value where only some of them have one', () => {
  const sums = alarms.flatMap(([id, { Properties }]) =>
    list(Properties.Metrics as { Expression?: string }[] | undefined).flatMap(({ Expression }) =>
      Expression === undefined ? [] : [[id, Expression] as const],
    ),
  );

  expect(sums.length).toBeGreaterThan(0);
  for (const [id, expression] of sums)
    expect([id, expression.replaceAll(/FILL\(\w+, 0\)/g, '')]).toEqual([
      id,
      expect.not.stringMatching(/[a-z]\w+/),
    ]);
});

/** What the role of a reference in a template may do: its statements that allow an action. */
function roleLets(role: unknown, action: string): unknown[] {
  const [found] = resources('AWS::IAM::Role').filter(([id]) => names(role, id));
  const policies = (found?.[1].Properties.Policies ?? []) as { PolicyDocument: { Statement: Statement[] } }[];
  return policies
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .filter(({ Effect, Action }) => Effect === 'Allow' && list(Action).includes(action))
    .map(({ Resource }) => Resource);
}

/** The physical name that an ARN of a statement ends with, and that of a resource which another names. */
const lastPart = (value: unknown) =>
  /([\w-]+)"\]*$/.exec(JSON.stringify(value).replaceAll(/[\]}]/g, ''))?.[1];
const nameOf = (type: string, property: string, reference: unknown) =>
  resources(type).flatMap(([id, { Properties }]) =>
    names(reference, id) ? [String(Properties[property])] : [],
  )[0];

const schedules = resources('AWS::Scheduler::Schedule');

it.each(schedules)(
  'the schedule %s may call its function, and put aside what it cannot deliver',
  (_, { Properties }) => {
    const { Arn, RoleArn, DeadLetterConfig } = Properties.Target as Record<string, Record<string, unknown>>;
    const fn = nameOf('AWS::Lambda::Function', 'FunctionName', Arn);
    const queue = nameOf('AWS::SQS::Queue', 'QueueName', DeadLetterConfig);

    expect(fn).toMatch(/^leasehold-dev-/);
    expect(roleLets(RoleArn, 'lambda:InvokeFunction').map(lastPart)).toEqual([fn?.replace(/^.*:/, '')]);
    expect(queue).toMatch(/dead-letters$/);
    expect(roleLets(RoleArn, 'sqs:SendMessage').map(lastPart)).toEqual([queue]);
  },
);

const failing = resources('AWS::Lambda::Function').filter(
  ([, { Properties }]) => 'DeadLetterConfig' in Properties,
);

it.each(failing)('the function %s may put aside what it failed at', (_, { Properties }) => {
  const queue = nameOf('AWS::SQS::Queue', 'QueueName', Properties.DeadLetterConfig);

  expect(queue).toMatch(/dead-letters$/);
  expect(roleLets(Properties.Role, 'sqs:SendMessage').map(lastPart)).toEqual([queue]);
});

it('every queue takes what something puts aside, and an alarm looks at each', () => {
  const queues = resources('AWS::SQS::Queue').map(([id]) => id);
  const senders = [
    ...rules.map(([, { DeadLetterConfig }]) => DeadLetterConfig),
    ...schedules.map(([, { Properties }]) => Properties.Target.DeadLetterConfig as unknown),
    ...failing.map(([, { Properties }]) => Properties.DeadLetterConfig as unknown),
  ];

  expect(senders.filter((sender) => !queues.some((queue) => names(sender, queue)))).toEqual([]);
  expect(queues.filter((queue) => !senders.some((sender) => names(sender, queue)))).toEqual([]);
  expect(
    queues.filter((queue) => !alarms.some(([, { Properties }]) => names(Properties.Dimensions, queue))),
  ).toEqual([]);
});
