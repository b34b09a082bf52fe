import fc from 'fast-check';
import { join } from 'node:path';
import { unlisted } from '../../../src/bundle/outside-calls';
import { judgedReads, outsideFiles } from '../../../src/bundle/outside-files';
import { packWhole } from '../../support/terraform/pack-whole';
import { readFolder } from '../../../src/tools/read-folder';

const filesOf = (texts: Record<string, string>) =>
  new Map(Object.entries(texts).map(([path, text]) => [path, new TextEncoder().encode(text)]));
const main = 'templates/web/main.tf';
const namesIn = async (text: string, path = main) =>
  (await outsideFiles(filesOf({ [path]: text }))).map(
    ({ line, name }) => `${line} ${name.replace(/^.*?:/, '')}`,
  );
const inLocals = (expression: string) => namesIn(`locals {\n  x = ${expression}\n}`);

it.each([
  'file("${path.module}/a.json")',
  'file("./a.json")',
  'file("a.json")',
  'templatefile("${ path.module }/a.tftpl", { who = var.who, all = local.all })',
  'templatefile("${path.root}/a.tftpl", {})',
  'fileset(path.module, "policies/*.json")',
  'filebase64sha256("${path.module}/../../modules/m/a.zip")',
  'abspath(path.module)',
  '"no call: file(var.x), $${file(var.x)}"',
  '# file(var.x)\n  y = 1',
  'var.file',
  'jsondecode(file("${path.module}/a.json")).file',
  'myfile(var.x)',
])('takes a literal path inside the bundle: %s', async (expression) => {
  expect(await inLocals(expression)).toEqual([]);
});

it.each([
  ['file(var.path)', 'file'],
  ['file(local.path)', 'file'],
  ['file(each.value)', 'file'],
  ['file("${path.module}/${each.key}")', 'file'],
  ['file(data.aws_ssm_parameter.p.value)', 'file'],
  ['file(module.m.path)', 'file'],
  ['file(join("/", [path.module, "a"]))', 'file'],
  ['file("/proc/self/environ")', 'file'],
  ['file("../../../etc/passwd")', 'file'],
  ['file("${path.module}/../../../x")', 'file'],
  ['file("${path.module}/a/../../../../../x")', 'file'],
  ['file("~/.aws/credentials")', 'file'],
  ['file("${path.cwd}/x")', 'file'],
  ['file("\\u002fproc/self/environ")', 'file'],
  ['file (var.path)', 'file'],
  ['file(/* why */ var.path)', 'file'],
  ['file(\n    # why\n    var.path\n  )', 'file'],
  ['core::file(var.path)', 'core::file'],
  ['fileset(path.module, var.pattern)', 'fileset'],
  ['fileset(path.module, "../../../../**")', 'fileset'],
  ['fileset(var.folder, "*")', 'fileset'],
  ['fileexists(var.path)', 'fileexists'],
  ['filebase64(var.path)', 'filebase64'],
  ['filesha256(var.path)', 'filesha256'],
  ['templatefile(var.path, {})', 'templatefile'],
  ['templatestring(var.text, {})', 'templatestring'],
  ['pathexpand("~")', 'pathexpand'],
  ['abspath(var.path)', 'abspath'],
  ['provider::local::direxists(var.path)', 'provider::local::direxists'],
  ['file(path.module == "" ? var.a : "b")', 'file'],
])('refuses any other: %s', async (expression, reader) => {
  expect(await inLocals(expression)).toEqual([`2 locals:${reader}`]);
});

it('finds a call at any place that HCL has for one', async () => {
  const text = `
output "nested" {
  value = "a \${upper("b \${file(var.a)}")} c"
}
output "heredoc" {
  value = <<-EOT
    # no comment here: \\\${file(var.b)}
    %{ for one in fileset(var.c, "*") }
    \${one}
    %{ endfor }
  EOT
}
resource "terraform_data" "many" {
  for_each = { for key in var.keys : key => filemd5(key) }
  input    = [for one in [var.d] : templatefile(one, {})]
}
resource "aws_security_group" "dynamic" {
  dynamic "ingress" {
    for_each = jsondecode(file(var.e))
    content {
      description = try(file(ingress.value), "")
    }
  }
}
module "child" {
  source = "../../modules/m"
  text   = file(
    var.f
  )
}
`;

  expect(await namesIn(text)).toEqual([
    '3 output.nested:file',
    '7 output.heredoc:file',
    '8 output.heredoc:fileset',
    '14 terraform_data.many:filemd5',
    '15 terraform_data.many:templatefile',
    '19 aws_security_group.dynamic:file',
    '21 aws_security_group.dynamic:file',
    '27 module.child:file',
  ]);
});

it('finds a call in the JSON syntax, in keys too', async () => {
  const text = JSON.stringify(
    {
      locals: { x: '${file(var.a)}', y: '${file("${path.module}/a")}' },
      resource: {
        terraform_data: { seed: { input: [{ deep: '${jsondecode(file("/proc/self/environ"))}' }] } },
        aws_s3_object: { one: [{ source: '${var.b}' }], two: { source: '${path.module}/a' } },
      },
      output: { o: { value: { '${file(var.c)}': 1 } } },
    },
    null,
    1,
  );

  expect(await namesIn(text, 'templates/web/main.tf.json')).toEqual([
    '3 locals.x:file',
    '11 terraform_data.seed:file',
    '19 aws_s3_object.one:source',
    '30 output.o:file',
  ]);
});

it('finds the attributes by which a provider reads a file', async () => {
  const text = `
data "local_file" "one" {
  filename = var.path
}
data "archive_file" "two" {
  type       = "zip"
  source_dir = "\${path.module}/function"
}
resource "aws_s3_object" "three" {
  key    = "source = 1"
  source = "/etc/passwd"
}
resource "aws_lambda_function" "four" {
  filename = "\${path.module}/a.zip"
}
`;

  expect(await namesIn(text)).toEqual(['3 data.local_file.one:filename', '11 aws_s3_object.three:source']);
});

it('finds a call in a file that templatefile may be given, which has the same functions', async () => {
  const text = '#!/bin/sh\n# ${file(path)}\necho $${file(path)} $(file /tmp) ${file("/proc/self/environ")}\n';

  expect(await namesIn(text, 'templates/web/start.sh.tftpl')).toEqual(['2 file', '3 file']);
});

it('is refused by file, line and address unless the policy of the stage lists it', async () => {
  const files = filesOf({ [main]: 'locals {\n  a = file(var.a)\n  b = fileset(var.a, "*")\n}\n' });

  const refused = unlisted(await judgedReads(files), ['templates/web:locals:fileset']);

  expect(refused).toEqual([
    "templates/web/main.tf:2: file of locals may read any file that the run can read, unless its path is a literal below path.module or path.root and inside the bundle; the stage's configuration must list 'templates/web:locals:file' in templatePrograms",
  ]);
});

it('never lets a path that leaves the bundle pass, however it is written', async () => {
  const segment = fc.constantFrom('..', '.', 'a', 'b', '', '...', '../..');
  const base = fc.constantFrom('', '/', '${path.module}/', '${path.root}/', './');
  await fc.assert(
    fc.asyncProperty(base, fc.array(segment, { maxLength: 8 }), async (start, segments) => {
      const path = start + segments.join('/');
      const plain = path.replace(/^\$\{path\.(module|root)\}/, '.');
      const isAbsolute = path.startsWith('/');
      const depth = join('templates/web', plain).split('/');
      const inside = !isAbsolute && /^(templates|modules)$/.test(depth[0] ?? '') && depth.length > 1;
      expect([path, (await inLocals(`file("${path}")`)).length === 0]).toEqual([path, inside]);
    }),
    { numRuns: 500 },
  );
});

describe('publication', () => {
  const engine = { name: 'terraform' as const, version: '1.11.4' };

  it('refuses a template of the catalog that reads what a caller names, and takes the catalog as it is', async () => {
    const files = await readFolder(join(process.cwd(), 'terraform'));
    const playground = 'templates/playground/read.tf';
    const changed = new Map([
      ...files,
      [playground, Buffer.from('output "x" {\n value = file(var.message)\n}\n')],
    ]);
    const programs = ['templates/playground:terraform_data.item'];

    expect((await packWhole({ files, engine, programs })).length).toBeGreaterThan(5);
    await expect(packWhole({ files: changed, engine, programs })).rejects.toThrow(
      /templates\/playground\/read\.tf:2: file of output\.x .*'templates\/playground:output\.x:file'/,
    );
    const listed = programs.concat('templates/playground:output.x:file');
    expect((await packWhole({ files: changed, engine, programs: listed })).length).toBeGreaterThan(5);
  });
});
