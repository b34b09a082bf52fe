import { inspectRootModule } from '../../../src/bundle/template-files';

const filesOf = (texts: Record<string, string>) =>
  new Map(Object.entries(texts).map(([path, text]) => [path, new TextEncoder().encode(text)]));
const inspect = (texts: Record<string, string>) => inspectRootModule(filesOf(texts), 'templates/t');

describe('inspectRootModule', () => {
  it('sees variables, their secrecy and the provider, in both syntaxes', () => {
    const module = inspect({
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

  it('knows by the lock file that modules use the provider', () => {
    const lock = 'provider "registry.terraform.io/hashicorp/aws" {\n  version = "5.100.0"\n}';

    expect(inspect({ 'templates/t/.terraform.lock.hcl': lock }).usesAws).toBe(true);
    expect(inspect({ 'templates/t/main.tf': 'resource "terraform_data" "x" {}' }).usesAws).toBe(false);
  });

  it.each(['z_override.tf', 'override.tf.json', 'zz.auto.tfvars', 'terraform.tfstate'])(
    "refuses %s, which would beat the runner's own files",
    (name) => {
      expect(() => inspect({ [`templates/t/${name}`]: '' })).toThrow(`templates/t/${name}`);
    },
  );

  it.each([
    ['assume_role {\n role_arn = "x"\n }'],
    ['assume_role_with_web_identity {\n role_arn = "x"\n }'],
    ['dynamic "assume_role" {\n for_each = [1]\n content {}\n }'],
  ])('refuses a provider that would be another role: %s', (block) => {
    const asAnother = { 'templates/t/main.tf': `provider "aws" {\n region = "eu-west-1"\n ${block}\n}` };

    expect(() => inspect(asAnother)).toThrow('templates/t configures a provider aws with assume_role');
  });

  it('refuses it in the JSON syntax too, and not where only a comment names it', () => {
    const json = {
      'templates/t/main.tf.json': '{"provider": {"aws": {"assume_role": [{"role_arn": "x"}]}}}',
    };
    const comment = { 'templates/t/main.tf': 'provider "aws" {\n # assume_role is the runner\'s\n}' };

    expect(() => inspect(json)).toThrow('with assume_role');
    expect(inspect(comment).usesAws).toBe(true);
  });

  it('refuses a module that configures the provider itself', () => {
    const module = { 'modules/m/main.tf': 'provider "aws" { region = "eu-west-1" }' };

    expect(() => inspect(module)).toThrow('modules/m/main.tf configures the provider aws itself');
  });

  it.each([
    ['an address', 'source = "git::https://example.com/m.git"'],
    ['a registry', 'source = "terraform-aws-modules/vpc/aws"'],
    ['a host', 'source = "github.com/mallory/m"'],
    ['a folder of the machine', 'source = "/etc/modules"'],
    ['a folder out of the bundle', 'source = "../../../m"'],
    ['a folder that the bundle has not', 'source = "../../modules/gone"'],
    ['what is computed', 'source = "../../modules/${var.x}"'],
    ['what an escape writes', 'source = "../../modules/\\u006d"'],
    ['nothing', ''],
    [
      'a folder in a heredoc, and really from an address',
      'x = <<E\nsource = "../../modules/m"\nE\nsource = "git::x"',
    ],
    [
      'a folder in a map, and really from an address',
      'x = {\nsource = "../../modules/m"\n}\nsource = "s3::x"',
    ],
  ])('refuses a module from %s', (_what, body) => {
    const module = { 'modules/m/main.tf': '', 'templates/t/main.tf': `module "it" {\n${body}\n}` };

    expect(() => inspect(module)).toThrow("templates/t/main.tf takes module 'it' from");
  });

  it.each(['templates/t/m.tf.json', 'modules/m/m.tf.json', 'templates/t/m.tofu.json'])(
    'refuses it in JSON and in a module of a module too: %s',
    (path) => {
      const texts = { [path]: '{"module": {"it": {"source": "https://example.com/m.zip"}}}' };

      expect(() => inspect(texts)).toThrow(`${path} takes module 'it' from 'https://example.com/m.zip'`);
    },
  );

  it('leaves modules alone that are folders of the bundle', () => {
    const texts = {
      'templates/t/main.tf':
        'module "a" { source = "../../modules/m/" }\nmodule "b" {\n  source = "./own"\n}',
      'templates/t/own/main.tf': '',
      'modules/m/main.tf': '',
    };

    expect(() => inspect(texts)).not.toThrow();
  });

  it('leaves modules alone that only pass providers on', () => {
    const module = {
      'modules/m/main.tf': 'terraform { required_providers { aws = { source = "hashicorp/aws" } } }',
    };

    expect(() => inspect(module)).not.toThrow();
  });
});
