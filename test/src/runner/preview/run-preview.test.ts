import type { PlanDocument } from '../../../../src/domain/environment/artifacts';
import type { PreviewOrder, ShownComponentPlan } from '../../../../src/domain/stack/plan/preview-order';
import { runPreview } from '../../../../src/runner/preview/run-preview';
import { contextOf, life, pinOf } from '../../../support/preview/components';
import { packedTiny } from '../../../support/terraform/packed-tree';
import { sha256 } from '../../../support/builders/sha256';

const variables = `
variable "vpc_id" { type = string }
variable "tags" { type = map(string) }
variable "size" { type = number }
`;
const run = '01JZ0000000000000000000001';
const order = (more: Partial<PreviewOrder> = {}): PreviewOrder => ({
  plan: '01JZ0000000000000000000002',
  run,
  component: 'web',
  environment: { ...life, name: 'net.web' },
  target: 'local',
  pin: {
    name: 'tiny',
    version: '1.0.0',
    bundle: 'a'.repeat(64),
    engine: { name: 'terraform', version: '1.11.4' },
  },
  inputs: { size: 3 },
  from: {},
  pending: { vpc_id: ['vpc.vpc_id'], tags: ['dns.zone', 'vpc.name'] },
  present: {},
  salt: '0'.repeat(32),
  ...more,
});

async function previewed(main: string, more: Partial<PreviewOrder> = {}) {
  const bundle = await packedTiny({
    'templates/tiny/variables.tf': variables,
    'templates/tiny/main.tf': main,
  });
  const lines: string[] = [];
  const left: { shown?: ShownComponentPlan; plan?: PlanDocument } = {};
  const context = await contextOf(bundle, lines, {});
  const result = await runPreview({
    ...context,
    order: order({ pin: { ...order().pin, ...pinOf(bundle) }, ...more }),
    readState: () => Promise.resolve(null),
    writeShown: (shown) => {
      left.shown = shown;
      return Promise.resolve(sha256('shown'));
    },
    writePlan: (plan) => {
      left.plan = plan;
      return Promise.resolve();
    },
    clock: () => '2026-01-01T00:00:00.000Z',
  });
  return { result, lines, ...left };
}

const main = `
resource "terraform_data" "one" { input = { vpc = var.vpc_id, zone = var.tags["zone"], size = var.size } }
resource "terraform_data" "own" { input = terraform_data.one.id }
`;

describe('a preview run', () => {
  it('leaves the plan under a digest, and the same for people with the outputs that each value waits for', async () => {
    const { result, shown, plan } = await previewed(main);

    expect(result).toMatchObject({
      result: 'shown',
      digest: sha256('shown'),
      counts: { create: 2, update: 0, replace: 0, delete: 0 },
    });
    expect(shown?.plan.inputs).toEqual({
      size: { value: 3 },
      vpc_id: { pending: 'vpc.vpc_id' },
      tags: { pending: 'dns.zone+vpc.name' },
    });
    expect(shown?.awaited).toEqual([
      { address: 'terraform_data.one', attribute: 'input', outputs: ['dns.zone', 'vpc.name', 'vpc.vpc_id'] },
    ]);
    const [one, own] = plan!.resources;
    expect(one?.changes.find(({ attribute }) => attribute === 'input')?.after).toEqual({
      size: 3,
      vpc: '(known after dns.zone, vpc.name, vpc.vpc_id)',
      zone: '(known after dns.zone, vpc.name, vpc.vpc_id)',
    });
    expect(own?.changes.find(({ attribute }) => attribute === 'input')?.after).toBe('(known after apply)');
    expect(plan?.digest).toBe(sha256('shown'));
  }, 30_000);

  it('says where its shape waits for outputs, each by its name, and leaves no plan', async () => {
    const { result, shown, lines } = await previewed(
      'resource "terraform_data" "one" {\n  for_each = var.tags\n}\n',
    );

    expect(result).toEqual({
      result: 'later',
      outputs: ['dns.zone', 'vpc.name'],
      why: 'for_each of terraform_data.one (templates/tiny/main.tf:2) needs dns.zone, vpc.name',
    });
    expect(shown).toBeUndefined();
    expect(lines.join('\n')).toContain('It can be planned later: for_each of terraform_data.one');
  }, 30_000);

  it('names of which outputs values are that are known already', async () => {
    const known = { inputs: { size: 3, vpc_id: 'vpc-1', tags: { zone: 'z' } }, pending: {} };
    const { shown } = await previewed(main, { ...known, from: { vpc_id: ['vpc.vpc_id'] } });

    expect(shown?.plan.inputs['vpc_id']).toEqual({ value: 'vpc-1', from: 'vpc.vpc_id' });
    expect(shown?.awaited).toEqual([]);
  }, 30_000);
});
