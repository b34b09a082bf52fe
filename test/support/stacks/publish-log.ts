import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GitRepository } from '../github/git-repository';
import type { TestPlane } from '../plane/plane';

const main = `
variable "name" { type = string }
variable "note" {
  type    = string
  default = "none"
}
resource "aws_cloudwatch_log_group" "one" {
  name              = "/ecs/\${var.name}"
  retention_in_days = 7
  tags              = { note = var.note }
}
output "arn" { value = aws_cloudwatch_log_group.one.arn }
`;

/** Publishes a log group with a note as the template `shop/<name>`, from a commit; `more` is put to its manifest. */
export async function publishLog(
  { idp }: Pick<TestPlane, 'idp'>,
  folder: string,
  { name, more = '' }: { name: string; more?: string },
): Promise<void> {
  const made = join(folder, name);
  mkdirSync(made);
  writeFileSync(join(made, 'main.tf'), main);
  const run = async (...words: string[]) => {
    const { code, stdout, stderr } = await idp(words);
    if (code !== 0) throw new Error(`idp ${words.join(' ')} ended with ${code}\n${stdout}\n${stderr}`);
  };
  await run('template', 'init', made);
  const manifest = join(made, 'template.yaml');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(/^approval:.*\n/m, ''));
  appendFileSync(manifest, more);
  const repository = new GitRepository();
  for (const file of ['main.tf', 'template.yaml', '.terraform.lock.hcl'])
    repository.commit(join(name, file), readFileSync(join(made, file), 'utf8'));
  const from = ['--git', repository.folder, '--ref', 'main', '--path', name, '--team', 'shop'];
  await run('template', 'publish', ...from);
  await run('template', 'accept', `shop/${name}`, '--version', '1.0.0');
}
