import { join } from 'node:path';
import { formatInstant } from '../../client/text/time';
import { type Backend, initWords } from './backend';
import type { TakenRoot } from './take-root';
import type { NamedRoot } from './write-roots';

/** A root with the environment that it was. */
export type Ejection = NamedRoot & Pick<TakenRoot, 'view'>;

/** What is said before anything is written. */
export const aboutSecrets = [
  'The copy holds the Terraform state with its secrets, and values of inputs. Only this command can open what is sent; only you can read the folder.',
  'Nothing is changed, and Leasehold keeps what is ejected until its lease ends.',
];

/** What to do with the folder, as it lies in it. */
export function howToUse(what: string, ejections: readonly Ejection[], backend: Backend): string {
  return [
    `# ${what} as plain Terraform`,
    '',
    '| environment | folder of the root module | template | engine |',
    '|---|---|---|---|',
    ...ejections.map(rowOf),
    '',
    'In each of these folders, in this order, with credentials of the account that it is in:',
    '',
    '```',
    initWords(backend),
    'terraform plan        # No changes.',
    '```',
    '',
    'Values are in `leasehold.auto.tfvars`; those that were outputs of others say so, and are what they were when they were ejected. Tags',
    'and regions are in `leasehold_override.tf.json`, the backend is in `backend_override.tf.json`.',
    '',
    'The states and the values hold secrets: keep them out of repositories (`.gitignore` lists them).',
    ...(ejections.some(hasVendored) ? ['', ...vendored] : []),
    '',
    '## Then',
    '',
    ...then,
    '',
    ...ejections.map(leaseOf),
    '',
  ].join('\n');
}

const then = [
  'Change what is here in one place only: after the first apply of this folder, ask Leasehold for no change. An environment cannot be released without being',
  'destroyed yet, so its lease must not end before that is possible, or what is here is deleted.',
];

const vendored = [
  'Modules from registries are in folders beside the templates, which `.terraform/modules` lists: without that folder, as in another checkout, `terraform init`',
  'fetches them from their sources in the versions that the template names.',
];

function rowOf({ view, folder, root }: Ejection): string {
  const { template, version, engine } = root;
  const cells = [
    view.name,
    `\`${join(folder, root.root)}\``,
    `${template} ${version}`,
    `${engine.name} ${engine.version}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

function hasVendored({ root }: Ejection): boolean {
  return root.hasModules;
}

/** Two must not work on the same objects, and a lease ends whatever was ejected. */
function leaseOf({ view: { name, stack, lease } }: Ejection): string {
  const extend = stack ? `idp stacks extend ${stack.name} <time>` : `idp extend ${name} --by <time>`;
  if (lease.expiresAt === null)
    return `- Leasehold still has \`${name}\`, with a permanent lease: it stays until it is destroyed.`;
  const ends = formatInstant(lease.expiresAt);
  return `- Leasehold still has \`${name}\`, and destroys it when its lease ends (${ends}). \`${extend}\` keeps it.`;
}
