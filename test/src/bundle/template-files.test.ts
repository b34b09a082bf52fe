import { inspectRootModule } from '../../../src/bundle/template-files';

const filesOf = (texts: Record<string, string>) =>
  new Map(Object.entries(texts).map(([path, text]) => [path, new TextEncoder().encode(text)]));
const inspect = (texts: Record<string, string>) => inspectRootModule(filesOf(texts), 'templates/t');

describe('inspectRootModule', () => {
  it('sees variables, their secrecy and the provider, in both syntaxes', async () => {
    const module = await inspect({
      'templates/t/main.tf': 'variable "a" {}\nvariable "b" {\n  sensitive = true\n}',
      'templates/t/more.tf.json':
        '{"variable": {"c": {"sensitive": true}}, "provider": {"aws": [{"alias": "us"}]}}',
    });

    expect(module).toEqual({
      usesAws: true,
      awsAliases: ['us'],
      variables: [
        { name: 'a', sensitive: false },
        { name: 'b', sensitive: true },
        { name: 'c', sensitive: true },
      ],
    });
  });

  it('knows by the lock file that modules use the provider', async () => {
    const lock = 'provider "registry.terraform.io/hashicorp/aws" {\n  version = "5.100.0"\n}';

    expect((await inspect({ 'templates/t/.terraform.lock.hcl': lock })).usesAws).toBe(true);
    expect((await inspect({ 'templates/t/main.tf': 'resource "terraform_data" "x" {}' })).usesAws).toBe(
      false,
    );
  });

  it.each(['z_override.tf', 'override.tf.json', 'zz.auto.tfvars', 'terraform.tfstate'])(
    "refuses %s, which would beat the runner's own files",
    async (name) => {
      await expect(inspect({ [`templates/t/${name}`]: '' })).rejects.toThrow(`templates/t/${name}`);
    },
  );

  it.each([
    ['assume_role {\n role_arn = "x"\n }'],
    ['assume_role_with_web_identity {\n role_arn = "x"\n }'],
    ['dynamic "assume_role" {\n for_each = [1]\n content {}\n }'],
  ])('refuses a provider that would be another role: %s', async (block) => {
    const asAnother = { 'templates/t/main.tf': `provider "aws" {\n region = "eu-west-1"\n ${block}\n}` };

    await expect(inspect(asAnother)).rejects.toThrow(
      'templates/t configures a provider aws with assume_role',
    );
  });

  it('refuses it in the JSON syntax too, and not where only a comment names it', async () => {
    const json = {
      'templates/t/main.tf.json': '{"provider": {"aws": {"assume_role": [{"role_arn": "x"}]}}}',
    };
    const comment = { 'templates/t/main.tf': 'provider "aws" {\n # assume_role is the runner\'s\n}' };

    await expect(inspect(json)).rejects.toThrow('with assume_role');
    expect((await inspect(comment)).usesAws).toBe(true);
  });

  it('refuses a module that configures the provider itself', async () => {
    const module = { 'modules/m/main.tf': 'provider "aws" { region = "eu-west-1" }' };

    await expect(inspect(module)).rejects.toThrow('modules/m/main.tf configures the provider aws itself');
  });

  it.each([
    ['an address', 'source = "git::https://example.com/m.git"'],
    ['a registry', 'source = "terraform-aws-modules/vpc/aws"'],
    ['a host', 'source = "github.com/mallory/m"'],
    ['a folder of the machine', 'source = "/etc/modules"'],
    ['a folder out of the bundle', 'source = "../../../m"'],
    ['a folder that the bundle has not', 'source = "../../modules/gone"'],
    ['what is computed', 'source = "../../modules/${var.x}"'],
    ['what an escape writes', 'source = "\\u0067it::https://example.com/m.git"'],
    ['an escape that leads out', 'source = "../../../\\u006d"'],
    ['nothing', ''],
    [
      'a folder in a heredoc, and really from an address',
      'x = <<E\nsource = "../../modules/m"\nE\nsource = "git::x"',
    ],
    [
      'a folder in a map, and really from an address',
      'x = {\nsource = "../../modules/m"\n}\nsource = "s3::x"',
    ],
  ])('refuses a module from %s', async (_what, body) => {
    const module = { 'modules/m/main.tf': '', 'templates/t/main.tf': `module "it" {\n${body}\n}` };

    await expect(inspect(module)).rejects.toThrow("templates/t/main.tf takes module 'it' from");
  });

  it.each(['templates/t/m.tf.json', 'modules/m/m.tf.json', 'templates/t/m.tofu.json'])(
    'refuses it in JSON and in a module of a module too: %s',
    async (path) => {
      const texts = { [path]: '{"module": {"it": {"source": "https://example.com/m.zip"}}}' };

      await expect(inspect(texts)).rejects.toThrow(
        `${path} takes module 'it' from 'https://example.com/m.zip'`,
      );
    },
  );

  it('leaves modules alone that are folders of the bundle', async () => {
    const texts = {
      'templates/t/main.tf':
        'module "a" { source = "../../modules/m/" }\nmodule "b" {\n  source = "./own"\n}',
      'templates/t/own/main.tf': '',
      'modules/m/main.tf': '',
    };

    await expect(inspect(texts)).resolves.toBeDefined();
  });

  it('leaves modules alone that only pass providers on', async () => {
    const module = {
      'modules/m/main.tf':
        'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws" }\n  }\n}',
    };

    await expect(inspect(module)).resolves.toBeDefined();
  });

  it.each([
    ['a list of objects', { provider: [{ aws: { alias: 'second', region: 'us-east-1' } }] }, ['second']],
    ['the control', { provider: { aws: [{ alias: 'second', region: 'us-east-1' }] } }, ['second']],
    [
      'several of each',
      { provider: [{ aws: [{ alias: 'a' }, {}] }, { random: {} }, { aws: { alias: 'b' } }] },
      ['a', 'b'],
    ],
    ['a list of the whole file', [{ provider: [{ aws: [{ alias: 'c' }] }] }], ['c']],
  ])('knows every alias of the provider in the JSON syntax: %s', async (_form, value, aliases) => {
    const module = await inspect({ 'templates/t/main.tf.json': JSON.stringify(value) });

    expect(module).toMatchObject({ usesAws: true, awsAliases: aliases });
  });

  it.each([
    ['m.tf.json', '{"provider": [{"aws": {"region": "us-east-1"}}]}'],
    ['m.tf.json', '[{"provider": {"aws": [{"region": "us-east-1"}]}}]'],
    ['m.tf', 'provider aws { region = "us-east-1" }'],
    [
      'm.tf',
      'terraform {\n  required_providers {\n    a = { source = "hashicorp/aws" }\n  }\n}\nprovider "a" {}',
    ],
  ])('refuses a provider of a module in any form: %s %s', async (name, text) => {
    const module = { 'modules/m/inner/deep': '', [`modules/m/inner/${name}`]: text };

    await expect(inspect(module)).rejects.toThrow(
      `modules/m/inner/${name} configures the provider aws itself`,
    );
  });

  it.each(['hashicorp/aws', 'registry.terraform.io/hashicorp/aws', 'HashiCorp/AWS'])(
    'refuses a root module that has another name for the provider %s',
    async (source) => {
      const text = JSON.stringify({ terraform: { required_providers: [{ amazon: { source } }] } });

      await expect(inspect({ 'templates/t/versions.tf.json': text })).rejects.toThrow(
        "templates/t/versions.tf.json: required_providers calls hashicorp/aws 'amazon'",
      );
    },
  );

  it('reads no provider, module or variable out of a comment, a text or a map', async () => {
    const text = `
# provider "aws" { alias = "a" }
/* module "m" { source = "git::x" }
variable "v" {} */
locals {
  provider = { aws = { alias = "b" } }
  text     = <<-E
    module "m" {
      source = "git::x"
    }
  E
}
`;

    await expect(inspect({ 'templates/t/main.tf': text })).resolves.toEqual({
      usesAws: false,
      awsAliases: [],
      variables: [],
    });
  });

  it.each([
    [
      'templates/t/a.tf',
      'variable "v" { sensitive = var.x }',
      'templates/t/a.tf: sensitive of variable.v is',
    ],
    ['templates/t/a.tf', 'provider "aws" { alias = us }', 'templates/t/a.tf: alias of provider.aws is'],
    ['templates/t/a.tf', 'resource "x" {', 'templates/t/a.tf:1: Unclosed configuration block'],
    ['modules/m/a.tf.json', '{"module": "x"}', 'modules/m/a.tf.json: module is unknown to Terraform'],
  ])('refuses what it does not understand, by file and address: %s %s', async (path, text, says) => {
    await expect(inspect({ [path]: text })).rejects.toThrow(says);
  });

  it('says which tags its provider blocks set by default, in both syntaxes, nested and computed', async () => {
    const text = `
provider "aws" {
  default_tags {
    tags = { team = var.team, "a\${1}" = "b" }
  }
}
provider "aws" {
  alias = "us"
  # default_tags { tags = {} }
}
`;
    const json = {
      provider: [{ aws: [{ alias: 'eu', default_tags: [{ tags: '${local.tags}' }] }] }],
    };
    const files = { 'templates/t/main.tf': text, 'templates/t/more.tf.json': JSON.stringify(json) };

    await expect(inspect(files)).resolves.toMatchObject({
      awsAliases: ['us', 'eu'],
      defaultTags: { '': { team: '${var.team}', a1: 'b' }, eu: '${local.tags}' },
    });
  });

  it.each([
    ['main.tf', 'provider "aws" {\n dynamic "default_tags" {\n for_each = [1]\n content {}\n }\n}'],
    [
      'main.tf.json',
      '{"provider": {"aws": {"dynamic": {"default_tags": {"for_each": [1], "content": {}}}}}}',
    ],
    ['main.tf.json', '{"provider": [{"aws": [{"dynamic": [{"default_tags": [{}]}]}]}]}'],
  ])('refuses default tags that are there or not, by file and address: %s %s', async (name, text) => {
    await expect(inspect({ [`templates/t/${name}`]: text })).rejects.toThrow(
      `templates/t/${name}: provider.aws has a dynamic default_tags`,
    );
  });

  it('says what its removed blocks name, and those of its modules', async () => {
    const files = {
      'templates/t/main.tf':
        'removed {\n from = aws_sqs_queue.a\n lifecycle {\n destroy = false\n }\n}\n# removed { from = x.y }',
      'modules/m/main.tf.json': '{"removed": [{"from": "module.n", "lifecycle": {"destroy": false}}]}',
    };

    await expect(inspect(files)).resolves.toMatchObject({ removed: ['aws_sqs_queue.a', 'module.n'] });
  });
});
