import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { awsProvider } from '../../../src/tools/find-provider-mirror';

/** One process of the AWS provider that many Terraform commands use one after the other, none of which configures it. */
export interface SharedProvider {
  /** What makes Terraform use it instead of starting its own. */
  env: Record<string, string>;
  close: () => Promise<void>;
}

/** Reading the provider's thousand schemas costs each command more than all else that it does: here they are made once. */
export async function startSharedProvider(initialised: string): Promise<SharedProvider> {
  const provider = spawn(installedIn(initialised), ['-debug'], {
    env: { TF_LOG: 'off', AWS_EC2_METADATA_DISABLED: 'true' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(provider, 'close');
  const reattach = await addressOf(provider);
  const close = async () => {
    provider.kill('SIGKILL');
    await ended;
  };
  return { env: { TF_REATTACH_PROVIDERS: reattach }, close };
}

/** The program that `terraform init` put into a folder. */
function installedIn(folder: string): string {
  const versions = join(folder, '.terraform', 'providers', awsProvider.host, awsProvider.source);
  const [version = ''] = readdirSync(versions);
  const [platform = ''] = readdirSync(join(versions, version));
  const program = readdirSync(join(versions, version, platform)).find((file) =>
    file.startsWith('terraform-provider-aws'),
  );
  if (program === undefined) throw new Error(`'terraform init' put no AWS provider into ${folder}.`);
  return join(versions, version, platform, program);
}

/** What the provider prints for TF_REATTACH_PROVIDERS once it listens; throws when it ends before that. Its output is read to the end: one more line into a closed pipe would kill it. */
function addressOf({ stdout }: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const [, reattach] = /TF_REATTACH_PROVIDERS='(.+)'/.exec(printed) ?? [];
      if (reattach !== undefined) resolve(reattach);
    });
    stdout?.once('close', () => reject(new Error(`The AWS provider ended before it listened: ${printed}`)));
  });
}
