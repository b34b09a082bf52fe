import { Argument, type Command, Option } from 'commander';
import { usage } from '../../client/errors';
import { type CliCommand, collect, examples, waits } from '../command';
import { addEjectFlags } from '../eject/backend-flags';
import { outputOption, stackProfileOption } from '../compliance/check-options';
import { presetNames } from '../../domain/stack/stack-file';
import type { StackOptions } from './stack-options';
import { works } from './works';

/** `idp stacks`: environments that are configured together, from the files of a folder to their end. */
export const stacks: CliCommand<Omit<StackOptions, 'words'>> = {
  describe: (command) => {
    command
      .addArgument(new Argument('<action>', 'what to do').choices(Object.keys(works)))
      .argument(
        '[stack]',
        'the stack; validate: the folder; affected: the commit to compare with; upgrade: the template; import: atmos',
      )
      .argument(
        '[to]',
        'affected: the commit that is compared (default: the files as they are); extend: the time to add; upgrade: only this stack; import: the folder of the repository',
      );
    addFolderFlags(command);
    addPlaneFlags(command);
    addCheckFlags(command);
    addImportFlags(command);
    addEjectFlags(command);
    addNewFlags(command);
    command.addHelpText('after', examples(...shown));
  },
  otherwise: (action) => (action === 'check' ? ['profile'] : []),
  unused: (_options, action) => {
    const used = works[action]?.flags ?? [];
    return allFlags.filter((flag) => !used.includes(flag));
  },
  run: async (context, options, action) => {
    refuseMarkdown(options, action);
    const row = works[action];
    const [, , extra] = options.words;
    if (extra !== undefined && !row?.more)
      throw usage(`'idp stacks ${action}' takes one name; '${extra}' is not allowed.`);
    return row?.work(context, options, options.second);
  },
};

const shown = [
  'idp stacks validate',
  'idp stacks validate ./stacks --templates ./terraform/templates',
  'idp stacks show dev --sources',
  'idp stacks new shop-dev                      # on a terminal: questions, one by one',
  'idp stacks new shop-dev --component vpc@^1 -i vpc.vpc_cidr=10.7.0.0/16 --dry-run',
  'idp stacks graph dev --mermaid',
  'idp stacks plan dev',
  'idp stacks plan dev --cancel 01JD3V8K2N7Q4R5S6T7V8W9XYZ',
  'idp stacks affected origin/main',
  'idp stacks affected --with vpc=2',
  'idp stacks versions dev',
  'idp stacks upgrade vpc --dry-run',
  'idp stacks upgrade vpc@^2.1 shop-dev',
  'idp stacks diff dev',
  'idp stacks apply dev',
  'idp stacks apply dev --plan 01JD3V8K2N7Q4R5S6T7V8W9XYZ',
  'idp stacks status dev --watch',
  'idp stacks approve dev --component vpc',
  'idp stacks timeline dev',
  'idp stacks extend dev 2d',
  'idp stacks destroy dev',
  'idp stacks eject dev --to ./dev',
  'idp stacks import atmos ../infrastructure --dry-run',
  'idp stacks check dev --profile soc2',
  'idp stacks check --all --profile pci --output markdown',
];

/** Only a check is put into a pull request as it is. */
function refuseMarkdown({ output }: StackOptions, action: string): void {
  if (output === 'markdown' && action !== 'check')
    throw usage(`'idp stacks ${action}' does not print Markdown.`, 'Use --output json or yaml.');
}

const allFlags = [...new Set(Object.values(works).flatMap(({ flags }) => flags))];

function addFolderFlags(command: Command): void {
  command
    .option('--folder <folder>', 'the folder of the stacks (default: stacks, or this folder)')
    .option('--templates <folder>', 'take templates from this folder and not from the control plane')
    .option('--sources', 'show: the file and line of each value, and what it overrode')
    .option('--dot', 'graph: as Graphviz reads it')
    .option('--mermaid', 'graph: as Mermaid reads it')
    .option(
      '--with <template=version>',
      'affected: try this version of a template, whatever components say; may be repeated',
      collect,
    );
}

function addCheckFlags(command: Command): void {
  command
    .option('--exceptions <file>', 'check: what does not count (default: compliance.yaml, if there is one)')
    .addOption(stackProfileOption())
    .addOption(outputOption());
}

function addImportFlags(command: Command): void {
  command
    .option('--into <folder>', 'import: the folder that the stacks are written into (default: stacks)')
    .option('--dry-run', 'import, new, upgrade: write nothing');
}

function addNewFlags(command: Command): void {
  command
    .option('--layer <number>', 'upgrade: only the ranges of this layer, from 1')
    .option('--file <file>', 'new: the file within the folder (default: <stack>.yaml)')
    .option('--import <layer>', 'new: a layer that it imports; may be repeated', collect)
    .addOption(
      new Option('--preset <preset>', 'new: a layer of Leasehold below all others').choices(presetNames),
    )
    .option('--target <target>', 'new: the target that it is built in')
    .option('--account <account>', 'new: the AWS account that it is built in')
    .option('--region <region>', 'new: the AWS region that it is built in')
    .option('--environment <kind>', 'new: the kind of environment, such as dev')
    .option('--ttl <time>', 'new: the lease, such as 7d, or permanent')
    .option('-i, --input <component.input=value>', 'new: a value of an input; may be repeated', collect)
    .option('--ref <component.input=output>', 'new: an output for an input; may be repeated', collect);
}

function addPlaneFlags(command: Command): void {
  command
    .option('--team <team>', 'apply: the team of a new stack')
    .option('--plan <id>', 'apply, consent: consent to this plan of the whole stack')
    .option('--cancel <id>', 'plan: stop this plan of the stack, and plan nothing')
    .option('--hours <hours>', 'apply, consent: for how many hours the consent holds (default: 24)')
    .option('--stop <revision>', 'apply: stop this revision, which is at work, instead of waiting for it')
    .option('-w, --watch', 'status: keep showing progress until it ends')
    .option(
      '--component <component>',
      'approve: only this component; new: <name>=<template@range>; may be repeated',
      collect,
    )
    .option(
      '--all',
      'approve: one question for all that waits; check: every stack of the folder; upgrade: every template',
    )
    .option('--full', 'plan, approve: show every attribute of every resource; check: also what passed')
    .option('--reason <text>', 'reject: the reason, shown to the requester')
    .option('--by <time>', 'extend: the time to add to the lease: 30m, 36h, 2d, 1w')
    .option(
      '-y, --yes',
      'do not ask for confirmation; apply: nor for plans, which then wait for idp stacks approve',
    )
    .addOption(waits())
    .option('--no-wait', 'do not wait until the work is done');
}
