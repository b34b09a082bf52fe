import type { Command } from 'commander';

/** `--backend` and what it needs, of every command that ejects. */
export function addBackendFlags(command: Command): Command {
  return command
    .option('--backend <kind>', 'eject: where states are kept from then on: local or s3 (default: local)')
    .option('--bucket <bucket>', 'eject: the bucket of the s3 backend')
    .option('--key-prefix <prefix>', 'eject: what its keys begin with, before the name of the environment')
    .option('--backend-region <region>', 'eject: the region of the bucket (default: that of the target)')
    .option('--lock-table <table>', 'eject: lock by this DynamoDB table and not by a file beside the state');
}

/** The same with `--to`, of the one among several actions that ejects. */
export function addEjectFlags(command: Command): Command {
  return addBackendFlags(
    command.option('--to <folder>', 'eject: the folder that is written; it must not exist yet'),
  );
}
