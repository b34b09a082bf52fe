import { writeExact } from '../../../src/domain/base/exact-json';
import { instant } from '../../../src/domain/base/time';
import type { Inputs } from '../../../src/domain/template/template';
import { type GivenInput, showPlan, type ShownPlan } from '../../../src/domain/terraform/consent/shown-plan';
import { whatIsNotCovered } from '../../../src/domain/terraform/consent/what-is-not-covered';
import type { PlanJson } from '../../../src/domain/terraform/plan-json';
import { parseState } from '../../../src/domain/terraform/state-file';
import type { Preview } from '../../../src/runner/preview/preview-component';
import { openAwsTarget } from '../../support/preview/aws-target';
import { asRoot, previewOf } from '../../support/preview/components';
import { notHeld } from '../../support/preview/held';
import {
  elsewhere,
  network,
  networkInputs,
  packedAws,
  perCount,
  perSubnet,
  service,
} from '../../support/preview/stack-templates';
import type { TestBundle } from '../../support/terraform/template-bundle';

let target: Awaited<ReturnType<typeof openAwsTarget>>;
let outputs: Inputs;
beforeAll(async () => {
  target = await openAwsTarget();
  const { state } = await asRoot({ bundle: await packedAws(network) }, { ...target.given, apply: true });
  const read = Object.entries(parseState(state!).outputs).map(([name, { value }]) => [name, value]);
  outputs = JSON.parse(writeExact(Object.fromEntries(read))) as Inputs;
}, 240_000);
afterAll(() => target.close());

const pending: Record<string, string> = networkInputs;
const valueOf = (reference: string) => outputs[reference.replace('net.', '')]!;
const filled = () =>
  Object.fromEntries(Object.entries(pending).map(([name, reference]) => [name, valueOf(reference)]));

const shownAs = (
  { plan, outlines }: Extract<Preview, { result: 'planned' }>,
  bundle: TestBundle,
  given: Record<string, GivenInput>,
): ShownPlan =>
  showPlan({
    plan,
    outlines,
    bundle: bundle.digest,
    inputs: given,
    price: { upper: 10, unpriced: [] },
    seal: (text) => text,
  });

const inputsOf = (missing: Record<string, string>): Record<string, GivenInput> =>
  Object.fromEntries(
    Object.keys(pending).map((name) => [
      name,
      missing[name] === undefined ? { value: valueOf(pending[name]!) } : { pending: missing[name] },
    ]),
  );

const exactInputs = (missing: Record<string, string>): Record<string, GivenInput> =>
  Object.fromEntries(
    Object.keys(pending).map((name) => {
      const from = missing[name];
      return [name, { value: valueOf(pending[name]!), ...(from !== undefined && { from }) }];
    }),
  );

async function planned(bundle: TestBundle, missing: Record<string, string>, state: Uint8Array | null = null) {
  const inputs = Object.fromEntries(
    Object.entries(filled()).filter(([name]) => !(name in missing)),
  ) as Inputs;
  const present = filled() as Inputs;
  const { preview } = await previewOf({ bundle, inputs, pending: missing, state, present }, target.given);
  if (preview.result !== 'planned') throw new Error(`It waits: ${JSON.stringify(preview.waits)}`);
  return preview;
}

const at = instant(Date.now());
const uncovered = (shown: ShownPlan, exact: ShownPlan) =>
  whatIsNotCovered({ consent: { plan: shown, at, mostHours: 24 }, exact, now: at });

const each = Object.entries(pending).map(([name, reference]) => [name, { [name]: reference }] as const);
const ways: [string, Record<string, string>][] = [
  ['all that it produces', pending],
  ...each.map(([name, one]): [string, Record<string, string>] => [name, one]),
];
const actionsOf = ({ resource_changes }: PlanJson) =>
  resource_changes.map(({ change }) => change.actions.join());

describe('a component that is planned before its producer exists', () => {
  it.each(ways)(
    'keeps what was shown when the producer is there, and the yes covers it: %s',
    async (_, missing) => {
      const bundle = await packedAws(service);
      const before = await planned(bundle, missing);
      const exact = await planned(bundle, {});
      const shown = shownAs(before, bundle, inputsOf(missing));
      const now = shownAs(exact, bundle, exactInputs(missing));

      expect(notHeld(before.plan, exact.plan)).toEqual([]);
      expect(uncovered(shown, now)).toEqual([]);
      expect(actionsOf(before.plan).filter((one) => one === 'create')).toHaveLength(8);
    },
    240_000,
  );

  it('shows in a component that exists its updates alone, which fall away when nothing changed', async () => {
    const bundle = await packedAws(service);
    const { state } = await asRoot({ bundle, inputs: filled() }, { ...target.given, apply: true });
    const before = await planned(bundle, pending, state);
    const exact = await planned(bundle, {}, state);

    expect(notHeld(before.plan, exact.plan)).toEqual([]);
    expect(actionsOf(before.plan)).toContain('update');
    expect(before.uncertain).toContainEqual({ address: 'aws_security_group.this', attributes: ['vpc_id'] });
    expect(actionsOf(before.plan).filter((one) => one.includes('delete'))).toEqual([]);
    expect(new Set(actionsOf(exact.plan))).toEqual(new Set(['no-op']));
    expect(
      uncovered(shownAs(before, bundle, inputsOf(pending)), shownAs(exact, bundle, exactInputs(pending))),
    ).toEqual([]);
  }, 240_000);
});

describe('a component whose shape or place depends on its producer', () => {
  it.each([
    [
      'keys',
      perSubnet,
      pending,
      { address: 'aws_security_group.this', what: 'for_each', pending: ['net.subnet_ids'] },
    ],
    [
      'count',
      perCount,
      pending,
      { address: 'aws_security_group.this', what: 'count', pending: ['net.subnet_ids'] },
    ],
    [
      'provider',
      elsewhere,
      { ...pending, region: 'dns.region' },
      { address: 'provider.aws', what: 'its configuration', pending: ['dns.region'] },
    ],
  ])(
    'is said to be plannable later: %s',
    async (_, text, missing, wait) => {
      const bundle = await packedAws(text);
      const { preview } = await previewOf({ bundle, pending: missing }, target.given);

      expect(preview).toMatchObject({ result: 'later', waits: [wait] });
    },
    120_000,
  );
});
