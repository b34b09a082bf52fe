import * as z from 'zod';
import { Issuer } from '../../src/config/hub';
import { unclearIssuers } from './unclear-issuers';
import { SelfApproval } from '../../src/domain/access/actor';
import { Service } from '../../src/config/target';
import { TargetAccess } from '../../src/domain/access/target-access';
import { ImageFindings } from '../../src/domain/image/image-findings';
import { ImageRepositories, partsOfRegistry } from '../../src/domain/image/image-repository';
import { LeaseLimits } from '../../src/domain/lease';

const Account = z.string().regex(/^\d{12}$/, 'must be the twelve digits of an AWS account');
const Region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be an AWS region such as eu-central-1');

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
    name: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'must be lower-case letters, digits and hyphens'),
    account: Account,
    region: Region,
    /** Further regions in which a destroy looks for leftovers. */
    regions: z.array(Region).default([]),
    role: TargetRole,
    externalId: z.string().min(2).max(1224),
    /** The policy that bounds every role which an environment makes there. */
    permissionsBoundary: Boundary.optional(),
    /** The services whose every resource type its role is granted: the module's output `services`. */
    services: z.array(Service).optional(),
    /** How many resources Terraform works on at once there. */
    parallelism: z.int().min(1).max(100).optional(),
    /** Who may use it for which templates. */
    access: TargetAccess.optional(),
  })
  .refine(({ role, account }) => !role.startsWith('arn:') || role.split(':')[4] === account, {
    path: ['role'],
    message: 'belongs to a different account than the target',
  });

/** Where alarms and notices are sent: a mailbox, or an HTTPS endpoint. */
const Notification = z.union(
  [
    z.strictObject({ email: z.email() }),
    z.strictObject({
      https: z.url({ protocol: /^https$/, error: 'must be a URL that begins with https://' }),
    }),
  ],
  'must be {"email": "<address>"} or {"https": "https://<endpoint>"}',
);

/** A name of its own for the control plane: its certificate in ACM, and the hosted zone that the name is written into. */
const Domain = z.strictObject({
  name: z.hostname('must be a host name such as leasehold.example.com'),
  certificate: z
    .string()
    .regex(
      /^arn:aws:acm:[a-z0-9-]+:\d{12}:certificate\/[0-9a-f-]+$/,
      'must be the ARN of an ACM certificate',
    ),
  /** Absent: whoever runs the name's zone points it at what the deployment prints. */
  hostedZone: z
    .string()
    .regex(/^Z[A-Z0-9]+$/, 'must be the id of a Route 53 hosted zone')
    .optional(),
});
export type Domain = z.infer<typeof Domain>;

const atLeastOne = z.int().min(1, 'must be 1 or more');

/** How much of what makes an alarm ring; counts are within five minutes, those of runs within fifteen. */
export const AlarmThresholds = z.strictObject({
  overdueMinutes: atLeastOne.default(60),
  undeliveredMinutes: atLeastOne.default(15),
  silentMinutes: atLeastOne.default(5),
  lostRuns: atLeastOne.default(3),
  apiFaults: atLeastOne.default(5),
  functionErrors: atLeastOne.default(3),
});
export type AlarmThresholds = z.infer<typeof AlarmThresholds>;

const stageFields = z.strictObject({
  stage: z
    .string()
    .regex(/^[a-z][a-z0-9]{1,9}$/, 'must be 2 to 10 lower-case letters and digits, a letter first'),
  region: Region,
  /** Absent: whatever account the credentials of the deployment are of. */
  account: Account.optional(),
  /** How what an account has once for all its regions is called: roles and the dashboard. */
  accountNames: z.enum(['regional', 'plain'], 'must be "regional" or "plain"').default('regional'),
  targets: z
    .array(TargetAccount)
    .min(1, 'must name at least one target')
    .refine(namesDiffer, 'must not name a target twice'),
  /** Besides the stage's own user pool. */
  issuers: z.array(Issuer).default([]),
  /** Names of the issuers, one of a kind, whose are the ids and teams that name none; needed where several are of a kind. */
  formerOwners: z.array(z.string()).default([]),
  /** Resource types of Terraform that no plan may create. */
  deniedTypes: z.array(z.string().regex(/^[a-z0-9_]+$/, 'must be a Terraform resource type')).default([]),
  /** Provisioners and data sources `external` and `http` that published templates may have, by folder and address. */
  templatePrograms: z
    .array(
      z
        .string()
        .regex(
          /^(templates|modules)\/[\w./-]+:[\w.:-]+$/,
          'must look like templates/web:terraform_data.seed',
        ),
    )
    .default(['templates/playground:terraform_data.item']),
  /** Repositories whose images the control plane has built, by projects and into repositories of its own account. */
  imageRepositories: ImageRepositories.default([]),
  /** What of the findings of a scan keeps an image out of environments. */
  imageFindings: ImageFindings.prefault({}),
  /** No environment of this stage lives longer, whatever its template allows. */
  lease: LeaseLimits.default({}),
  /** Whether whoever asked may also approve where another person's approval is asked for. */
  selfApproval: SelfApproval.default('refused'),
  notifications: z.array(Notification).default([]),
  /** Absent: the address that API Gateway gives. */
  domain: Domain.optional(),
  /** `baked`: builds run in an image of the stage's own, which `npm run deploy` bakes, and download nothing. */
  runnerImage: z.enum(['plain', 'baked'], 'must be "plain" or "baked"').default('plain'),
  alarms: AlarmThresholds.prefault({}),
  /** Where the people whom an alarm wakes find docs/runbook.md. */
  runbook: z.url({ protocol: /^https$/, error: 'must be a URL that begins with https://' }).optional(),
  tags: z.record(z.string(), z.string()).default({}),
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
  for (const path of strangeTargets(stage))
    context.addIssue({ code: 'custom', path, message: 'is not the name of a target' });
});
export type DeployConfig = z.infer<typeof DeployConfig>;
export type TargetAccount = z.infer<typeof TargetAccount>;

/** Where a rule for workloads names a target that the stage does not have. */
function strangeTargets({ issuers, targets }: z.infer<typeof stageFields>): (string | number)[][] {
  const known = targets.map(({ name }) => name);
  return issuers.flatMap(({ workloads }, issuer) =>
    workloads.flatMap(({ targets: named = [] }, rule) =>
      named.flatMap((name, index) =>
        known.includes(name) ? [] : [['issuers', issuer, 'workloads', rule, 'targets', index]],
      ),
    ),
  );
}

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
