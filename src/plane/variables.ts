import type * as z from 'zod';
import type {
  ControlConfig,
  DriftConfig,
  ImagesConfig,
  Issuer,
  IssuersConfig,
  LimitsConfig,
  PublishingConfig,
} from '../config/hub';
import type { PolicyConfig } from '../config/policy';
import type { BuildConfig, ImageFindingsConfig } from '../config/runner';
import { type SettingsConfig, type SettingsDocument, settingsDocument } from '../config/settings';
import type { OfferedTarget, OfferedTargetsConfig } from '../config/target';
import { isFormer } from '../domain/access/issuer-name';
import type { SelfApproval } from '../domain/access/actor';
import type { SignInView } from '../domain/api/responses';
import type { CheckInterval } from '../domain/environment/drift/check-interval';
import type { ImageFindings } from '../domain/image/image-findings';
import type { ImageRepository } from '../domain/image/image-repository';
import type { NoticesConfig } from '../config/notices';
import type { Receivers } from '../config/receivers';
import type { LeaseLimits } from '../domain/lease';
import type { Limits } from '../domain/limits/limits';
import type { Policy } from '../domain/policy/policy';
import type { PublishingRules } from '../domain/template/publishing';

/** What the plane's functions and builds are configured with. */
export interface PlaneSettings {
  stage: string;
  table: string;
  buckets: Readonly<Record<'state' | 'artifacts' | 'catalog', string>>;
  eventBus: string;
  /** The machines' ARNs without the workflows' names. */
  machinePrefix: string;
  /** The ARN of the role that builds take for their run. */
  runsRole: string;
  targets: readonly z.input<typeof OfferedTarget>[];
  lease: z.input<typeof LeaseLimits>;
  selfApproval: SelfApproval;
  imageRepositories: readonly ImageRepository[];
  imageFindings: z.input<typeof ImageFindings>;
  deniedTypes: readonly string[];
  policy: z.input<typeof Policy>;
  publishing: PublishingRules;
  /** Which receivers of webhooks may be called. */
  receivers: Receivers;
  limits: z.input<typeof Limits>;
  checkInterval: CheckInterval;
}

/** What of them grows with the stage, and is read from a document. */
export type GrowingSettings = Pick<
  PlaneSettings,
  | 'targets'
  | 'imageRepositories'
  | 'imageFindings'
  | 'deniedTypes'
  | 'policy'
  | 'publishing'
  | 'limits'
  | 'checkInterval'
>;

/** Issuers, and the names of those whose are the ids that name none, where several are of a kind. */
export interface Believed {
  issuers: readonly z.input<typeof Issuer>[];
  formerOwners: readonly string[];
}

/** The variables that the document has, as texts. */
type DocumentVariables = Record<
  keyof (z.input<typeof OfferedTargetsConfig> &
    z.input<typeof ImagesConfig> &
    z.input<typeof ImageFindingsConfig> &
    z.input<typeof PolicyConfig> &
    z.input<typeof PublishingConfig> &
    z.input<typeof LimitsConfig> &
    z.input<typeof DriftConfig> &
    Pick<z.input<typeof IssuersConfig>, 'LEASEHOLD_ISSUERS'>),
  string
>;

/** The variables that a process itself is given: all that its schema reads but those of the document, which they name. */
export type Given<Config extends z.ZodType> = Record<
  Exclude<keyof z.input<Config> | keyof z.input<typeof SettingsConfig>, keyof DocumentVariables | OwnIssuer>,
  string
> & { [Name in OwnIssuer]?: string };

/** Only where a plane has a user pool of its own. */
type OwnIssuer = 'LEASEHOLD_OWN_ISSUER';

/** What a function or build needs to know besides the settings: which document has the rest. */
type Digest = Pick<SettingsDocument, 'digest'>;

/** Makes JSON of a value; a deployment's may hold what is known only later. */
type ToJson = (value: unknown) => string;

/** The variables of every function that changes environments. */
export function controlVariables(
  settings: PlaneSettings,
  { signIn, digest }: Digest & { signIn: SignInView },
  toJson: ToJson = JSON.stringify,
): Given<typeof ControlConfig> {
  return {
    ...sharedVariables(settings, digest),
    LEASEHOLD_SELF_APPROVAL: settings.selfApproval,
    LEASEHOLD_SIGN_IN: toJson(signIn),
    LEASEHOLD_STAGE: settings.stage,
    LEASEHOLD_RUNS_ROLE: settings.runsRole,
    LEASEHOLD_EVENT_BUS: settings.eventBus,
    LEASEHOLD_STATE_MACHINE_PREFIX: settings.machinePrefix,
    LEASEHOLD_LEASE_LIMITS: JSON.stringify(settings.lease),
    LEASEHOLD_WEBHOOK_RECEIVERS: settings.receivers,
  };
}

/** The variables of the function of the notices: where the API is, and the topic for mail, besides what it shares. */
export function noticesVariables(
  { stage, table, eventBus, receivers }: Pick<PlaneSettings, 'stage' | 'table' | 'eventBus' | 'receivers'>,
  { url, topic }: { url: string; topic: string },
): Record<keyof z.input<typeof NoticesConfig>, string> {
  return {
    LEASEHOLD_STAGE: stage,
    LEASEHOLD_TABLE: table,
    LEASEHOLD_EVENT_BUS: eventBus,
    LEASEHOLD_WEBHOOK_RECEIVERS: receivers,
    LEASEHOLD_URL: url,
    LEASEHOLD_NOTICES_TOPIC: topic,
  };
}

/** The variables of every build that is a run. */
export function buildVariables(settings: PlaneSettings, { digest }: Digest) {
  const variables = { ...sharedVariables(settings, digest), LEASEHOLD_RUNS_ROLE: settings.runsRole };
  return variables satisfies Given<typeof BuildConfig>;
}

/** The variables of the authorizer: of a stage's own user pool, where it has one, besides the document. */
export function issuersVariables(
  catalogBucket: string,
  { digest, own }: Digest & { own?: z.input<typeof Issuer> },
  toJson: ToJson = JSON.stringify,
): Given<typeof IssuersConfig> {
  const variables = { LEASEHOLD_SETTINGS: digest, LEASEHOLD_CATALOG_BUCKET: catalogBucket };
  return own === undefined ? variables : { ...variables, LEASEHOLD_OWN_ISSUER: toJson(own) };
}

/** The document of a plane: its targets, its issuers, its image repositories, what no plan may create, and what is limited. */
export function planeDocument(settings: GrowingSettings, issuers: Believed['issuers']): SettingsDocument {
  const variables: DocumentVariables = {
    LEASEHOLD_TARGETS: JSON.stringify(settings.targets),
    LEASEHOLD_ISSUERS: JSON.stringify(issuers),
    LEASEHOLD_IMAGE_REPOSITORIES: JSON.stringify(settings.imageRepositories),
    LEASEHOLD_IMAGE_FINDINGS: JSON.stringify(settings.imageFindings),
    LEASEHOLD_DENIED_TYPES: settings.deniedTypes.join(','),
    LEASEHOLD_POLICY: JSON.stringify(settings.policy),
    LEASEHOLD_PUBLISHING: JSON.stringify(settings.publishing),
    LEASEHOLD_LIMITS: JSON.stringify(settings.limits),
    LEASEHOLD_CHECK_INTERVAL: settings.checkInterval,
  };
  return settingsDocument(variables);
}

/** The issuers, each with whether the ids are its that name no issuer. */
export function markFormer({ issuers, formerOwners }: Believed): z.input<typeof Issuer>[] {
  return issuers.map((issuer) => ({ ...issuer, former: isFormer(issuer, issuers, formerOwners) }));
}

function sharedVariables({ table, buckets }: PlaneSettings, digest: string) {
  return {
    LEASEHOLD_SETTINGS: digest,
    LEASEHOLD_TABLE: table,
    LEASEHOLD_STATE_BUCKET: buckets.state,
    LEASEHOLD_ARTIFACTS_BUCKET: buckets.artifacts,
    LEASEHOLD_CATALOG_BUCKET: buckets.catalog,
  };
}
