import type { PlannedCreate } from '../../../../src/domain/environment/artifacts';
import { unprovenCreates } from '../../../../src/runner/life/unproven-creates';
import { ResourceTimeline } from '../../../../src/runner/life/resource-timeline';
import { ulidAt } from '../../../support/builders/ulids';

const now = '2026-01-01T00:00:00.000Z';
const run = ulidAt(now, 1);

const planned = (name: string, replaces: string | null = null): PlannedCreate => ({
  address: `aws_vpc.${name}`,
  type: 'aws_vpc',
  provider: 'registry.terraform.io/hashicorp/aws',
  schemaVersion: 1,
  tagged: true,
  known: {},
  references: {},
  replaces,
});

const plan = { run, serial: 1, creates: [planned('whole'), planned('open'), planned('never')] };

/** What Terraform told of an apply: what it began and what it completed. */
function told(begun: string[], complete: string[]): ResourceTimeline {
  const timeline = new ResourceTimeline(() => now);
  const hook = (name: string) => ({
    resource: { addr: `aws_vpc.${name}`, resource_type: 'aws_vpc' },
    action: 'create',
  });
  for (const name of begun) timeline.observe({ '@message': '', type: 'apply_start', hook: hook(name) });
  for (const name of complete) timeline.observe({ '@message': '', type: 'apply_complete', hook: hook(name) });
  return timeline;
}

function stateWith(names: string[], id = 'vpc-new'): Uint8Array {
  const resources = names.map((name) => ({
    mode: 'managed',
    type: 'aws_vpc',
    name,
    provider: 'provider["registry.terraform.io/hashicorp/aws"]',
    instances: [{ schema_version: 1, attributes: { id } }],
  }));
  return new TextEncoder().encode(JSON.stringify({ version: 4, serial: 2, lineage: 'one', resources }));
}

const left = ({ creates }: typeof plan) => creates.map(({ address }) => address);

describe('narrowCreates', () => {
  it('drops what was never announced and what the state holds', () => {
    const narrowed = unprovenCreates(plan, told(['whole', 'open'], ['whole']), stateWith(['whole']));

    expect(left(narrowed)).toEqual(['aws_vpc.open']);
  });

  it('keeps what was reported complete and had not come into the state when Terraform was killed', () => {
    const narrowed = unprovenCreates(plan, told(['whole', 'open'], ['whole', 'open']), stateWith(['open']));

    expect(left(narrowed)).toEqual(['aws_vpc.whole']);
  });

  it('keeps everything that was announced when the state is half written or not there', () => {
    const half = stateWith(['whole', 'open']).slice(0, -20);
    const timeline = told(['whole', 'open'], ['whole', 'open']);

    expect(left(unprovenCreates(plan, timeline, half))).toEqual(['aws_vpc.whole', 'aws_vpc.open']);
    expect(left(unprovenCreates(plan, timeline, null))).toEqual(['aws_vpc.whole', 'aws_vpc.open']);
  });

  it('takes the object that was to be replaced for no proof of its successor', () => {
    const replacing = { ...plan, creates: [planned('whole', 'vpc-old')] };
    const timeline = told(['whole'], ['whole']);

    expect(left(unprovenCreates(replacing, timeline, stateWith(['whole'], 'vpc-old')))).toEqual([
      'aws_vpc.whole',
    ]);
    expect(left(unprovenCreates(replacing, timeline, stateWith(['whole'])))).toEqual([]);
  });

  it('says of what is left what AWS refused for its name, and of nothing else', () => {
    const timeline = told(['whole', 'open'], []);
    const diagnostic = { severity: 'error' as const, summary: 'EntityAlreadyExists', detail: '' };
    timeline.observe({
      '@message': '',
      type: 'diagnostic',
      diagnostic: { ...diagnostic, address: 'aws_vpc.open' },
    });
    timeline.observe({ '@message': '', type: 'diagnostic', diagnostic });

    const { creates } = unprovenCreates(plan, timeline, stateWith([]));

    expect(creates.map(({ address, refused }) => [address, refused])).toEqual([
      ['aws_vpc.whole', undefined],
      ['aws_vpc.open', true],
    ]);
  });
});
