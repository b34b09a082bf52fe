import { type Command, Option } from 'commander';
import { collect } from '../command';

/** What can be said of a target. */
export function addFlags(command: Command): Command {
  return command
    .option('--account <id>', 'add: the AWS account in which environments live')
    .option('--region <region>', 'add: the region in which environments live')
    .option('--also <region>', 'a further region in which a destroy looks for leftovers; repeatable', collect)
    .option('--role <role>', 'the role that runs take there, by name or ARN (default: leasehold-provisioner)')
    .option('--external-id <id>', 'the external id that the role requires (default: a new one)')
    .option('--boundary <policy>', "the policy that bounds environments' roles (default: the module's)")
    .option('--service <service>', 'a service whose every type the role is granted; repeatable', collect)
    .option('--parallelism <number>', 'how many resources Terraform works on at once')
    .option('--slots <runs/destroys>', 'how many runs may be at work at once, and how many destroys')
    .addOption(
      new Option('--for <role>', 'who may use it; repeatable (default: developer)')
        .choices(['developer', 'admin'])
        .argParser(collect),
    )
    .option('--team <team>', 'only members of this team may use it; repeatable', collect)
    .option('--allow <template>', 'a template that it takes, or its beginning before *; repeatable', collect)
    .option('--previews', 'workflows of pull requests may use it')
    .option('--no-previews', 'workflows of pull requests may not use it')
    .addOption(
      new Option('--unset <field>', 'update: as if the flag had never been given; repeatable')
        .choices(['boundary', 'parallelism', 'slots', 'team', 'allow'])
        .argParser(collect),
    );
}
