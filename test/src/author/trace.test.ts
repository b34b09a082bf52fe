import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { traceIn } from '../../../src/author/trace/trace';
import type { Bundle } from '../../../src/bundle/read-bundle';

/** A bundle of these files, as a template `web` has them; `modules` are the records of those from elsewhere. */
function bundleOf(files: Record<string, string>, modules?: Bundle['manifest']['modules']): Bundle {
  return {
    manifest: {
      template: 'web',
      version: '1.0.0',
      engine: { name: 'terraform', version: '1.11.4' },
      ...(modules && { modules }),
    },
    files: new Map(Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)])),
    executables: new Set(),
  };
}

const root = `variable "size" { default = 1 }
locals {
  doubled = var.size * 2
}
module "net" {
  source = "../../modules/net"
  count  = 2
  wide   = local.doubled
}
output "id" { value = module.net[0].id }
resource "aws_s3_bucket" "logs" {
  bucket = "x-\${each.key}"

  versioning {
    enabled = local.doubled > 2
  }
}
`;
const net = `variable "wide" {}
variable "deep" {
  default = "no"
}
resource "aws_vpc" "this" {
  cidr_block = cidrsubnet("10.0.0.0/8", var.wide, 1)
  tags       = { deep = var.deep, of = data.aws_region.here.name }
}
data "aws_region" "here" {}
output "id" {
  value = aws_vpc.this.id
}
`;
const whole = bundleOf({ 'templates/web/main.tf': root, 'modules/net/main.tf': net });
const shown = ({ of, file, line }: { of: string; file: string; line: number }) => `${of} ${file}:${line}`;

it('follows an attribute through the call of its module and a local to the input', async () => {
  const traced = await traceIn(whole, { module: 'net', block: 'aws_vpc.this', attribute: 'cidr_block' });

  expect(traced?.declared).toEqual({
    file: 'modules/net/main.tf',
    line: 6,
    text: 'cidr_block = cidrsubnet("10.0.0.0/8", var.wide, 1)',
  });
  expect(traced?.calls.map(shown)).toEqual(['module.net templates/web/main.tf:5']);
  expect(traced?.steps.map(shown)).toEqual([
    'module.net.wide templates/web/main.tf:8',
    'local.doubled templates/web/main.tf:3',
    'var.size templates/web/main.tf:1',
  ]);
  expect(traced?.inputs).toEqual(['size']);
});

it("takes a variable's own default where the call gives nothing, and names what else a value is made from", async () => {
  const traced = await traceIn(whole, { module: 'net', block: 'aws_vpc.this', attribute: 'tags' });

  expect(traced?.steps.map(shown)).toEqual([
    'module.net.var.deep modules/net/main.tf:2',
    'module.net.data.aws_region.here modules/net/main.tf:9',
  ]);
  expect(traced?.inputs).toEqual([]);
});

it('follows an output of a module to the resource', async () => {
  const traced = await traceIn(whole, { module: '', block: 'output.id', attribute: 'value' });

  expect(traced?.steps.map(shown)).toEqual([
    'module.net.output.id modules/net/main.tf:11',
    'module.net.aws_vpc.this modules/net/main.tf:5',
  ]);
});

it('finds an attribute inside a nested block by either way that plans write it', async () => {
  for (const attribute of ['versioning', 'versioning[0].enabled', 'versioning.enabled']) {
    const traced = await traceIn(whole, { module: '', block: 'aws_s3_bucket.logs', attribute });

    expect(traced?.declared.line).toBe(14);
    expect(traced?.inputs).toEqual(['size']);
  }
});

it('shows the block where the template does not set the attribute, and nothing where it has no such block', async () => {
  const unset = await traceIn(whole, { module: '', block: 'aws_s3_bucket.logs', attribute: 'region' });

  expect(unset).toMatchObject({ written: false, declared: { line: 11 }, steps: [] });
  expect(await traceIn(whole, { module: '', block: 'aws_s3_bucket.gone' })).toBeUndefined();
  expect(await traceIn(whole, { module: 'gone', block: 'aws_vpc.this' })).toBeUndefined();
});

it('reads the JSON syntax, and modules from elsewhere where their records say', async () => {
  const bundle = bundleOf(
    {
      'templates/web/main.tf.json': `{
  "variable": { "name": { "default": "x" } },
  "module": {
    "far": { "source": "acme/far/aws", "version": "1.0.0", "label": "\${var.name}" }
  }
}`,
      'templates/web/.vendored/far/main.tf':
        'variable "label" {}\nresource "aws_sns_topic" "t" {\n  name = var.label\n}\n',
    },
    [{ key: 'far', source: 'registry.terraform.io/acme/far/aws', version: '1.0.0', folder: '.vendored/far' }],
  );

  const traced = await traceIn(bundle, { module: 'far', block: 'aws_sns_topic.t', attribute: 'name' });

  expect(traced?.steps.map(shown)).toEqual([
    'module.far.label templates/web/main.tf.json:4',
    'var.name templates/web/main.tf.json:2',
  ]);
  expect(traced?.inputs).toEqual(['name']);
});

it('ends where a configuration refers to itself in a circle', async () => {
  const bundle = bundleOf({
    'templates/web/main.tf':
      'locals {\n  a = local.b\n  b = local.a\n}\noutput "o" {\n  value = local.a\n}\n',
  });

  const traced = await traceIn(bundle, { module: '', block: 'output.o', attribute: 'value' });

  expect(traced?.steps.map(({ of }) => of)).toEqual(['local.a', 'local.b']);
});

describe('the templates of this checkout', () => {
  const templates = join(process.cwd(), 'terraform', 'templates');
  const names = readdirSync(templates).filter((name) => existsSync(join(templates, name, 'template.yaml')));
  const files = (folder: string, under: string): [string, string][] =>
    readdirSync(join(process.cwd(), 'terraform', folder), { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile() && one.name.endsWith('.tf'))
      .map((one) => {
        const path = join(one.parentPath, one.name);
        return [
          path.slice(path.indexOf(`/terraform/${under}`) + '/terraform/'.length),
          readFileSync(path, 'utf8'),
        ];
      });
  const modules = files('modules', 'modules');

  it.each(names)('declare each of their outputs on the line that is shown: %s', async (name) => {
    const own = files(`templates/${name}`, 'templates');
    const bundle = bundleOf(Object.fromEntries([...own, ...modules]));
    bundle.manifest.template = name;
    const outputs = own.flatMap(([, text]) =>
      [...text.matchAll(/^output "(\w+)"/gm)].map(([, output = '']) => output),
    );

    for (const output of outputs) {
      const traced = await traceIn(bundle, { module: '', block: `output.${output}`, attribute: 'value' });
      const [, text = ''] = own.find(([path]) => path === traced?.declared.file) ?? [];
      expect(text.split('\n')[(traced?.declared.line ?? 0) - 1]).toMatch(/^\s*(output .*\{\s*)?value\s*=/);
    }
    expect(outputs.length).toBeGreaterThan(0);
  });
});
