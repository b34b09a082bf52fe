import type { CommandRow } from '../command';

/** Commands about what a platform team looks after in all environments. */
export const upkeepCommands: readonly CommandRow[] = [
  {
    name: 'certificates',
    summary: 'list certificates by their ends, and warn of those near',
    load: async () => (await import('./list-certificates')).listCertificates,
  },
  {
    name: 'locks',
    summary: 'list the locks on Terraform states, for admins',
    load: async () => (await import('./list-locks')).listLocks,
  },
  {
    name: 'unlock',
    summary: 'remove the lock on the Terraform state',
    load: async () => (await import('../repair/unlock-state')).unlockState,
  },
  {
    name: 'disown',
    summary: 'declare an unaccounted resource gone, or not part of this life',
    load: async () => (await import('../repair/disown-resource')).disownResource,
  },
];
