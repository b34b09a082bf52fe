import type { PlannedCreate } from '../../../../src/domain/environment/artifacts';
import { collectHeld } from '../../../../src/runner/verify/witnesses/held-resources';
import { outstandingCreates } from '../../../../src/runner/verify/outstanding';
import { parseState } from '../../../../src/domain/terraform/state-file';

const create = (replaces: string | null = null): PlannedCreate => ({
  address: 'aws_vpc.this',
  type: 'aws_vpc',
  provider: 'registry.terraform.io/hashicorp/aws',
  schemaVersion: 1,
  tagged: true,
  known: {},
  references: {},
  replaces,
});
const run = (serial: number, ...creates: PlannedCreate[]) => ({
  run: '01JCQZ7W5S8M3V0K2N4B6D8F9H',
  serial,
  creates,
});

/** States in which the VPC's address held these objects: serial → id. */
async function holding(ids: Record<number, string>) {
  return collectHeld(
    Object.entries(ids).map(([serial, id]) => {
      const instances = [{ attributes: { id } }];
      const resources = [{ mode: 'managed', type: 'aws_vpc', name: 'this', provider: 'p', instances }];
      return parseState(
        Buffer.from(JSON.stringify({ version: 4, serial: Number(serial), lineage: 'l', resources })),
      );
    }),
  );
}

describe('outstandingCreates', () => {
  it('takes a create for accounted once a later state holds its address', async () => {
    expect(outstandingCreates([run(0, create())], await holding({ 3: 'vpc-1' }))).toEqual([]);
  });

  it('keeps a create that no state ever held', async () => {
    const wanted = create();

    expect(outstandingCreates([run(0, wanted)], await holding({}))).toEqual([wanted]);
  });

  it('does not take the object to be replaced for the one that replaces it', async () => {
    const wanted = create('vpc-1');

    expect(outstandingCreates([run(4, wanted)], await holding({ 3: 'vpc-1', 6: 'vpc-1' }))).toEqual([wanted]);
    expect(outstandingCreates([run(4, wanted)], await holding({ 3: 'vpc-1', 6: 'vpc-2' }))).toEqual([]);
  });

  it('does not excuse what a killed run lost by what a later run made at the same address', async () => {
    const [lost, made] = [create(), create()];

    const outstanding = outstandingCreates([run(5, made), run(1, lost)], await holding({ 7: 'vpc-2' }));

    expect(outstanding).toHaveLength(1);
    expect(outstanding[0]).toBe(lost);
  });

  it('does not take an object from before the plan for what the plan made', async () => {
    expect(outstandingCreates([run(5, create())], await holding({ 2: 'vpc-1' }))).toHaveLength(1);
  });
});
