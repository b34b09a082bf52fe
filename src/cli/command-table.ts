import type { CommandRow } from './command';
import { upkeepCommands } from './upkeep/upkeep-commands';

/** What is done with templates, environments and stacks. */
const lifeCommands: readonly CommandRow[] = [
  {
    name: 'templates',
    summary: 'list the available templates',
    load: async () => (await import('./commands/list-templates')).listTemplates,
  },
  {
    name: 'template',
    summary: 'show a template, or write, check and publish one',
    load: async () => (await import('./commands/template')).template,
  },
  {
    name: 'schema',
    summary: 'print the JSON Schema of a file that you write',
    load: async () => (await import('./about/print-schema')).printSchema,
  },
  {
    name: 'targets',
    summary: 'list targets; add, change and remove them, for admins',
    load: async () => (await import('./targets/targets')).targets,
  },
  {
    name: 'estimate',
    summary: 'show what an environment would cost, and what policy allows',
    load: async () => (await import('./request/estimate-cost')).estimateCost,
  },
  {
    name: 'create',
    summary: 'create an environment from a template',
    load: async () => (await import('./commands/create-environment')).createEnvironment,
  },
  {
    name: 'adopt',
    summary: 'take a Terraform state over as an environment',
    load: async () => (await import('./adopt/adopt-state')).adoptState,
  },
  {
    name: 'import',
    summary: 'take one existing object into an environment',
    load: async () => (await import('./adopt/import-object')).importObject,
  },
  {
    name: 'list',
    alias: 'ls',
    summary: 'list environments',
    load: async () => (await import('./commands/list-environments')).listEnvironments,
  },
  {
    name: 'status',
    summary: 'show an environment and its active run',
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
    summary: 'show what a run would change, and its cost',
    load: async () => (await import('./commands/get-plan')).getPlan,
  },
  {
    name: 'approve',
    summary: 'approve a pending plan and apply it',
    load: async () => (await import('./commands/approve-plan')).approvePlan,
  },
  {
    name: 'reject',
    summary: 'reject a pending plan',
    load: async () => (await import('./commands/reject-plan')).rejectPlan,
  },
  {
    name: 'cancel',
    summary: 'stop the active run of an environment',
    load: async () => (await import('./commands/cancel-run')).cancelRun,
  },
  {
    name: 'retry',
    summary: 'retry a failed environment',
    load: async () => (await import('./commands/retry-run')).retryRun,
  },
  {
    name: 'extend',
    summary: 'extend the lease of an environment',
    load: async () => (await import('./commands/extend-environment')).extendEnvironment,
  },
  {
    name: 'stacks',
    summary: 'check, apply, approve and destroy stacks of environments',
    load: async () => (await import('./stacks/stacks')).stacks,
  },
  {
    name: 'check',
    summary: 'check an environment or a plan against a standard',
    load: async () => (await import('./compliance/check-environment')).checkEnvironment,
  },
  {
    name: 'sleep',
    summary: 'put an environment to sleep, so that it costs less',
    load: async () => (await import('./sleep/sleep-environment')).sleepEnvironment,
  },
  {
    name: 'wake',
    summary: 'wake an environment that sleeps',
    load: async () => (await import('./sleep/wake-environment')).wakeEnvironment,
  },
  {
    name: 'schedule',
    summary: 'set when an environment sleeps',
    load: async () => (await import('./sleep/schedule-sleep')).scheduleSleep,
  },
  {
    name: 'destroy',
    summary: 'destroy an environment and verify that nothing is left',
    load: async () => (await import('./commands/destroy-environment')).destroyEnvironment,
  },
  {
    name: 'eject',
    summary: 'write an environment as plain Terraform, with its state',
    load: async () => (await import('./eject/eject-environment')).ejectEnvironment,
  },
  {
    name: 'drift',
    summary: 'show what was changed by hand, and check for it',
    load: async () => (await import('./drift/drift')).drift,
  },
  {
    name: 'rotate',
    summary: 'rotate the credentials, secrets and keys of a stack',
    load: async () => (await import('./rotation/rotate')).rotate,
  },
];

/** What there is to read of a plane, and what this program does for whoever types it. */
const otherCommands: readonly CommandRow[] = [
  {
    name: 'events',
    summary: 'list the events of an environment',
    load: async () => (await import('./commands/list-events')).listEvents,
  },
  {
    name: 'refusals',
    summary: 'list refused requests, for admins',
    load: async () => (await import('./audit/list-refusals')).listRefusals,
  },
  {
    name: 'runs',
    summary: 'list the runs of an environment',
    load: async () => (await import('./commands/list-runs')).listRuns,
  },
  {
    name: 'life',
    summary: 'show a life of an environment, ended or not, with its receipt',
    load: async () => (await import('./commands/get-life')).getLife,
  },
  {
    name: 'receipt',
    summary: 'show the evidence that nothing is left of an environment',
    load: async () => (await import('./audit/show-receipt')).showReceipt,
  },
  {
    name: 'open',
    summary: 'open the address of an environment in the browser',
    load: async () => (await import('./commands/open-environment')).openEnvironment,
  },
  {
    name: 'why',
    summary: 'show where a value, a resource or a cost comes from',
    load: async () => (await import('./why/explain')).explain,
  },
  {
    name: 'image',
    summary: 'build a container image from a repository, and show its builds',
    load: async () => (await import('./commands/image')).image,
  },
  {
    name: 'webhooks',
    summary: 'add webhooks, rotate keys, show undelivered notices, for admins',
    load: async () => (await import('./webhooks/webhooks')).webhooks,
  },
  {
    name: 'auth',
    summary: 'sign in or out, and show who is signed in',
    load: async () => (await import('./commands/auth')).auth,
  },
  {
    name: 'local',
    summary: "print the AWS emulator's settings for this folder's local plane",
    load: async () => (await import('./commands/local')).local,
  },
  {
    name: 'me',
    summary: 'show your id, roles and teams',
    load: async () => (await import('./commands/get-me')).getMe,
  },
  {
    name: 'quotas',
    summary: 'show your quotas and budgets, and what is used of them',
    load: async () => (await import('./limits/show-quotas')).showQuotas,
  },
  {
    name: 'api',
    summary: 'send a request to the API as you, and print the answer',
    load: async () => (await import('./raw/call-api')).callApi,
  },
  {
    name: 'version',
    summary: 'print the version of idp',
    load: async () => (await import('./about/show-version')).showVersion,
  },
  {
    name: 'completion',
    summary: 'print the script that completes idp in bash, zsh or fish',
    load: async () => (await import('./completion/print-completion')).printCompletion,
  },
  {
    name: 'policy',
    summary: 'try a policy on a plan, on this machine',
    load: async () => (await import('./policy/test-policy')).testPolicy,
  },
  {
    name: 'doctor',
    summary: 'check that everything idp needs is installed and reachable',
    load: async () => (await import('./commands/check-doctor')).checkDoctor,
  },
];

/** Every command: the word that is typed, what it does, and the file that does it. A bundler may drop it: the launcher does. */
export const commandTable: readonly CommandRow[] = /* @__PURE__ */ [
  lifeCommands,
  upkeepCommands,
  otherCommands,
].flat();
