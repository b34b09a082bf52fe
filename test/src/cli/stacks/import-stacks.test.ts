import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runIdp } from '../../../support/cli/terminal';

const repository = {
  'atmos.yaml': `base_path: .
stacks:
  base_path: stacks
  included_paths: ["deploy/**/*"]
  excluded_paths: ["**/_defaults.yaml"]
  name_pattern: "{tenant}-{environment}-{stage}"
components: { terraform: { base_path: components/terraform } }
templates: { settings: { enabled: true } }
`,
  'stacks/deploy/_defaults.yaml':
    'vars: { tenant: acme, environment: ue1, region: us-east-1, zones: [a, b] }\n',
  'stacks/deploy/prod.yaml': `import:
  - deploy/_defaults
  - path: catalog/vpc
    context: { size: 3 }
  - path: catalog/absent
    skip_if_missing: true
vars: { stage: prod-with-a-long-name }
terraform: { vars: { account_id: "123456789012" } }
overrides: { vars: { tags: { owner: platform } } }
components:
  terraform:
    vpc/main:
      metadata: { component: vpc, inherits: [vpc/defaults] }
      vars: { name: "{{ .vars.tenant }}-main", vpc_cidr: 10.2.0.0/16, typo: 1 }
    db:
      vars:
        vpc_id: !terraform.output vpc/main vpc_id
        subnets: ["\${output.vpc/main.subnet_ids}", subnet-0123abcd]
        password: hunter2
        zones: null
      settings: { depends_on: { 1: { component: vpc/main } } }
    gone: { vars: { x: 1 } }
`,
  'stacks/catalog/vpc.yaml': `components:
  terraform:
    vpc/defaults:
      metadata: { type: abstract, component: vpc }
      vars: { name: base, count_of: {{ .size }}, tags: { team: net } }
`,
  'components/terraform/vpc/main.tf': `variable "name" {}
variable "vpc_cidr" {}
variable "count_of" { default = 1 }
variable "tags" { default = {} }
output "vpc_id" { value = "x" }
`,
  'components/terraform/db/main.tf': `terraform {
  required_providers { mysql = { source = "petoju/mysql" } }
}
variable "vpc_id" {}
variable "subnets" {}
variable "zones" {}
variable "password" { sensitive = true }
variable "needed" {}
`,
};

describe('idp stacks import atmos', () => {
  let cwd: string;
  const write = (files: Record<string, string>) => {
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(dirname(join(cwd, file)), { recursive: true });
      writeFileSync(join(cwd, file), content);
    }
  };
  const run = (...args: string[]) => runIdp(['stacks', 'import', 'atmos', 'repo', ...args], { cwd });
  const written = () => readFileSync(join(cwd, 'stacks', 'acme-ue1-prod-w-e2d7.yaml'), 'utf8');

  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'atmos-'));
    write(Object.fromEntries(Object.entries(repository).map(([file, text]) => [`repo/${file}`, text])));
  });
  afterEach(() => rmSync(cwd, { recursive: true, force: true }));

  it('writes what Atmos resolves, with references for outputs', async () => {
    const { code } = await run();
    expect(code).toBe(0);
    expect(written()).toMatchInlineSnapshot(`
      "stack: acme-ue1-prod-w-e2d7
      account: "123456789012"
      region: us-east-1
      components:
        vpc-main:
          template: vpc
          inputs:
            name: acme-main
            count_of: 3
            tags:
              team: net
              owner: platform
            vpc_cidr: 10.2.0.0/16
        db:
          template: db
          after:
            - vpc-main
          inputs:
            zones: null
            vpc_id:
              ref: vpc-main.vpc_id
            subnets:
              - !literal \${output.vpc/main.subnet_ids}
              - subnet-0123abcd
        gone:
          template: gone
          inputs:
            tenant: acme
            environment: ue1
            region: us-east-1
            zones:
              - a
              - b
            stage: prod-with-a-long-name
            account_id: "123456789012"
            x: 1
            tags:
              owner: platform
      "
    `);
  });

  it('lists by file and line what is to be done by hand', async () => {
    const { stdout } = await run('--dry-run', '--json');
    const { findings, written: files } = JSON.parse(stdout) as {
      findings: { kind: string; file: string; line: number; message: string }[];
      written: string[];
    };
    expect(files).toEqual([]);
    expect(existsSync(join(cwd, 'stacks'))).toBe(false);
    expect(findings.map(({ kind, file, line, message }) => `${kind} ${file}:${line} ${message}`))
      .toMatchInlineSnapshot(`
      [
        "undeclared repo/stacks/deploy/_defaults.yaml:1 'tenant' is not declared by the root module vpc, so that Terraform ignores it; it is not written",
        "undeclared repo/stacks/deploy/_defaults.yaml:1 'tenant' is not declared by the root module db, so that Terraform ignores it; it is not written",
        "undeclared repo/stacks/deploy/_defaults.yaml:1 'environment' is not declared by the root module vpc, so that Terraform ignores it; it is not written",
        "undeclared repo/stacks/deploy/_defaults.yaml:1 'environment' is not declared by the root module db, so that Terraform ignores it; it is not written",
        "undeclared repo/stacks/deploy/_defaults.yaml:1 'region' is not declared by the root module vpc, so that Terraform ignores it; it is not written",
        "undeclared repo/stacks/deploy/_defaults.yaml:1 'region' is not declared by the root module db, so that Terraform ignores it; it is not written",
        "undeclared repo/stacks/deploy/_defaults.yaml:1 'zones' is not declared by the root module vpc, so that Terraform ignores it; it is not written",
        "undeclared repo/stacks/deploy/prod.yaml:7 'stage' is not declared by the root module vpc, so that Terraform ignores it; it is not written",
        "undeclared repo/stacks/deploy/prod.yaml:7 'stage' is not declared by the root module db, so that Terraform ignores it; it is not written",
        "undeclared repo/stacks/deploy/prod.yaml:8 'account_id' is not declared by the root module vpc, so that Terraform ignores it; it is not written",
        "undeclared repo/stacks/deploy/prod.yaml:8 'account_id' is not declared by the root module db, so that Terraform ignores it; it is not written",
        "literal repo/stacks/deploy/prod.yaml:8 account_id: 123456789012 is an account; write account: in the stack, and \${account} here",
        "undeclared repo/stacks/deploy/prod.yaml:9 'tags' is not declared by the root module db, so that Terraform ignores it; it is not written",
        "renamed repo/stacks/deploy/prod.yaml:12 the stack 'acme-ue1-prod-with-a-long-name' is called 'acme-ue1-prod-w-e2d7' here",
        "renamed repo/stacks/deploy/prod.yaml:12 the component 'vpc/main' is called 'vpc-main' here",
        "undeclared repo/stacks/deploy/prod.yaml:14 'typo' is not declared by the root module vpc, so that Terraform ignores it; it is not written",
        "cannot-plan repo/stacks/deploy/prod.yaml:15 'db' (db): the provider registry.terraform.io/petoju/mysql is a program that runs with the permissions of the run, before its plan is approved; the stage's configuration must list 'registry.terraform.io/petoju/mysql' in templatePrograms",
        "cannot-plan repo/stacks/deploy/prod.yaml:15 'db' has no value for 'needed', which db needs",
        "cannot-plan repo/stacks/deploy/prod.yaml:18 subnets.0: it refers to vpc/main.subnet_ids, which vpc does not give out",
        "literal repo/stacks/deploy/prod.yaml:18 subnets.1: subnet-0123abcd is the id of something that was built; refer to the component that builds it",
        "sensitive repo/stacks/deploy/prod.yaml:19 'password' is sensitive in db, so that its value is not written; pass the name or ARN of a secret",
        "cannot-plan repo/stacks/deploy/prod.yaml:22 'gone' has no root module: there is no folder gone",
      ]
    `);
  });

  it('lists what it leaves out: configuration from elsewhere, other tools, and what two manifests have', async () => {
    write({
      'repo/atmos.yaml': `import: [https://example.com/atmos.yaml]\n${repository['atmos.yaml']}profiles: { base_path: p }\n`,
      'repo/.atmos.d/stacks.yaml': 'stacks: { base_path: other }\n',
      'repo/stacks/deploy/twin.yaml': `import: [deploy/_defaults]
vars: { stage: prod-with-a-long-name }
components:
  helmfile: { echo: { vars: { replicas: 2 } }, base: { metadata: { type: abstract } } }
  packer: { image: {} }
  terraform: { gone: { vars: { x: 2 } }, nothing: }
`,
    });
    const { stdout } = await run('--dry-run', '--json');
    const { findings } = JSON.parse(stdout) as {
      findings: { kind: string; file: string; line: number; message: string }[];
    };
    const before = /undeclared|renamed|sensitive|literal|cannot-plan/;
    expect(
      findings
        .filter(({ kind }) => !before.test(kind))
        .map(({ kind, file, line, message }) => `${kind} ${file}:${line} ${message}`),
    ).toMatchInlineSnapshot(`
      [
        "unread repo/atmos.yaml:1 what is imported into the configuration is not read; write what it says of stacks into this file",
        "unread repo/atmos.yaml:1 the configuration in the folder .atmos.d is not read; write what it says of stacks into this file",
        "unread repo/atmos.yaml:10 what a profile says is not read; write what it says of stacks into this file",
        "lost repo/stacks/deploy/twin.yaml:4 'echo' is a component of helmfile; only those of Terraform are imported",
        "lost repo/stacks/deploy/twin.yaml:5 'image' is a component of packer; only those of Terraform are imported",
        "lost repo/stacks/deploy/twin.yaml:6 two manifests of stack 'acme-ue1-prod-with-a-long-name' have 'gone': deploy/prod.yaml and deploy/twin.yaml; only what deploy/twin.yaml says of it is written",
        "unread repo/stacks/deploy/twin.yaml:6 the component 'nothing' is not a map, so that it is not written",
      ]
    `);
  });

  it('keeps the stacks of manifests apart that import one name, or have a pattern of no name', async () => {
    const config = repository['atmos.yaml'].replace('{tenant}-{environment}-{stage}', '{dir}');
    write({
      'repo/atmos.yaml': config,
      'repo/stacks/catalog/vpc.yaml': `name: network\n${repository['stacks/catalog/vpc.yaml']}`,
      'repo/stacks/deploy/twin.yaml': 'import: [deploy/prod]\nvars: { stage: twin }\n',
      'repo/stacks/deploy/own.yaml': 'name: mine\nimport: [deploy/prod]\n',
    });
    const { stdout } = await run('--dry-run', '--json');
    const { files, findings } = JSON.parse(stdout) as { files: string[]; findings: { message: string }[] };
    expect(files.sort()).toEqual(['stacks/deploy-prod.yaml', 'stacks/deploy-twin.yaml', 'stacks/mine.yaml']);
    expect(findings.map(({ message }) => message)).toContain(
      "'name: network' is imported by deploy/twin.yaml, whose stack is not called after it",
    );
  });

  it('takes an empty list of imports for none', async () => {
    write({ 'repo/atmos.yaml': `import: []\n${repository['atmos.yaml']}profiles:\n` });
    const { stdout } = await run('--dry-run', '--json');
    const { findings } = JSON.parse(stdout) as { findings: { kind: string }[] };
    expect(findings.filter(({ kind }) => kind === 'unread')).toEqual([]);
  });

  it('overwrites nothing, and names what is there', async () => {
    write({ 'stacks/acme-ue1-prod-w-e2d7.yaml': 'mine\n' });
    const { code, stderr } = await run();
    expect(code).not.toBe(0);
    expect(stderr).toContain('stacks/acme-ue1-prod-w-e2d7.yaml exists already; nothing was written.');
    expect(written()).toBe('mine\n');
  });

  it('says what is no repository of Atmos, and what cannot be imported', async () => {
    rmSync(join(cwd, 'repo/atmos.yaml'));
    expect((await run()).stderr).toContain('There is no atmos.yaml in');
    const other = await runIdp(['stacks', 'import', 'pulumi', 'repo'], { cwd });
    expect(other.stderr).toContain('idp stacks import atmos <folder>');
  });
});
