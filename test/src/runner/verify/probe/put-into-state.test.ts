import { withEntries, type Entry } from '../../../../../src/runner/verify/probe/put-into-state';
import { writeExact } from '../../../../../src/domain/base/exact-json';
import { parseState } from '../../../../../src/domain/terraform/state-file';

const provider = 'provider["registry.terraform.io/hashicorp/aws"]';
const entry = (address: string, id: string): Entry => ({
  address,
  provider,
  instance: { schema_version: 1, attributes: { id } },
});
const held = parseState(
  Buffer.from(
    JSON.stringify({
      version: 4,
      serial: 7,
      lineage: 'l',
      outputs: { o: { value: 1, type: 'number' } },
      resources: [
        {
          mode: 'managed',
          type: 'aws_vpc',
          name: 'this',
          provider,
          instances: [{ attributes: { id: 'vpc-1' } }],
        },
      ],
    }),
  ),
);

describe('withEntries', () => {
  it('adds an object at its address, one serial later, and leaves the rest as it is', () => {
    const { state, addresses } = withEntries(held, [entry('module.a.aws_eip.nat[0]', 'eip-1')]);

    expect(addresses).toEqual(['module.a.aws_eip.nat[0]']);
    expect(state).toMatchObject({ serial: 8, lineage: 'l', outputs: { o: { value: 1 } } });
    expect(state.resources[1]).toEqual({
      module: 'module.a',
      mode: 'managed',
      type: 'aws_eip',
      name: 'nat',
      provider,
      instances: [{ index_key: 0, schema_version: 1, attributes: { id: 'eip-1' } }],
    });
    expect(held.resources).toHaveLength(1);
  });

  it('gives an object whose address is taken a key of its own', () => {
    const { state, addresses } = withEntries(held, [
      entry('aws_vpc.this', 'vpc-2'),
      entry('aws_vpc.this', 'vpc-3'),
    ]);

    expect(addresses).toEqual(['aws_vpc.this["adopted-1"]', 'aws_vpc.this["adopted-2"]']);
    expect(state.resources[0]?.instances).toHaveLength(3);
  });

  it("leaves the numbers of what is there in the state's digits", () => {
    const numbers = '{"n":9007199254740993,"list":[1.10,1e3]}';
    const instances = `[{"attributes":${numbers}}]`;
    const other = `{"mode":"managed","type":"a","name":"b","provider":"p","instances":${instances}}`;
    const text = `{"version":4,"serial":1,"lineage":"l","outputs":{},"resources":[${other}]}`;

    const { state } = withEntries(parseState(Buffer.from(text)), [entry('aws_vpc.this', 'vpc-1')]);

    expect(writeExact(state)).toContain(`"attributes":${numbers}`);
  });

  it('makes a state where there is none', () => {
    const { state } = withEntries(null, [entry('aws_vpc.this', 'vpc-1')]);

    expect(state).toMatchObject({ version: 4, serial: 1 });
    expect(state.lineage).toMatch(/^[0-9a-f-]{36}$/);
  });
});
