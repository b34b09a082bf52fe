/** Commands that serve one piece of work, in the order in which one types them. */
export interface Workflow {
  title: string;
  /** What the work is, in a sentence. */
  says: string;
  commands: readonly string[];
}

/** The work that people do with `idp`; each command of the table is in one of them. */
export const workflows: readonly Workflow[] = [
  {
    title: 'Begin',
    says: 'Reach a control plane, sign in, and see what you may do there.',
    commands: ['doctor', 'auth', 'me', 'quotas', 'targets', 'completion', 'version', 'local'],
  },
  {
    title: 'Get an environment',
    says: 'Choose a template, see what it costs and what policy says of it, and have it built.',
    commands: ['templates', 'estimate', 'create', 'status', 'outputs', 'open', 'list'],
  },
  {
    title: 'Adopt what Terraform made',
    says: 'Take a Terraform state over as an environment; see docs/adopt.md.',
    commands: ['adopt', 'import'],
  },
  {
    title: 'Leave',
    says: 'Write an environment as plain Terraform, with its state; see docs/adopt.md.',
    commands: ['eject'],
  },
  {
    title: 'Read and approve a plan',
    says: 'What a run would change, and the yes or no to exactly that.',
    commands: ['plan', 'approve', 'reject'],
  },
  {
    title: 'Change an environment',
    says: 'Other inputs, another template version, a longer lease.',
    commands: ['update', 'extend'],
  },
  {
    title: 'Pay for it only while it is used',
    says: 'What can sleep costs less until it is woken, by hand or by a schedule.',
    commands: ['sleep', 'wake', 'schedule'],
  },
  {
    title: 'Configure environments together',
    says: 'Stacks are files in layers; see docs/stacks.md.',
    commands: ['stacks'],
  },
  {
    title: 'Check it by a standard',
    says: 'Which controls of SOC 2, HIPAA or PCI DSS fail, and what is excepted; see docs/compliance.md.',
    commands: ['check'],
  },
  {
    title: 'Rotate what it holds',
    says: 'Credentials, secrets and keys; see docs/rotation.md.',
    commands: ['rotate'],
  },
  {
    title: 'End an environment',
    says: 'Destroy it before its lease ends, and read the evidence that nothing is left.',
    commands: ['destroy', 'receipt', 'life'],
  },
  {
    title: 'Find out what went wrong',
    says: 'What happened, who did it, what was changed by hand, and where a value or a cost comes from.',
    commands: ['logs', 'runs', 'events', 'drift', 'why', 'refusals'],
  },
  {
    title: 'Repair',
    says: 'Stop or repeat a run, inspect and remove a lock that a dead run left, account for what is left. See docs/runbook.md.',
    commands: ['cancel', 'retry', 'locks', 'unlock', 'disown'],
  },
  {
    title: 'Look after what there is',
    says: 'Certificates that end soon; see docs/stacks.md.',
    commands: ['certificates'],
  },
  {
    title: 'Publish a template',
    says: 'Write, check and publish a template of your team, and try the policies that hold its plans.',
    commands: ['template', 'schema', 'policy'],
  },
  { title: 'Build an image', says: 'A container image of a repository.', commands: ['image'] },
  {
    title: 'Connect other programs',
    says: 'Notices to their addresses, and the API as you.',
    commands: ['webhooks', 'api'],
  },
];
