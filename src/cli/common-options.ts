import { Option } from 'commander';

/** The flags that every command has. */
export function commonOptions(): Option[] {
  return [
    new Option('-o, --output <format>', 'how to print the result').choices(['table', 'json']),
    new Option('--json', 'the same as --output json'),
    new Option('--url <address>', 'the control plane (default: IDP_URL, then the local one)'),
    new Option(
      '--profile <name>',
      'the profile with the control plane and your sign-in (default: IDP_PROFILE)',
    ),
  ];
}
