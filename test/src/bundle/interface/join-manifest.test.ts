import { parseInputs } from '../../../../src/domain/template/template';
import { packBundles } from '../../../../src/bundle/pack-bundles';
import { fetchBundle } from '../../../../src/bundle/read-bundle';

const engine = { name: 'terraform' as const, version: '1.11.4' };
const head = 'title: A\ndescription: B\nversion: 1.0.0\nlease: { default: 1d, max: 7d }\n';

/** Publishes one template of a file and its Terraform. */
async function publish(file: string, terraform: string, name = 'main.tf') {
  const texts = { [`templates/web/${name}`]: terraform, 'templates/web/template.yaml': head + file };
  const files = new Map(Object.entries(texts).map(([path, text]) => [path, Buffer.from(text)]));
  const { packed, refused } = await packBundles({ files, engine });
  return { web: packed[0], reasons: refused.flatMap(({ reasons }) => reasons) };
}

const size =
  'variable "size" {\n  type        = string\n  default     = "s"\n  nullable = false\n  description = "How big."\n}\n';
const count = 'variable "n" {\n  type = number\n  nullable = false\n}\n';

describe('an input', () => {
  it('is what Terraform says of it, narrowed by what the file adds', async () => {
    const { web } = await publish(
      'inputs:\n  properties:\n    n: { type: integer, maximum: 9 }\n    size: { enum: [s, m], group: Looks }\n',
      size + count,
    );

    expect(web!.manifest.inputs).toEqual({
      type: 'object',
      additionalProperties: false,
      required: ['n'],
      properties: {
        size: { type: 'string', description: 'How big.', default: 's', enum: ['s', 'm'], group: 'Looks' },
        n: { type: 'integer', description: 'n', maximum: 9 },
      },
    });
  });

  it('needs no line in the file, and is none where the control plane gives it', async () => {
    const leasehold = 'variable "leasehold" {\n  type = object({ name = string })\n}\n';
    const { web } = await publish('', leasehold + size);

    expect(Object.keys(web!.manifest.inputs.properties)).toEqual(['size']);
    expect(web!.manifest.inputs.required).toEqual([]);
  });

  it('may be null where its variable may', async () => {
    const { web } = await publish(
      '',
      'variable "zone" {\n  type = string\n  default = null\n}\nvariable "x" {}\n',
    );

    expect(parseInputs(web!.manifest, { zone: null, x: [1, null] })).toEqual({ zone: null, x: [1, null] });
    expect(() => parseInputs(web!.manifest, { zone: 1, x: 1 })).toThrow(
      'inputs.zone: Invalid input: expected string, received number',
    );
    expect(() => parseInputs(web!.manifest, { zone: 'a' })).toThrow('inputs.x: is required');
  });

  it('may be left to Terraform, and yet be required of people', async () => {
    const { web } = await publish('inputs: { required: [size] }', size);

    expect(() => parseInputs(web!.manifest, {})).toThrow('inputs.size: is required');
  });

  it('has the default of the file where Terraform has none', async () => {
    const { web } = await publish('inputs: { properties: { n: { default: 2 } } }', count);

    expect(parseInputs(web!.manifest, {})).toEqual({ n: 2 });
  });

  it('is read in the JSON syntax too, with a type in a text', async () => {
    const json = { variable: { ports: { type: 'list(number)', default: [80], nullable: false } } };
    const { web } = await publish('', JSON.stringify(json), 'main.tf.json');

    expect(web!.manifest.inputs.properties).toEqual({
      ports: { type: 'array', items: { type: 'number' }, description: 'ports', default: [80] },
    });
  });

  it('shows no default that JavaScript would change; Terraform has it', async () => {
    const big = 'variable "big" {\n  type = number\n  default = 9007199254740993\n  nullable = false\n}\n';
    const { web } = await publish('', big);

    expect(parseInputs(web!.manifest, {})).toEqual({});
  });

  it.each([
    [
      'list(map(string))',
      '[{ port = 80, open = true, name = "a" }]',
      [{ port: '80', open: 'true', name: 'a' }],
    ],
    [
      'object({ on = bool, size = optional(number) })',
      '{ on = "true", size = "2.5", more = 1 }',
      { on: true, size: 2.5 },
    ],
    ['tuple([string, any])', '[1, { a = 1 }]', ['1', { a: 1 }]],
    ['set(number)', '["1", 2]', [1, 2]],
  ])('of type %s has the default that Terraform makes of %s', async (type, written, preset) => {
    const { web } = await publish('', `variable "v" {\n  type = ${type}\n  default = ${written}\n}\n`);

    expect(parseInputs(web!.manifest, {})).toEqual({ v: preset });
  });

  it('may have bounds that its default does not keep, where it must be given', async () => {
    const zones = 'variable "zones" {\n  type = list(string)\n  default = []\n}\n';
    const bounds = 'properties: { zones: { minItems: 2 } }';

    const [given, not] = [
      await publish(`inputs: { required: [zones], ${bounds} }`, zones),
      await publish(`inputs: { ${bounds} }`, zones),
    ];

    expect(given.reasons).toEqual([]);
    expect(not.reasons).toEqual([
      expect.stringContaining('inputs.zones has the default [], which is not valid'),
    ]);
  });

  it('keeps bounds of a part: of attributes, of items, of what a map holds', async () => {
    const deep =
      'variable "v" {\n  nullable = false\n  type = map(object({ ports = optional(list(number)) }))\n}\n';
    const { web } = await publish(
      'inputs: { properties: { v: { additionalProperties: { properties: { ports: { items: { type: integer } } } } } } }',
      deep,
    );

    expect(parseInputs(web!.manifest, { v: { a: { ports: [1] } } })).toEqual({ v: { a: { ports: [1] } } });
    expect(() => parseInputs(web!.manifest, { v: { a: { ports: [1.5] } } })).toThrow('inputs.v.a.ports.0');
    expect(() => parseInputs(web!.manifest, { v: { a: { port: [] } } })).toThrow('inputs.v.a.port');
  });

  it('keeps its validation for the plan, where no schema says it', async () => {
    const checked = `${size.replace(/}\n$/, '')}  validation {\n    condition = endswith(var.size, "s")\n    error_message = "no"\n  }\n}\n`;

    expect((await publish('', checked)).reasons).toEqual([]);
  });
});

describe('what contradicts is refused by its place', () => {
  const path = 'templates/web/template.yaml: inputs';
  it.each([
    ['no variable', '{ sizes: {} }', `${path}.sizes is not a variable of the module (did you mean size?)`],
    [
      'what the control plane gives',
      '{ leasehold: {} }',
      `${path}.leasehold is not a variable of the module`,
    ],
    ['another type', '{ n: { type: string } }', `${path}.n has type string, but in Terraform type number`],
    ['another default', '{ size: { default: m } }', `${path}.size has the default "m", but "s" in Terraform`],
    [
      'a default out of bounds',
      '{ size: { minLength: 2 } }',
      `${path}.size has the default "s", which is not valid`,
    ],
    [
      'a choice of another type',
      '{ n: { enum: [1, x] } }',
      `${path}.n has "x", which does not match its type`,
    ],
    ['a bound of another type', '{ n: { pattern: x } }', `${path}.n has pattern, which is for type string`],
    [
      'a keyword that is none',
      '{ n: { minimun: 1 } }',
      `${path}.n has minimun, which is an unknown keyword (did you mean minimum?)`,
    ],
    [
      'a word that does nothing',
      '{ n: { mergeKey: id } }',
      `${path}.n has mergeKey, which is an unknown keyword`,
    ],
    [
      'a word that no value is held against',
      '{ n: { readOnly: true } }',
      `${path}.n has readOnly, which is an unknown keyword`,
    ],
    ['a group without a name', '{ n: { group: [a] } }', `${path}.n has group, which must be a string`],
    ['a place that is no number', '{ n: { order: first } }', `${path}.n has order, which must be a number`],
    [
      'a secret',
      '{ n: { sensitive: true } }',
      `${path.replace('inputs', 'the input n')} is sensitive only in template.yaml`,
    ],
    [
      'an attribute that is none',
      '{ o: { properties: { b: {} } } }',
      `${path}.o.b is not an attribute of the type`,
    ],
    [
      'an attribute of another type',
      '{ o: { properties: { a: { type: boolean } } } }',
      `${path}.o.a has type boolean`,
    ],
    [
      'names beside its attributes',
      '{ o: { additionalProperties: { type: string } } }',
      `${path}.o allows other names`,
    ],
    [
      'a bound without a type',
      '{ w: { minimum: 1 } }',
      `${path}.w has minimum, which is for type number; add its type`,
    ],
    ['no schema', '{ w: { type: string, pattern: "(" } }', 'Invalid regular expression'],
  ])('%s', async (_what, properties, reason) => {
    const object = 'variable "o" {\n  type = object({ a = string })\n}\nvariable "w" {}\n';
    const { reasons } = await publish(`inputs: { properties: ${properties} }`, size + count + object);

    expect(reasons).toEqual([expect.stringContaining(reason)]);
  });

  it.each([
    ['outputs: { urls: {} }', 'outputs.urls is not an output of the module (did you mean url?)'],
    ['outputs: { url: { sensitive: true } }', 'outputs.url is sensitive only in template.yaml'],
    ['outputs: { key: { sensitive: false } }', 'outputs.key is sensitive only in the module'],
  ])('of outputs: %s', async (file, reason) => {
    const outputs = 'output "url" {\n  value = 1\n}\noutput "key" {\n  value = 1\n  sensitive = true\n}\n';

    expect((await publish(file, outputs)).reasons).toEqual([expect.stringContaining(reason)]);
  });

  it('all at once', async () => {
    const { reasons } = await publish('inputs: { properties: { a: {}, n: { type: string } } }', count);

    expect(reasons).toHaveLength(2);
  });
});

describe('set', () => {
  const guarded =
    'variable "enable_deletion_protection" {\n  type = bool\n  default = true\n}\nvariable "tags" {\n  type = map(string)\n  default = {}\n}\n';

  it('gives a value that nobody else is asked for or may give', async () => {
    const { web } = await publish('set: { enable_deletion_protection: false, tags: null }', guarded + count);
    const bundle = await fetchBundle(() => Promise.resolve(web!.zip), web!.bundle);

    expect(bundle.manifest.set).toEqual({ enable_deletion_protection: false, tags: null });
    expect(Object.keys(web!.manifest.inputs.properties)).toEqual(['n']);
    expect(() => parseInputs(web!.manifest, { n: 1, enable_deletion_protection: true })).toThrow(
      'inputs.enable_deletion_protection: unknown input',
    );
  });

  it.each([
    ['{ enable_protection: false }', 'set.enable_protection is not a variable of the module'],
    ['{ enable_deletion_protection: never }', 'set.enable_deletion_protection does not fit its type'],
    ['{ tags: [a] }', 'set.tags does not fit its type'],
    ['{ key: abc }', 'set.key is sensitive, and a bundle must not contain secrets'],
  ])('is refused where it cannot be: %s', async (set, reason) => {
    const secret = 'variable "key" {\n  type = string\n  sensitive = true\n}\n';
    const { reasons } = await publish(`set: ${set}`, guarded + secret);

    expect(reasons).toEqual([expect.stringContaining(reason)]);
  });

  it('is refused for what people are asked too', async () => {
    const { reasons } = await publish('inputs: { properties: { tags: {} } }\nset: { tags: {} }', guarded);

    expect(reasons).toEqual([expect.stringContaining('set.tags is also in inputs')]);
  });
});

it('knows outputs by the module, with the words and the type that the file adds', async () => {
  const { web } = await publish(
    'outputs: { port: { description: Where it listens., type: integer } }',
    'output "url" {\n  description = "Where it is."\n  value = 1\n}\noutput "port" {\n  value = 1\n}\n',
  );

  expect(web!.manifest.outputs).toEqual({
    url: { description: 'Where it is.', sensitive: false },
    port: { description: 'Where it listens.', sensitive: false, type: 'integer' },
  });
});

describe('sleep', () => {
  const awake = 'variable "awake" {\n  type = bool\n  default = true\n}\n';
  const own =
    'resource "aws_nat_gateway" "this" {\n  subnet_id = "s"\n}\nresource "aws_s3_bucket" "data" {}\n';
  const item = 'resource "terraform_data" "item" {}\n';
  const items = 'sleep: [{ address: terraform_data.item, exists: awake }]';
  const nat = 'sleep: [{ address: aws_nat_gateway.this, exists: awake }]';

  it('makes the variable awake one that the control plane gives, and is in the bundle', async () => {
    const { web, reasons } = await publish(items, awake + item);
    const bundle = await fetchBundle(() => Promise.resolve(web!.zip), web!.bundle);

    expect(reasons).toEqual([]);
    expect(bundle.manifest.sleep).toEqual([{ address: 'terraform_data.item', exists: 'awake' }]);
    expect(web!.manifest.inputs.properties).toEqual({});
    expect(() => parseInputs(web!.manifest, { awake: false })).toThrow('inputs.awake: unknown input');
  });

  it('leaves awake an input of a template without it, and takes it from set for a module that has none', async () => {
    const plain = await publish('', awake);
    const set = 'variable "nat" {\n  type = bool\n  default = true\n}\n';
    const wrapped = await publish(`${items}\nset: { nat: '\${leasehold.awake}' }`, set + item);

    expect(Object.keys(plain.web!.manifest.inputs.properties)).toEqual(['awake']);
    expect(wrapped.reasons).toEqual([]);
    expect(wrapped.web!.manifest.inputs.properties).toEqual({});
  });

  it.each([
    ['without anything that learns of it', nat, own, 'sleep needs a variable awake of type bool'],
    ['with another type', nat, awake.replace('bool', 'string') + own, 'to be of type bool'],
    ['with any type', nat, 'variable "awake" {}\n' + own, 'to be of type bool'],
    [
      'as an input too',
      `${nat}\ninputs: { properties: { awake: {} } }`,
      awake + own,
      'inputs.awake is not a variable',
    ],
    [
      'of what is not declared',
      'sleep: [{ address: aws_eip.nat, exists: awake }]',
      awake + own,
      'names aws_eip.nat, which the template does not declare',
    ],
    [
      'of another module',
      'sleep: [{ address: module.net.aws_nat_gateway.this, exists: awake }]',
      awake + own,
      'which the template does not declare',
    ],
    [
      'that deletes data',
      'sleep: [{ address: aws_s3_bucket.data, exists: awake }]',
      awake + own,
      'sleep would delete aws_s3_bucket.data and what it holds',
    ],
    [
      'with keys',
      'sleep: [{ address: "aws_nat_gateway.this[0]", exists: awake }]',
      awake + own,
      'address of a resource without keys',
    ],
    [
      'of data',
      'sleep: [{ address: data.aws_vpc.this, exists: awake }]',
      awake + own,
      'address of a resource',
    ],
    ['of everything', 'sleep: [{ address: "*", exists: awake }]', awake + own, 'address of a resource'],
    ['that says nothing', 'sleep: [{ address: aws_nat_gateway.this }]', awake + own, 'needs attributes'],
  ])('is refused %s', async (_, file, terraform, reason) => {
    const { reasons } = await publish(file, terraform);

    expect(reasons.join('\n')).toContain(reason);
  });
});
