import * as z from 'zod';
import { Issuer } from '../../src/config/hub';
import { unclearIssuers } from './unclear-issuers';
import { SelfApproval } from '../../src/domain/access/actor';
import { TargetAccess } from '../../src/domain/access/target-access';
import { SlotCounts } from '../../src/domain/access/slot-counts';
import { ImageFindings } from '../../src/domain/image/image-findings';
import { ImageRepositories, partsOfRegistry } from '../../src/domain/image/image-repository';
import { CheckInterval } from '../../src/domain/environment/drift/check-interval';
import { Limits } from '../../src/domain/limits/limits';
import { LeaseLimits } from '../../src/domain/lease';
import { Policy } from '../../src/domain/policy/policy';
import { Region, Service } from '../../src/domain/target/target-settings';

const Account = z.string().regex(/^\d{12}$/, 'must be the twelve digits of an AWS account');

const TargetRole = z
  .string()
  .regex(
    /^(arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+|[\w+=,.@-]{1,64})$/,
    'must be the ARN of a role, or the name of one in the account of the target',
  );

const Boundary = z
  .string()
  .regex(
    /^(arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+|[\w+=,.@-]{1,128})$/,
    'must be the ARN of a policy, or the name of one in the account of the target',
  );

/** Where environments live: the role there that the runner's provider assumes. */
const TargetAccount = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,30}$/, 'must be lower-case letters, digits and hyphens')
      .describe('As people name it.'),
    account: Account.describe('The AWS account in which environments live.'),
    region: Region.describe('The region in which environments live.'),
    regions: z.array(Region).default([]).describe('Further regions in which a destroy looks for leftovers.'),
    role: TargetRole.describe('The role there that runs assume: its ARN, or its name.'),
    externalId: z.string().min(2).max(1224).describe('The external id that the role requires.'),
    permissionsBoundary: Boundary.optional().describe(
      'The policy that bounds every role which an environment makes there.',
    ),
    services: z
      .array(Service)
      .optional()
      .describe("The services whose every resource type its role is granted: the module's output services."),
    parallelism: z
      .int()
      .min(1)
      .max(100)
      .optional()
      .describe('How many resources Terraform works on at once there.'),
    slots: SlotCounts.optional().describe('How many runs may be at work there at once.'),
    access: TargetAccess.optional().describe('Who may use it for which templates.'),
  })
  .refine(({ role, account }) => !role.startsWith('arn:') || role.split(':')[4] === account, {
    path: ['role'],
    message: 'belongs to a different account than the target',
  });

const HttpsUrl = z
  .url({ protocol: /^https$/, error: 'must be a URL that begins with https://' })
  // For the JSON Schema, which knows of no protocol.
  .meta({ pattern: '^\\s*[hH][tT][tT][pP][sS]:' });

/** Where alarms and notices are sent: a mailbox, or an HTTPS endpoint. */
const Notification = z.union(
  [
    z.strictObject({ email: z.email().describe('A mailbox.') }),
    z.strictObject({
      https: HttpsUrl.describe('An endpoint.'),
    }),
  ],
  'must be {"email": "<address>"} or {"https": "https://<endpoint>"}',
);

/** A name of its own for the control plane: its certificate in ACM, and the hosted zone that the name is written into. */
const Domain = z.strictObject({
  name: z
    .hostname('must be a host name such as leasehold.example.com')
    .describe('The host name of the control plane.'),
  certificate: z
    .string()
    .regex(/^arn:aws:acm:[a-z0-9-]+:\d{12}:certificate\/[0-9a-f-]+$/, 'must be the ARN of an ACM certificate')
    .describe('The ARN of its certificate.'),
  hostedZone: z
    .string()
    .regex(/^Z[A-Z0-9]+$/, 'must be the id of a Route 53 hosted zone')
    .optional()
    .describe("Without it, whoever runs the name's zone points it at what the deployment prints."),
});
export type Domain = z.infer<typeof Domain>;

const atLeastOne = z.int().min(1, 'must be 1 or more');

/** How much of what makes an alarm ring; counts are within five minutes, those of runs within fifteen. */
export const AlarmThresholds = z.strictObject({
  overdueMinutes: atLeastOne.default(60).describe('How long a destroy may be overdue.'),
  undeliveredMinutes: atLeastOne.default(15).describe('How long an event may be undelivered.'),
  silentMinutes: atLeastOne.default(5).describe('How long the sweep may be silent.'),
  lostRuns: atLeastOne.default(3).describe('Lost runs within fifteen minutes.'),
  apiFaults: atLeastOne.default(5).describe('Faults of the API within five minutes.'),
  functionErrors: atLeastOne.default(3).describe('Errors of functions within five minutes.'),
});
export type AlarmThresholds = z.infer<typeof AlarmThresholds>;

const stageFields = z.strictObject({
  $schema: z.string().optional().describe('Where an editor finds the schema of this file.'),
  stage: z
    .string()
    .regex(/^[a-z][a-z0-9]{1,9}$/, 'must be 2 to 10 lower-case letters and digits, a letter first')
    .describe('The name of the stage, which the names of its resources begin with.'),
  region: Region.describe('The region of the control plane.'),
  account: Account.optional().describe(
    'Its account; default: whatever account the credentials of the deployment are of.',
  ),
  accountNames: z
    .enum(['regional', 'plain'], 'must be "regional" or "plain"')
    .default('regional')
    .describe('How what an account has once for all its regions is called: roles and the dashboard.'),
  targets: z
    .array(TargetAccount)
    .min(1, 'must name at least one target')
    .refine(namesDiffer, 'must not name a target twice')
    .describe('Where environments live.'),
  issuers: z.array(Issuer).default([]).describe("OIDC issuers in addition to the stage's own user pool."),
  formerOwners: z
    .array(z.string())
    .default([])
    .describe(
      'Names of issuers, at most one for people and one for workloads, to which ids and teams without an issuer belong; required if there are several.',
    ),
  deniedTypes: z
    .array(z.string().regex(/^[a-z0-9_]+$/, 'must be a Terraform resource type'))
    .default([])
    .describe('Resource types of Terraform that no plan may create.'),
  policy: Policy.default({ version: 'none', rules: [] }).describe(
    'Rules over priced plans: each denies a plan, or requires the approval of another person.',
  ),
  templatePrograms: z
    .array(
      z
        .string()
        .regex(
          /^((templates|modules)\/[\w./-]+:[\w.:-]+|[a-z0-9.-]+(:\d+)?\/[\w-]+\/[\w-]+)$/,
          'must look like templates/web:terraform_data.seed or registry.terraform.io/datadog/datadog',
        ),
    )
    .default(['templates/playground:terraform_data.item'])
    .describe(
      'Provisioners and data sources external, http and local_command that published templates may have, by folder and address, and other providers than the usual ones that templates of teams may have, by address.',
    ),
  imageRepositories: ImageRepositories.default([]).describe(
    'Repositories whose images the control plane has built, by projects and into repositories of its own account.',
  ),
  imageFindings: ImageFindings.prefault({}).describe(
    'What of the findings of a scan keeps an image out of environments.',
  ),
  lease: LeaseLimits.default({}).describe(
    'No environment of this stage lives longer, whatever its template allows.',
  ),
  limits: Limits.prefault({}).describe(
    'How many environments owners and teams may have at once, and what they may cost (docs/limits.md).',
  ),
  checkInterval: CheckInterval.default('1d').describe(
    'How often each environment is checked for drift by itself: off, or 1d to 30d (docs/drift.md).',
  ),
  selfApproval: SelfApproval.default('refused').describe(
    'Whether the person who requested a plan may also approve it where it needs the approval of another.',
  ),
  notifications: z.array(Notification).default([]).describe('Where alarms and notices are sent.'),
  domain: Domain.optional().describe(
    'A name of its own for the control plane; default: the address that API Gateway gives.',
  ),
  runnerImage: z
    .enum(['plain', 'baked'], 'must be "plain" or "baked"')
    .default('plain')
    .describe(
      "baked: builds run in an image of the stage's own, which npm run deploy bakes, and download nothing.",
    ),
  alarms: AlarmThresholds.prefault({}).describe('How much of what makes an alarm ring.'),
  runbook: HttpsUrl.optional().describe('Where the people whom an alarm wakes find docs/runbook.md.'),
  tags: z
    .record(z.string(), z.string())
    .default({})
    .describe('Tags of everything that the stage consists of.'),
});

/** The file that describes one stage of the control plane. */
export const DeployConfig = stageFields.superRefine((stage, context) => {
  const { imageRepositories, imageFindings, region, account } = stage;
  for (const [index, { registry }] of imageRepositories.entries()) {
    const at = partsOfRegistry(registry);
    if (at.region === region && (account === undefined || at.account === account)) continue;
    const message = 'belongs to a different account or region than the stage';
    context.addIssue({ code: 'custom', path: ['imageRepositories', index, 'registry'], message });
  }
  for (const [index, exempt] of imageFindings.exempt.entries()) {
    if (imageRepositories.some(({ registry }) => registry === exempt)) continue;
    const message = 'is not the registry of any of imageRepositories';
    context.addIssue({ code: 'custom', path: ['imageFindings', 'exempt', index], message });
  }
  if (stage.domain !== undefined && stage.domain.certificate.split(':')[3] !== region)
    context.addIssue({
      code: 'custom',
      path: ['domain', 'certificate'],
      message: 'belongs to a different region than the stage',
    });
  for (const { path, message } of unclearIssuers(stage)) context.addIssue({ code: 'custom', path, message });
});
export type DeployConfig = z.infer<typeof DeployConfig>;
export type TargetAccount = z.infer<typeof TargetAccount>;

function namesDiffer(targets: { name: string }[]): boolean {
  return new Set(targets.map(({ name }) => name)).size === targets.length;
}

/** The ARN of the role that the runner assumes in a target. */
export function roleArnOf({ role, account }: TargetAccount): string {
  return role.startsWith('arn:') ? role : `arn:aws:iam::${account}:role/${role}`;
}

/** The ARN of the policy that bounds the roles of environments in a target, where one does. */
export function boundaryArnOf({ permissionsBoundary: policy, account }: TargetAccount): string | undefined {
  return policy === undefined || policy.startsWith('arn:')
    ? policy
    : `arn:aws:iam::${account}:policy/${policy}`;
}
