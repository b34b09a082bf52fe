import type { CliCommand } from './command';

/** A command as `idp --help` lists it; the rest of it is loaded when it is typed. */
export interface CommandRow {
  name: string;
  summary: string;
  load(): Promise<CliCommand>;
}

/** Every command: the word that is typed, what it does, and the file that does it. */
export const commandTable: readonly CommandRow[] = [
  {
    name: 'templates',
    summary: 'list the available templates',
    load: async () => (await import('./commands/list-templates')).listTemplates,
  },
  {
    name: 'template',
    summary: 'show a template: its inputs, lease and outputs',
    load: async () => (await import('./commands/get-template')).getTemplate,
  },
  {
    name: 'targets',
    summary: 'list the targets, and which templates you may use in each',
    load: async () => (await import('./commands/list-targets')).listTargets,
  },
  {
    name: 'create',
    summary: 'create an environment from a template',
    load: async () => (await import('./commands/create-environment')).createEnvironment,
  },
  {
    name: 'list',
    summary: 'list environments',
    load: async () => (await import('./commands/list-environments')).listEnvironments,
  },
  {
    name: 'status',
    summary: 'show an environment and what is being done to it',
    load: async () => (await import('./commands/show-status')).showStatus,
  },
  {
    name: 'logs',
    summary: 'read the log of a run',
    load: async () => (await import('./commands/get-logs')).getLogs,
  },
  {
    name: 'outputs',
    summary: 'show the outputs of an environment',
    load: async () => (await import('./commands/get-outputs')).getOutputs,
  },
  {
    name: 'update',
    summary: 'change the inputs or the template version of an environment',
    load: async () => (await import('./commands/change-environment')).changeEnvironment,
  },
  {
    name: 'plan',
    summary: 'show what a run changes, and what it costs',
    load: async () => (await import('./commands/get-plan')).getPlan,
  },
  {
    name: 'approve',
    summary: 'approve a pending plan and apply it',
    load: async () => (await import('./commands/approve-plan')).approvePlan,
  },
  {
    name: 'reject',
    summary: 'reject a pending plan, so that it is not applied',
    load: async () => (await import('./commands/reject-plan')).rejectPlan,
  },
  {
    name: 'cancel',
    summary: 'ask the active run of an environment to stop',
    load: async () => (await import('./commands/cancel-run')).cancelRun,
  },
  {
    name: 'retry',
    summary: 'try again what failed',
    load: async () => (await import('./commands/retry-run')).retryRun,
  },
  {
    name: 'extend',
    summary: 'make the lease of an environment longer',
    load: async () => (await import('./commands/extend-environment')).extendEnvironment,
  },
  {
    name: 'destroy',
    summary: 'destroy an environment, and prove that it is gone',
    load: async () => (await import('./commands/destroy-environment')).destroyEnvironment,
  },
  {
    name: 'unlock',
    summary: 'break the lock on the Terraform state',
    load: async () => (await import('./repair/unlock-state')).unlockState,
  },
  {
    name: 'disown',
    summary: 'say that what a destroy cannot account for is not of this life',
    load: async () => (await import('./repair/disown-resource')).disownResource,
  },
  {
    name: 'events',
    summary: 'list what happened to an environment',
    load: async () => (await import('./commands/list-events')).listEvents,
  },
  {
    name: 'refusals',
    summary: 'list what was refused to people and workflows, for admins',
    load: async () => (await import('./audit/list-refusals')).listRefusals,
  },
  {
    name: 'runs',
    summary: 'list the runs of an environment',
    load: async () => (await import('./commands/list-runs')).listRuns,
  },
  {
    name: 'life',
    summary: 'show one life of an environment, even an ended one, with its receipt',
    load: async () => (await import('./commands/get-life')).getLife,
  },
  {
    name: 'image',
    summary: 'build a container image from a repository, and show its builds',
    load: async () => (await import('./commands/image')).image,
  },
  {
    name: 'auth',
    summary: 'sign in or out, and show who is signed in',
    load: async () => (await import('./commands/auth')).auth,
  },
  {
    name: 'local',
    summary: "print how to reach the AWS emulator of this folder's local plane",
    load: async () => (await import('./commands/local')).local,
  },
  {
    name: 'me',
    summary: 'show who you are to the control plane',
    load: async () => (await import('./commands/get-me')).getMe,
  },
  {
    name: 'doctor',
    summary: 'check that everything idp needs is installed and reachable',
    load: async () => (await import('./commands/check-doctor')).checkDoctor,
  },
];
