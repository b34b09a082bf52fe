import type { PlanDocument } from '../../../src/domain/environment/artifacts';
import type { StackPlanView } from '../../../src/domain/stack/plan/stack-plan-view';
import type { StackEventPage } from '../../../src/domain/stack/entry/stack-event';
import type { StackView } from '../../../src/domain/stack/entry/stack-view';
import type { ResolvedStack } from '../../../src/domain/stack/resolved-stack';

const digest = 'd'.repeat(64);
const life = '01JD3V8K2N7Q4R5S6T7V8W9ABC';
const by = 'people:ada@example.com';

const stackDocument: ResolvedStack = {
  format: 1,
  stack: 'dev',
  region: 'eu-central-1',
  lease: '7d',
  layers: [{ file: 'dev.yaml', digest }],
  components: {
    vpc: {
      template: { name: 'network', version: '1.0.0', bundle: digest },
      enabled: true,
      after: [],
      inputs: { cidr: '10.0.0.0/16' },
      references: [],
      sources: [{ path: '/cidr', source: { layer: 0, line: 6, column: 13 } }],
    },
  },
};

const stack: StackView = {
  name: 'dev',
  id: '01JD3V8K2N7Q4R5S6T7V8W9XYZ',
  status: 'awaiting-approval',
  owner: by,
  team: 'data',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:02:00.000Z',
  endedAt: null,
  lease: {
    startedAt: '2026-01-01T00:00:00.000Z',
    expiresAt: '2026-01-08T00:00:00.000Z',
    ttl: '7d',
    max: '30d',
    extensions: 0,
    warnedFor: null,
  },
  revision: { number: 1, digest, by, at: '2026-01-01T00:00:00.000Z', stopped: null },
  waiting: null,
  ending: null,
  components: [
    {
      name: 'vpc',
      environment: 'dev.vpc',
      template: 'network@1.0.0',
      layer: 1,
      needs: [],
      state: 'waiting',
      current: false,
      life,
      waitsFor: [],
      approve: 'e'.repeat(64),
      uncovered: null,
      stuck: false,
      failure: null,
      endsAt: '2026-01-08T00:00:00.000Z',
    },
  ],
};

const stackEvents: StackEventPage = {
  items: [
    {
      id: `${stack.id}-000001`,
      stackLife: stack.id,
      stack: 'dev',
      seq: 1,
      type: 'StackRevisionSubmitted',
      at: stack.createdAt,
      actor: by,
      data: { revision: 1, digest, expiresAt: '2026-01-08T00:00:00.000Z' },
      previous: null,
    },
  ],
  next: null,
  head: { stackLife: stack.id, seq: 1, digest: 'f'.repeat(64) },
};

const run = '01JD3V8K2N7Q4R5S6T7V8W9ABD';

/** Before anything of it exists. */
const stackPlan: StackPlanView = {
  id: '01JD3V8K2N7Q4R5S6T7V8W9ABE',
  stack: 'dev',
  stackLife: null,
  status: 'planned',
  digest,
  by,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:40.000Z',
  components: [
    {
      name: 'vpc',
      environment: 'dev.vpc',
      template: 'network@1.0.0',
      layer: 1,
      needs: [],
      life,
      exists: false,
      run,
      result: {
        result: 'shown',
        digest: 'e'.repeat(64),
        counts: { create: 12, update: 0, replace: 0, delete: 0 },
        price: { monthly: 35.04, lease: 8.06, unpriced: 0 },
      },
    },
  ],
  removed: [],
  monthly: { atLeast: 35.04, atMost: 35.04 },
  lease: { atLeast: 8.06, atMost: 8.06 },
  unpriced: 0,
};

const componentPlan: PlanDocument = {
  run,
  digest: 'e'.repeat(64),
  at: '2026-01-01T00:00:40.000Z',
  engine: '1.11.4',
  resources: [
    {
      address: 'aws_subnet.private',
      type: 'aws_subnet',
      action: 'create',
      changes: [{ attribute: 'vpc_id', before: null, after: '(known after vpc.vpc_id)' }],
    },
  ],
  outputs: [],
};

const inStatus = (status: StackView['status']): StackView => ({ ...stack, status });

/** An example of each operation about stacks. */
export const stackExamples = {
  'apply-stack': {
    body: { document: stackDocument, consent: { plan: stackPlan.id, hours: 24 } },
    response: stack,
  },
  'consent-to-stack': {
    body: { revision: 1, plan: stackPlan.id, hours: 24 },
    response: inStatus('applying'),
  },
  'list-stacks': { response: { items: [stack], next: null } },
  'get-stack': { response: stack },
  'get-stack-document': { response: stackDocument },
  'list-stack-events': { response: stackEvents },
  'plan-stack': {
    body: { document: stackDocument },
    response: { ...stackPlan, status: 'planning' as const, updatedAt: stackPlan.createdAt },
  },
  'get-stack-plan': { response: stackPlan },
  'cancel-stack-plan': {
    response: {
      ...stackPlan,
      status: 'cancelled' as const,
      components: stackPlan.components.map((one) => ({
        ...one,
        result: {
          result: 'failed' as const,
          class: 'cancelled' as const,
          why: `It was cancelled by ${by}.`,
        },
      })),
    },
  },
  'get-component-plan': { response: componentPlan },
  'destroy-stack': { response: inStatus('destroying') },
  'extend-stack': { body: { ttl: '1d' }, response: stack },
  'approve-stack': { body: { plans: { vpc: 'e'.repeat(64) } }, response: inStatus('applying') },
  'reject-stack': {
    body: { revision: 1, reason: 'too expensive' },
    response: inStatus('rejected'),
  },
  'cancel-stack': { body: { revision: 1 }, response: inStatus('cancelled') },
  'retry-stack': { response: inStatus('applying') },
};
