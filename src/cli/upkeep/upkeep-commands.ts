import type { CommandRow } from '../command';

/** Commands about what a platform team looks after in all environments. */
export const upkeepCommands: readonly CommandRow[] = [
  {
    name: 'certificates',
    summary: 'list certificates by their ends, and warn of those that are near',
    load: async () => (await import('./list-certificates')).listCertificates,
  },
  {
    name: 'locks',
    summary: 'list the locks on Terraform states, for admins',
    load: async () => (await import('./list-locks')).listLocks,
  },
];
