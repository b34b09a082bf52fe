import { join } from 'node:path';
import { judgedCalls, outsideCalls, unlisted } from '../../../src/bundle/outside-calls';
import { packWhole } from '../../support/terraform/pack-whole';
import { DeployConfig } from '../../../lib/config/schema';
import { readFolder } from '../../../src/tools/read-folder';

const filesOf = (texts: Record<string, string>) =>
  new Map(Object.entries(texts).map(([path, text]) => [path, new TextEncoder().encode(text)]));

const native = `
# provisioner "local-exec" {}
resource "terraform_data" "seed" {
  input = "provisioner {"
  provisioner "local-exec" {
    command = "true"
  }
  provisioner "remote-exec" {}
}
data "external" "who" { program = ["id"] }
data "aws_region" "here" {}
check "alive" {
  data "http" "page" { url = "https://example.com" }
}
`;

describe('what runs beside the providers', () => {
  it('is found with its line and address, at any place that Terraform has for it', async () => {
    const found = await outsideCalls(filesOf({ 'templates/web/main.tf': native }));

    expect(found.map(({ path, line, name, what }) => [`${path}:${line}`, name, what])).toEqual([
      ['templates/web/main.tf:5', 'templates/web:terraform_data.seed', 'the provisioner local-exec'],
      ['templates/web/main.tf:8', 'templates/web:terraform_data.seed', 'the provisioner remote-exec'],
      ['templates/web/main.tf:10', 'templates/web:data.external.who', 'the data source external'],
      ['templates/web/main.tf:13', 'templates/web:data.http.page', 'the data source http'],
    ]);
  });

  it.each([
    ['{"data": {"http": {"page": {"url": "https://example.com"}}}}', 'data.http.page'],
    [
      '{"resource": {"terraform_data": {"seed": {"provisioner": {"local-exec": {"command": "x"}}}}}}',
      'terraform_data.seed',
    ],
  ])('is found in the JSON syntax too: %s', async (text, address) => {
    const [found] = await outsideCalls(filesOf({ 'modules/m/main.tf.json': text }));

    expect(found).toMatchObject({ path: 'modules/m/main.tf.json', line: 1, name: `modules/m:${address}` });
  });

  it('is refused unless it is listed, by file, line and address', async () => {
    const files = filesOf({ 'templates/web/main.tf': native });
    const listed = ['templates/web:terraform_data.seed', 'templates/web:data.http.page'];

    expect(unlisted(await judgedCalls(files), listed)).toEqual([
      "templates/web/main.tf:10: the data source external of data.external.who runs a program with the permissions of the run; the stage's configuration must list 'templates/web:data.external.who' in templatePrograms",
    ]);
  });
});

describe('publication', () => {
  const engine = { name: 'terraform' as const, version: '1.11.4' };
  const { templatePrograms } = DeployConfig.parse({
    stage: 'dev',
    region: 'eu-central-1',
    targets: [
      {
        name: 'dev',
        account: '111122223333',
        region: 'eu-central-1',
        role: 'r',
        externalId: 'leasehold-dev',
      },
    ],
  });

  it('takes the catalog with what a stage lists by itself, and with nothing that it does not', async () => {
    const files = await readFolder(join(process.cwd(), 'terraform'));

    expect((await packWhole({ files, engine, programs: templatePrograms })).length).toBeGreaterThan(5);
    await expect(packWhole({ files, engine, programs: [] })).rejects.toThrow(
      /templates\/playground\/main\.tf:\d+: the provisioner local-exec of terraform_data\.item/,
    );
    expect((await packWhole({ files, engine })).length).toBeGreaterThan(5);
  });
});
