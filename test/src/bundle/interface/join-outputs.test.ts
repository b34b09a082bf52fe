import { publish } from '../../../support/terraform/publish-one';

const terraform = `
variable "ports" {
  type = list(number)
}
locals {
  names = { for port in var.ports : "p\${port}" => "x" }
}
resource "terraform_data" "this" {
  for_each   = local.names
  input = "x"
}
output "vpc_id" {
  value = terraform_data.this["p1"].id
}
output "ports" {
  value = var.ports
}
output "names" {
  value = local.names
}
output "settings" {
  value = { bucket = "a", encrypt = true, size = length(var.ports) }
}
output "anything" {
  value = terraform_data.this["p1"].output
}
`;

describe('the schema of an output', () => {
  it('is in the manifest as it is written', async () => {
    const { web } = await publish(
      `outputs:
  vpc_id: { schema: { type: string, pattern: '^vpc-' } }
  ports: { schema: { type: array, items: { type: integer } } }
  settings: { schema: { type: object, properties: { bucket: { type: string }, size: { type: number } } } }
`,
      terraform,
    );

    expect(web?.manifest.outputs).toMatchObject({
      vpc_id: { description: 'vpc_id', sensitive: false, schema: { type: 'string', pattern: '^vpc-' } },
      ports: { schema: { type: 'array', items: { type: 'integer' } } },
      anything: { description: 'anything', sensitive: false },
    });
  });

  it.each<[string, string, string]>([
    [
      'an output that is not declared',
      'vpc: { schema: { type: string } }',
      ':8: outputs.vpc is not an output of the module',
    ],
    [
      'what is no JSON Schema',
      'vpc_id: { schema: { type: text } }',
      ':8: outputs.vpc_id.schema is not a valid JSON Schema: Unsupported type: text',
    ],
    [
      'another type than the value has',
      'vpc_id: { schema: { type: number } }',
      ':8: outputs.vpc_id.schema contradicts the module (templates/web/main.tf:12): output.vpc_id is a string, but the schema takes a number',
    ],
    [
      'another type of elements',
      'ports: { schema: { type: array, items: { type: string } } }',
      'outputs.ports.schema contradicts the module (templates/web/main.tf:15): each element of output.ports is a number',
    ],
    [
      'another type of values',
      'names: { schema: { type: object, additionalProperties: { type: boolean } } }',
      'each value of output.names is a string, but the schema takes true or false',
    ],
    [
      'a key that the value has not',
      'settings: { schema: { type: object, properties: { bukket: { type: string } }, required: [bukket] } }',
      'output.settings has no key bukket, which the schema requires (it has bucket)',
    ],
    [
      'another type of a key',
      'settings: { schema: { type: object, properties: { size: { type: string } }, required: [size] } }',
      'size of output.settings is a number, but the schema takes a string',
    ],
    ['a type that is no type', 'vpc_id: { type: number }', 'outputs.vpc_id contradicts the module'],
    ['type beside schema', 'vpc_id: { type: string, schema: { type: string } }', 'has type beside schema'],
    ['an unknown keyword', 'vpc_id: { schema: { type: string, minLenght: 2 } }', 'did you mean minLength?'],
    [
      'an unknown keyword of a part',
      'ports: { schema: { type: array, items: { type: number, min: 2 } } }',
      'outputs.ports.schema has min, which is an unknown keyword',
    ],
    [
      'a format that nothing checks',
      'vpc_id: { schema: { type: string, format: vpc } }',
      'has format vpc, which is not one of arn, aws-account-id, aws-region, cidr',
    ],
    ['a bound without its type', 'anything: { schema: { minLength: 2 } }', 'add its type'],
    ['a default', 'vpc_id: { schema: { type: string, default: vpc-1 } }', 'has a default'],
  ])('refuses %s, with its line', async (_what, line, reason) => {
    const { reasons } = await publish(`outputs:\n\n\n  ${line}\n`, terraform);

    expect(reasons).toEqual([expect.stringContaining(reason) as string]);
    expect(reasons[0]).toMatch(/^templates\/web\/template\.yaml:8: /);
  });

  it.each([
    ['1', 'number'],
    ['"a-${terraform.workspace}"', 'string'],
    ['true ? null : "a"', 'string'],
    ['var.x == "" ? 1 : 2', 'number'],
    ['!true', 'boolean'],
    ['[for x in var.list : x]', 'array'],
    ['{ for x in var.list : x => 1 }', 'object'],
    ['one(terraform_data.this[*].id)', 'string'],
    ['terraform_data.this[*].id', 'array'],
    ['try(terraform_data.this[0].arn, "")', 'string'],
    ['module.inner.size', 'number'],
    ['module.inner.settings.name', 'string'],
    ['sensitive(jsonencode(var.x))', 'string'],
    ['merge(local.a, { b = 1 })', 'object'],
    ['local.a', 'object'],
    ['local.a.b', 'string'],
    ['(1 + 2)', 'number'],
  ])('knows that %s is of type %s', async (value, type) => {
    const text = `
variable "x" { type = string }
variable "list" { type = set(string) }
locals {
  a = { b = "c" }
}
resource "terraform_data" "this" { input = "x" }
module "inner" {
  source = "../../modules/inner"
}
output "it" {
  value = ${value}
}
`;
    const inner = 'output "size" {\n  value = 3\n}\noutput "settings" {\n  value = { name = "x" }\n}\n';
    const types = ['string', 'number', 'boolean', 'array', 'object'];
    const judged = await Promise.all(
      types.map((one) =>
        publish(`outputs:\n  it: { schema: { type: ${one} } }\n`, text, { 'modules/inner/main.tf': inner }),
      ),
    );

    const refused = types.filter((_, index) =>
      (judged[index]?.reasons ?? []).some((one) => one.includes('contradicts')),
    );
    expect(refused).toEqual(types.filter((one) => one !== type));
  });

  it.each([
    'terraform_data.this[0].output',
    'data.terraform_data.there.tags',
    'var.any',
    'lookup(var.any, "a")',
    '[for my_vpc in var.any : my_vpc.net.id][0]',
    'local.loop',
    'module.gone.x',
    'true ? 1 : "a"',
  ])('says nothing of %s, which Terraform alone knows', async (value) => {
    const text = `
variable "any" {}
locals {
  loop = local.pool
  pool = local.loop
}
resource "terraform_data" "this" { input = "x" }
output "it" {
  value = ${value}
}
`;
    const { reasons } = await publish('outputs:\n  it: { schema: { type: number } }\n', text);

    expect(reasons.filter((one) => one.includes('contradicts'))).toEqual([]);
  });
});
