import { instant } from '../../../src/domain/base/time';
import { type GivenInput, showPlan } from '../../../src/domain/terraform/consent/shown-plan';
import { type Question, whatIsNotCovered } from '../../../src/domain/terraform/consent/what-is-not-covered';
import { parsePlan } from '../../../src/domain/terraform/plan-json';
import type { Uncovered } from '../../../src/domain/terraform/consent/uncovered';

/** A change as a test writes it: `unknown` and `secret` are Terraform's masks. */
export interface TestChange {
  address: string;
  actions?: string[];
  before?: Record<string, unknown> | null;
  after?: Record<string, unknown> | null;
  unknown?: unknown;
  secret?: unknown;
  beforeSecret?: unknown;
  deposed?: string;
  movedFrom?: string;
  imported?: string;
}

/** A plan as a test writes it, with what was given for it. */
export interface TestPlan {
  bundle: string;
  engine: string;
  inputs: Record<string, GivenInput>;
  changes: TestChange[];
  outputs: Record<string, { after?: unknown; unknown?: unknown }>;
  outlines: { address: string; attribute: string; value: unknown; unknown: unknown; secret?: unknown }[];
  data: { address: string; values: Record<string, unknown> }[];
  checks: { address: string; status: string }[];
  price: { upper: number; unpriced: string[] };
}

export const approvedAt = instant(Date.parse('2026-01-01T00:00:00.000Z'));
export const hoursLater = (hours: number) => instant(Date.parse(approvedAt) + hours * 3_600_000);

/** What the yes to the plan of a test does not cover of the exact one, an hour later unless it says otherwise. */
export function uncovered(shown: TestPlan, exact: TestPlan, more: Partial<Question> = {}): Uncovered[] {
  const consent = { plan: showPlan(planOf(shown)), at: approvedAt, mostHours: 24 };
  return whatIsNotCovered({ consent, exact: showPlan(planOf(exact)), now: hoursLater(1), ...more });
}

function planOf({ bundle, engine, inputs, price, outlines, ...test }: TestPlan) {
  const plan = parsePlan({
    terraform_version: engine,
    resource_changes: test.changes.map(changeOf),
    output_changes: Object.fromEntries(
      Object.entries(test.outputs).map(([name, { after = null, unknown = false }]) => [
        name,
        { actions: ['create'], before: null, after, after_unknown: unknown },
      ]),
    ),
    checks: test.checks.map(({ address, status }) => ({ address: { to_display: address }, status })),
    prior_state: { values: { root_module: { resources: test.data.map(dataOf) } } },
  });
  return {
    plan,
    bundle,
    inputs,
    price,
    outlines: outlines.map((one) => ({ secret: false, ...one })),
    seal: (text: string) => `seal of ${text.length} ${text.at(1)}`,
  };
}

function changeOf(one: TestChange) {
  const { address, actions = ['create'], before = null, after = null, unknown = {} } = one;
  const [type = '', name = ''] = address.replace(/^data\./, '').split(/[.[]/);
  return {
    address,
    mode: address.startsWith('data.') ? 'data' : 'managed',
    type,
    name,
    provider_name: 'registry.terraform.io/hashicorp/aws',
    ...(one.deposed !== undefined && { deposed: one.deposed }),
    ...(one.movedFrom !== undefined && { previous_address: one.movedFrom }),
    change: {
      actions,
      before,
      after,
      after_unknown: unknown,
      after_sensitive: one.secret ?? {},
      before_sensitive: one.beforeSecret ?? {},
      ...(one.imported !== undefined && { importing: { id: one.imported } }),
    },
  };
}

function dataOf({ address, values }: TestPlan['data'][number]) {
  const [, type = '', name = ''] = address.split('.');
  return { address, mode: 'data', type, name, values };
}
