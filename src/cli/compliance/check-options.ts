import { type Command, Option } from 'commander';
import { profileNames } from '../../domain/compliance/profile-names';

/** The flags that say against what is checked, and how that is printed. */
export interface ComplianceOptions {
  /** A profile of compliance; `check` has no other use for the flag. */
  profile?: string;
  exceptions?: string;
  full?: true;
  output?: string;
}

const meant = profileNames.join(', ');

/** `--exceptions` and `--full`, which every check has. */
export function addCheckOptions(command: Command): Command {
  return command
    .option('--exceptions <file>', 'what does not count (default: compliance.yaml, if there is one)')
    .option('--full', 'also show what passed, and controls without an object in the plan');
}

/** `--output` with `markdown`, to be put into a pull request. */
export function outputOption(): Option {
  return new Option('-o, --output <format>', 'how to print the result').choices([
    'table',
    'json',
    'yaml',
    'markdown',
  ]);
}

/** `--profile`, which names what is checked against, and not how to reach the control plane. */
export function profileOption(): Option {
  return new Option('--profile <profile>', `what to check against: ${meant}`).choices([...profileNames]);
}

/** The same where it names a control plane for all that is no check. */
export function stackProfileOption(): Option {
  return new Option(
    '--profile <profile>',
    `check: what to check against: ${meant}; otherwise the profile with the control plane (default: IDP_PROFILE)`,
  );
}
