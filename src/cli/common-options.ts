import { type Command, Option } from 'commander';

/** The flags that every command has. */
export function commonOptions(): Option[] {
  return [
    new Option('-o, --output <format>', 'how to print the result').choices(['table', 'json', 'yaml']),
    new Option('--json', 'the same as --output json; --json=name,lease.expiresAt prints these fields only'),
    new Option('--url <address>', 'the control plane (default: IDP_URL, then the local one)'),
    new Option(
      '--profile <name>',
      'the profile with the control plane and your sign-in (default: IDP_PROFILE)',
    ),
    new Option('--debug', 'print each request with its status, time and id on stderr'),
  ];
}

/** Those that a command does not have by itself, with a meaning of its own. */
export function commonOptionsFor({ options }: Command): Option[] {
  return commonOptions().filter(({ long }) => !options.some((own) => own.long === long));
}
