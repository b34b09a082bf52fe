import type { Command } from 'commander';
import { counted } from '../../domain/base/counted';
import { success } from '../../client/exit-codes';
import { putUpload } from '../../client/templates/put-upload';
import type { CreateEnvironmentBody, EnvironmentView } from '../../client/typed/types';
import { type CliCommand, examples, pages, waits } from '../command';
import type { Context } from '../context';
import { refuseDenied } from '../print/policy';
import { confirm } from '../prompt';
import { reportProvision } from '../report-provision';
import {
  type AskedOptions,
  bodyOf,
  describeParts,
  estimateOf,
  renderRequest,
} from '../request/asked-environment';
import { markSource } from './mark-source';
import { openOldState, type StateOptions } from './open-old-state';
import { readState, type ReadState, refuseChanged } from './read-state';

interface Options extends AskedOptions, StateOptions {
  yes?: true;
  wait: boolean;
}

/** `idp adopt`: copies a Terraform state to the control plane, which plans an environment on it and waits for an approval. */
export const adoptState: CliCommand<Options> = {
  describe,
  async run(context, options) {
    const state = await readState(options.state, await openOldState(options, context.world));
    const body = await bodyOf(options, context);
    const estimated = await estimateOf(body, context);
    context.screen.say(...(await renderRequest(estimated, body, context)), ...describeState(state));
    refuseDenied(estimated);
    await confirm(context, options.yes);
    const started = await adopt(state, body, context);
    const code = await reportProvision(context, started, {
      wait: options.wait,
      estimated: estimated.estimate,
    });
    if (code === success) await retire(state, started, context);
    return code;
  },
};

function describe(command: Command): void {
  describeParts(command)
    .requiredOption('--state <state>', 'a Terraform state: a file, or s3://<bucket>/<key>')
    .option('--state-region <region>', 'the region of the bucket (default: that of your AWS configuration)')
    .option('--lock-table <table>', 'the DynamoDB table that its backend locks it by')
    .option('-y, --yes', 'do not ask for confirmation')
    .addOption(waits())
    .addOption(pages())
    .option('--no-wait', 'do not wait until it is planned')
    .addHelpText(
      'after',
      examples(
        'idp adopt --state terraform.tfstate -t vpc -n network -i cidr=10.0.0.0/16',
        'idp adopt --state s3://acme-states/network/terraform.tfstate -t vpc -n network',
      ),
    );
}

function describeState({ file, resources, serial }: ReadState): string[] {
  return [
    '',
    `Adopts ${counted(resources, 'resource')} of ${file}, serial ${serial}. Nothing is changed before the plan is approved.`,
    'From then on they belong to the environment: they are deleted when it is destroyed or its lease ends.',
  ];
}

async function adopt(
  state: ReadState,
  body: CreateEnvironmentBody,
  { api, world }: Context,
): Promise<EnvironmentView> {
  const { digest, file, source, body: bytes } = state;
  return source.hold(async () => {
    await refuseChanged(state);
    const place = await api.uploadState({ environment: body.name, digest, bytes: bytes.length });
    const { interrupted } = world;
    await putUpload(place, bytes, { interrupted, what: 'state', undone: 'No environment was created' });
    await refuseChanged(state);
    return api.createEnvironment({ ...body, adopt: { state: digest, from: nameOf(file) } });
  });
}

/** A path may be longer than the control plane keeps, and its end says which file it is. */
function nameOf(file: string): string {
  return file.replaceAll(/\p{Cc}/gu, ' ').slice(-300);
}

/** Marks the state unless its plan was refused; should this machine fail before, the tags of the life say who owns what. */
async function retire(state: ReadState, started: EnvironmentView, { screen, world }: Context): Promise<void> {
  await markSource(state, started, world.now()).catch((error: unknown) =>
    screen.warn(`The state could not be marked as adopted: ${(error as Error).message}`),
  );
  screen.say(...howToRetire(state, started));
}

function howToRetire({ file, source }: ReadState, { name }: EnvironmentView): string[] {
  return [
    '',
    `The state ${file} is as it was; ${source.markPlace} says who has adopted it. Apply and destroy nothing with it from now on.`,
    `Once ${name} is ready, retire it: remove its root module from every pipeline, then archive or delete the state.`,
  ];
}
