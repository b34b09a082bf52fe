import {
  hoursLater,
  type TestChange,
  type TestPlan,
  uncovered,
} from '../../../../support/preview/plan-pairs';

const queue = 'arn:aws:sqs:us-east-1:123456789012:events';
const group = 'sg-0123456789abcdef0';
const subnet = 'subnet-0123456789abcdef0';

const policyOf = (resource: unknown, action = 'sqs:SendMessage') => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: [action], Resource: resource }],
});

const ingress = { from_port: 443, to_port: 443, cidr_blocks: ['10.0.0.0/8'] };
const document = (values: Record<string, unknown>) => ({
  statement: [{ sid: 'Read', actions: ['s3:GetObject'], not_actions: null, effect: null, ...values }],
  version: null,
});

/** A plan as it is shown before its producer exists. */
const shown: TestPlan = {
  bundle: 'b1',
  engine: '1.11.4',
  inputs: {
    queue: { pending: 'net.queue' },
    group: { pending: 'net.group_id' },
    subnets: { pending: 'net.subnet_ids' },
    size: { value: 'small' },
    password: { seal: 'sealed' },
  },
  changes: [
    {
      address: 'aws_instance.this',
      after: { instance_type: 't3.micro', tags: { a: 'b' }, user: null },
      unknown: { id: true, subnet_id: true, associate_public_ip_address: true },
    },
    {
      address: 'aws_security_group.this',
      after: { name: 'web', ingress: [{ ...ingress, security_groups: [null] }] },
      unknown: { id: true, ingress: [{ security_groups: [true] }] },
    },
    {
      address: 'aws_iam_role_policy.encoded',
      after: { name: 'encoded' },
      unknown: { id: true, policy: true },
    },
    {
      address: 'aws_iam_role_policy.document',
      after: { name: 'document' },
      unknown: { id: true, policy: true },
    },
    {
      address: 'data.aws_iam_policy_document.this',
      actions: ['read'],
      after: document({ resources: [null] }),
      unknown: { id: true, json: true, statement: [{ resources: [true] }] },
    },
    {
      address: 'aws_db_instance.this',
      after: { publicly_accessible: false, password: 'hush' },
      secret: { password: true },
    },
    {
      address: 'aws_sqs_queue.old',
      actions: ['update'],
      before: { delay: 1, policy: null },
      after: { delay: 1 },
      unknown: { policy: true },
    },
    { address: 'aws_sqs_queue.gone', actions: ['delete'], before: { delay: 1 } },
    {
      address: 'aws_lb.this',
      actions: ['delete', 'create'],
      before: { name: 'a' },
      after: { name: 'b' },
      unknown: { arn: true },
    },
    { address: 'aws_s3_bucket.kept', actions: ['no-op'], before: { bucket: 'x' }, after: { bucket: 'x' } },
  ],
  outputs: { endpoint: { unknown: true }, fixed: { after: 'fixed' } },
  outlines: [
    {
      address: 'aws_iam_role_policy.encoded',
      attribute: 'policy',
      value: policyOf([null, null]),
      unknown: { Statement: [{ Resource: [true, true] }] },
    },
  ],
  data: [],
  checks: [{ address: 'check.net', status: 'unknown' }],
  price: { upper: 20, unpriced: ['aws_lb.this'] },
};

const documentText = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: queue }],
});

const known: Record<string, Partial<TestChange>> = {
  'aws_instance.this': {
    after: { instance_type: 't3.micro', tags: { a: 'b' }, user: null, subnet_id: subnet },
    unknown: { id: true, associate_public_ip_address: true },
  },
  'aws_security_group.this': {
    after: { name: 'web', ingress: [{ ...ingress, security_groups: [group] }] },
    unknown: { id: true },
  },
  'aws_iam_role_policy.encoded': {
    after: { name: 'encoded', policy: JSON.stringify(policyOf([queue, `${queue}/x`])) },
    unknown: { id: true },
  },
  'aws_iam_role_policy.document': {
    after: { name: 'document', policy: documentText },
    unknown: { id: true },
  },
};

/** The exact plan of it, once the producer is there. */
const exact: TestPlan = {
  ...shown,
  inputs: {
    ...shown.inputs,
    queue: { value: queue, from: 'net.queue' },
    group: { value: group, from: 'net.group_id' },
    subnets: {
      value: [subnet, 'true', '*', '0.0.0.0/0', 'internet-facing', 'iam:PassRole'],
      from: 'net.subnet_ids',
    },
  },
  changes: shown.changes
    .filter(({ address }) => !address.startsWith('data.'))
    .map((one) =>
      one.address === 'aws_sqs_queue.old'
        ? { ...one, actions: ['no-op'], after: one.before!, unknown: {} }
        : { ...one, ...known[one.address] },
    ),
  outputs: { endpoint: { unknown: true }, fixed: { after: 'fixed' } },
  data: [
    {
      address: 'data.aws_iam_policy_document.this',
      values: {
        id: '1',
        json: documentText,
        version: '2012-10-17',
        statement: [
          { sid: 'Read', actions: ['s3:GetObject'], not_actions: [], effect: 'Allow', resources: [queue] },
        ],
      },
    },
  ],
  outlines: [],
  checks: [{ address: 'check.net', status: 'pass' }],
  price: { upper: 19, unpriced: ['aws_lb.this'] },
};

/** The exact plan with one resource changed. */
const withChange = (address: string, change: (one: TestChange) => Partial<TestChange>): TestPlan => ({
  ...exact,
  changes: exact.changes.map((one) => (one.address === address ? { ...one, ...change(one) } : one)),
});
const withAfter = (address: string, after: Record<string, unknown>) =>
  withChange(address, (one) => ({ after: { ...one.after, ...after } }));
const withPolicy = (policy: unknown) =>
  withAfter('aws_iam_role_policy.encoded', {
    policy: typeof policy === 'string' ? policy : JSON.stringify(policy),
  });
const withIngress = (rules: unknown) => withAfter('aws_security_group.this', { ingress: rules });
const more = (change: TestChange): TestPlan => ({ ...exact, changes: exact.changes.concat(change) });

const planted: [string, TestPlan, string | null, string | null][] = [
  [
    'a known attribute is another',
    withAfter('aws_instance.this', { instance_type: 't3.large' }),
    'aws_instance.this',
    'instance_type',
  ],
  [
    'a tag is new',
    withAfter('aws_instance.this', { tags: { a: 'b', c: 'd' } }),
    'aws_instance.this',
    'tags.c',
  ],
  ['an attribute is new', withAfter('aws_instance.this', { user: 'root' }), 'aws_instance.this', 'user'],
  [
    'a known attribute is unknown now',
    withChange('aws_instance.this', () => ({
      unknown: { id: true, instance_type: true, associate_public_ip_address: true },
    })),
    'aws_instance.this',
    'instance_type',
  ],
  [
    'a policy allows another action',
    withPolicy(policyOf([queue, `${queue}/x`], 'sqs:*')),
    'aws_iam_role_policy.encoded',
    'policy',
  ],
  [
    'a policy has another resource',
    withPolicy(policyOf([queue, `${queue}*`])),
    'aws_iam_role_policy.encoded',
    'policy',
  ],
  [
    'a policy has everything as its resource',
    withPolicy(policyOf([queue, '*'])),
    'aws_iam_role_policy.encoded',
    'policy',
  ],
  [
    'a policy has one resource more',
    withPolicy(policyOf([queue, queue, queue])),
    'aws_iam_role_policy.encoded',
    'policy',
  ],
  [
    'a policy has another statement',
    withPolicy({ ...policyOf([queue, queue]), Id: 'x' }),
    'aws_iam_role_policy.encoded',
    'policy',
  ],
  ['a policy is no document', withPolicy('*'), 'aws_iam_role_policy.encoded', 'policy'],
  [
    'a document is not what was read',
    withAfter('aws_iam_role_policy.document', { policy: JSON.stringify(policyOf(queue)) }),
    'aws_iam_role_policy.document',
    'policy',
  ],
  [
    'a document allows more',
    {
      ...exact,
      data: [
        {
          ...exact.data[0]!,
          values: {
            ...exact.data[0]!.values,
            statement: [
              { sid: 'Read', actions: ['s3:*'], not_actions: [], effect: 'Allow', resources: [queue] },
            ],
          },
        },
      ],
    },
    'aws_iam_role_policy.document',
    'policy',
  ],
  [
    'a rule lets a network in',
    withIngress([{ ...ingress, cidr_blocks: ['10.0.0.0/8', '0.0.0.0/0'], security_groups: [group] }]),
    'aws_security_group.this',
    'ingress[0].cidr_blocks',
  ],
  [
    'a rule has wider ports',
    withIngress([{ ...ingress, from_port: 0, security_groups: [group] }]),
    'aws_security_group.this',
    'ingress[0].from_port',
  ],
  [
    'a rule lets another group in',
    withIngress([{ ...ingress, security_groups: ['sg-0fedcba9876543210'] }]),
    'aws_security_group.this',
    'ingress[0].security_groups[0]',
  ],
  [
    "a rule lets a producer's network in",
    withIngress([{ ...ingress, security_groups: ['0.0.0.0/0'] }]),
    'aws_security_group.this',
    'ingress[0].security_groups[0]',
  ],
  [
    'there is another rule',
    withIngress([{ ...ingress, security_groups: [group] }, ingress]),
    'aws_security_group.this',
    'ingress',
  ],
  [
    'a public flag is set',
    withAfter('aws_db_instance.this', { publicly_accessible: true }),
    'aws_db_instance.this',
    'publicly_accessible',
  ],
  [
    'a public flag that was not known is filled in',
    withChange('aws_instance.this', ({ after }) => ({
      after: { ...after, associate_public_ip_address: true },
      unknown: { id: true },
    })),
    'aws_instance.this',
    'associate_public_ip_address',
  ],
  [
    'a secret is another',
    withAfter('aws_db_instance.this', { password: 'another' }),
    'aws_db_instance.this',
    'password',
  ],
  [
    'a secret is shown',
    withChange('aws_db_instance.this', () => ({ secret: {} })),
    'aws_db_instance.this',
    'password',
  ],
  ['the bundle is newer', { ...exact, bundle: 'b2' }, null, 'bundle'],
  ['the engine is newer', { ...exact, engine: '1.12.0' }, null, 'engine'],
  [
    'an input is another',
    { ...exact, inputs: { ...exact.inputs, size: { value: 'large' } } },
    null,
    'inputs.size',
  ],
  ['an input is new', { ...exact, inputs: { ...exact.inputs, other: { value: 1 } } }, null, 'inputs.other'],
  [
    'a secret input is another',
    { ...exact, inputs: { ...exact.inputs, password: { seal: 'other' } } },
    null,
    'inputs.password',
  ],
  [
    'a pending input is of another output',
    { ...exact, inputs: { ...exact.inputs, queue: { value: queue, from: 'net.other' } } },
    null,
    'inputs.queue',
  ],
  [
    'a pending input was written out',
    { ...exact, inputs: { ...exact.inputs, queue: { value: queue } } },
    null,
    'inputs.queue',
  ],
  [
    'something else is deleted',
    more({ address: 'aws_sqs_queue.more', actions: ['delete'], before: {} }),
    'aws_sqs_queue.more',
    null,
  ],
  ['something else is made', more({ address: 'aws_sqs_queue.more', after: {} }), 'aws_sqs_queue.more', null],
  [
    'something else is read',
    more({ address: 'data.aws_ami.x', actions: ['read'], after: {} }),
    'data.aws_ami.x',
    null,
  ],
  [
    'what was left is deleted',
    withChange('aws_s3_bucket.kept', () => ({ actions: ['delete'], after: null })),
    'aws_s3_bucket.kept',
    null,
  ],
  [
    'what was left is changed',
    withChange('aws_s3_bucket.kept', () => ({ actions: ['update'], after: { bucket: 'y' } })),
    'aws_s3_bucket.kept',
    null,
  ],
  [
    'an update is a replacement',
    withChange('aws_sqs_queue.old', (one) => ({ actions: ['delete', 'create'], after: one.before! })),
    'aws_sqs_queue.old',
    null,
  ],
  [
    'a replacement is the other way around',
    withChange('aws_lb.this', () => ({ actions: ['create', 'delete'] })),
    'aws_lb.this',
    null,
  ],
  [
    'a create fell away',
    { ...exact, changes: exact.changes.filter(({ address }) => address !== 'aws_instance.this') },
    'aws_instance.this',
    null,
  ],
  [
    'a delete fell away',
    { ...exact, changes: exact.changes.filter(({ address }) => address !== 'aws_sqs_queue.gone') },
    'aws_sqs_queue.gone',
    null,
  ],
  [
    'a replacement fell away',
    withChange('aws_lb.this', () => ({ actions: ['no-op'], after: { name: 'a' }, unknown: {} })),
    'aws_lb.this',
    null,
  ],
  [
    'a forgotten object is left behind',
    withChange('aws_sqs_queue.gone', () => ({ actions: ['forget'] })),
    'aws_sqs_queue.gone',
    null,
  ],
  [
    'an older object goes as well',
    more({ address: 'aws_lb.this', deposed: 'a1', actions: ['delete'], before: {} }),
    'aws_lb.this',
    null,
  ],
  [
    'it comes from another address',
    withChange('aws_s3_bucket.kept', () => ({ movedFrom: 'aws_s3_bucket.other' })),
    'aws_s3_bucket.kept',
    'moved from',
  ],
  [
    'it takes in an object',
    withChange('aws_s3_bucket.kept', () => ({ imported: 'x' })),
    'aws_s3_bucket.kept',
    'imported',
  ],
  ['it costs more', { ...exact, price: { upper: 20.01, unpriced: ['aws_lb.this'] } }, null, 'price'],
  [
    'something has no price any more',
    { ...exact, price: { upper: 1, unpriced: ['aws_lb.this', 'aws_instance.this'] } },
    'aws_instance.this',
    null,
  ],
  ['an assertion fails', { ...exact, checks: [{ address: 'check.net', status: 'fail' }] }, 'check.net', null],
  [
    'an output is another',
    { ...exact, outputs: { ...exact.outputs, fixed: { after: 'other' } } },
    null,
    'output.fixed',
  ],
];

describe('the yes to a plan that was shown before its producer existed', () => {
  it('covers the exact plan, in which outputs are filled in and an update fell away', () => {
    expect(uncovered(shown, exact)).toEqual([]);
    expect(uncovered(shown, shown)).toEqual([]);
    expect(uncovered(exact, exact)).toEqual([]);
  });

  it.each(planted)('does not cover it where %s, and says what', (_, now, address, attribute) => {
    const found = uncovered(shown, now);

    expect(found.map((one) => [one.address, one.attribute])).toEqual([[address, attribute]]);
    expect(found[0]).toEqual({
      address,
      attribute,
      shown: expect.any(String),
      now: expect.any(String),
      why: expect.any(String),
    });
  });

  it('holds as long as it was given for, and from then on', () => {
    expect(uncovered(shown, exact, { now: hoursLater(24) })).toEqual([]);
    for (const hours of [24.01, -0.01])
      expect(uncovered(shown, exact, { now: hoursLater(hours) })).toMatchObject([{ attribute: 'approval' }]);
  });

  it('says no secret', () => {
    const found = uncovered(shown, withAfter('aws_db_instance.this', { password: 'another' }));

    expect(found).toMatchObject([{ shown: '(sensitive)', now: '(sensitive)' }]);
  });
});

describe('what is filled in where it says who may reach what', () => {
  const filled = (type: string, name: string, value: unknown): TestPlan[] => [
    { ...shown, changes: [{ address: `${type}.x`, after: {}, unknown: { [name]: true } }], outlines: [] },
    { ...exact, changes: [{ address: `${type}.x`, after: { [name]: value } }] },
  ];
  const asks = (type: string, name: string, value: unknown) => {
    const [before, after] = filled(type, name, value);
    return uncovered(before!, after!).length > 0;
  };

  it.each([
    ['aws_vpc_security_group_ingress_rule', 'referenced_security_group_id', group],
    ['aws_lambda_permission', 'source_arn', queue],
    ['aws_instance', 'subnet_id', subnet],
    ['aws_ssm_parameter', 'value', 'anything at all'],
    ['aws_subnet', 'cidr_block', '10.0.1.0/24'],
    ['aws_db_instance', 'allocated_storage', 100],
    ['aws_ecs_service', 'role_arn', queue],
  ])('is covered as %s.%s where it is an output, or where that says nothing', (type, name, value) => {
    expect(asks(type, name, value)).toBe(false);
  });

  it.each([
    ['aws_vpc_security_group_ingress_rule', 'cidr_ipv4', '0.0.0.0/0'],
    ['aws_vpc_security_group_ingress_rule', 'cidr_ipv4', '10.0.0.0/8'],
    ['aws_vpc_security_group_ingress_rule', 'from_port', 0],
    ['aws_security_group_rule', 'cidr_blocks', ['10.0.0.0/8']],
    ['aws_lambda_permission', 'principal', '*'],
    ['aws_lambda_permission', 'source_arn', 'arn:aws:sqs:us-east-1:123456789012:others'],
    ['aws_iam_role_policy_attachment', 'policy_arn', 'arn:aws:iam::aws:policy/AdministratorAccess'],
    ['aws_lb', 'scheme', 'internet-facing'],
    ['aws_lb', 'internal', false],
    ['aws_db_instance', 'multi_az', true],
    ['aws_sqs_queue', 'policy', JSON.stringify(policyOf('*'))],
    ['aws_kms_key', 'policy', queue],
    ['some_new_thing', 'partners', ['10.0.0.0/8']],
    ['aws_route', 'destination_cidr_block', '0.0.0.0/0'],
    ['aws_ssm_parameter', 'value', JSON.stringify(policyOf('*'))],
    ['aws_s3_bucket_public_access_block', 'block_public_acls', false],
    ['aws_iam_role', 'permissions_boundary', null],
    ['some_new_thing', 'allowed_cidrs', ['10.0.0.0/8']],
  ])('asks again as %s.%s = %s', (type, name, value) => {
    expect(asks(type, name, value)).toBe(true);
  });

  it('is covered as a JSON text where only what was not known of it was filled in', () => {
    const [before, after] = filled(
      'aws_ecs_task_definition',
      'containers',
      JSON.stringify([{ image: 'a:1', url: 'x', privileged: false }]),
    );
    const outline = { address: 'aws_ecs_task_definition.x', attribute: 'containers' };
    const withOutline = (value: unknown, unknown: unknown) => ({
      ...before!,
      outlines: [{ ...outline, value, unknown }],
    });

    expect(uncovered(withOutline([{ image: 'a:1', privileged: false }], [{ url: true }]), after!)).toEqual(
      [],
    );
    expect(
      uncovered(withOutline([{ image: 'a:2', privileged: false }], [{ url: true }]), after!),
    ).toMatchObject([{ attribute: 'containers', why: 'it differs at [0].image from what was shown' }]);
    expect(
      uncovered(withOutline([{ image: 'a:1' }], [{ url: true, privileged: true }]), after!),
    ).toMatchObject([{ attribute: 'containers', why: 'it is a switch, and its value was not shown' }]);
  });

  it('is covered where it leaves an object as it is', () => {
    const change = { address: 'aws_lb.x', actions: ['update'], before: { internal: true, name: 'a' } };
    const before = {
      ...shown,
      changes: [{ ...change, after: { name: 'b' }, unknown: { internal: true } }],
      outlines: [],
    };
    const now = { ...exact, changes: [{ ...change, after: { name: 'b', internal: true } }] };

    expect(uncovered(before, now)).toEqual([]);
  });

  it('asks again where somebody changed the object meanwhile', () => {
    const change = { address: 'aws_lb.x', actions: ['update'], after: { name: 'b', size: 2 } };
    const before = { ...shown, changes: [{ ...change, before: { name: 'a', size: 2 } }], outlines: [] };
    const now = { ...exact, changes: [{ ...change, before: { name: 'a', size: 5 } }] };

    expect(uncovered(before, now)).toMatchObject([
      { address: 'aws_lb.x', attribute: 'size', shown: '2 -> 2', now: '5 -> 2' },
    ]);
  });
});
