import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Failing, OddLife } from './odd-lives';

/** A program that takes Terraform's arguments and plans, applies and fails with given texts, in milliseconds. */
export interface PlayedTerraform {
  executable: string;
  failAt: (where: Failing) => Promise<void>;
  remove: () => Promise<void>;
}

/** Makes one for a life: its plan, its state and its errors are made of the life's secrets and texts. */
export async function playTerraform(life: OddLife): Promise<PlayedTerraform> {
  const folder = await mkdtemp(join(tmpdir(), 'leasehold-played-'));
  const at = (file: string) => join(folder, file);
  await writeFile(at('plan.json'), JSON.stringify(planOf(life)));
  await writeFile(at('state.json'), JSON.stringify(stateOf(life)));
  await writeFile(at('errors.txt'), `${life.secrets.join('\n')}\n${life.texts.join('\n')}`);
  await writeFile(
    at('errors.jsonl'),
    diagnosticsOf(life)
      .map((one) => JSON.stringify(one))
      .join('\n'),
  );
  await writeFile(at('serial'), '0');
  await writeFile(at('terraform'), script(folder));
  await chmod(at('terraform'), 0o755);
  return {
    executable: at('terraform'),
    failAt: (where) => writeFile(at('fails'), where),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function script(folder: string): string {
  return `#!/bin/sh
cd_to=${folder}
fails=$(cat $cd_to/fails)
case "$1" in
  version) echo 'Terraform v1.11.4' ;;
  init) [ "$fails" != init ] || { cat $cd_to/errors.txt >&2; exit 1; } ;;
  plan)
    [ "$fails" != plan ] || { cat $cd_to/errors.jsonl; exit 1; }
    cp $cd_to/plan.json leasehold.tfplan
    exit 2 ;;
  show) cat $cd_to/plan.json ;;
  apply)
    serial=$(($(cat $cd_to/serial) + 1))
    echo $serial > $cd_to/serial
    sed "s/\\"serial\\":0/\\"serial\\":$serial/" $cd_to/state.json > terraform.tfstate
    [ "$fails" != apply ] || { cat $cd_to/errors.jsonl; exit 1; } ;;
esac
`;
}

function addressOf(text: string): string {
  return `terraform_data.odd[${JSON.stringify(text)}]`;
}

function planOf({ secrets, texts }: OddLife): object {
  const resource_changes = texts.map((text, at) => ({
    address: addressOf(text),
    mode: 'managed',
    type: 'terraform_data',
    name: 'odd',
    index: text,
    provider_name: 'terraform.io/builtin/terraform',
    change: {
      actions: ['create'],
      before: null,
      after: { secrets, title: `${secrets.join(' ')} ${text}`, name: text, [text]: at },
      after_unknown: { id: true },
      after_sensitive: { secrets: true },
    },
  }));
  const output_changes = Object.fromEntries(
    texts.map((text, at) => [`${text}${at}`, { actions: ['create'], before: null, after: text }]),
  );
  return { terraform_version: '1.11.4', resource_changes, output_changes };
}

function stateOf({ secrets, texts }: OddLife): object {
  const shown = texts.map((text, at) => [`${text}${at}`, { value: text, type: 'string' }] as const);
  const hidden = ['hidden', { value: secrets, type: ['list', 'string'], sensitive: true }] as const;
  const outputs = Object.fromEntries([...shown, hidden]);
  return { version: 4, serial: 0, lineage: 'odd', outputs, resources: [] };
}

function diagnosticsOf({ secrets, texts }: OddLife): object[] {
  const base = { '@level': 'error', '@message': 'Error', '@module': 'terraform.ui', '@timestamp': 'now' };
  const begun = texts.map((text) => {
    const resource = { addr: addressOf(text), module: '', resource: '', implied_provider: 'terraform' };
    return {
      ...base,
      type: 'apply_start',
      hook: {
        resource: { ...resource, resource_type: 'x', resource_name: 'x', resource_key: null },
        action: 'create',
      },
    };
  });
  const failed = texts.map((text) => ({
    ...base,
    type: 'diagnostic',
    diagnostic: { severity: 'error', summary: text, detail: secrets.join(text), address: addressOf(text) },
  }));
  return [...begun, ...failed];
}
