import type * as z from 'zod';
import type { ControlConfig, Issuer, IssuersConfig } from '../config/hub';
import type { BuildConfig } from '../config/runner';
import type { OfferedTarget } from '../config/target';
import { isFormer } from '../domain/access/issuer-name';
import type { SelfApproval } from '../domain/access/actor';
import type { SignInView } from '../domain/api/responses';
import type { ImageFindings } from '../domain/image/image-findings';
import type { ImageRepository } from '../domain/image/image-repository';
import type { LeaseLimits } from '../domain/lease';

/** What the plane's functions and builds are configured with. */
export interface PlaneSettings {
  stage: string;
  table: string;
  buckets: Readonly<Record<'state' | 'artifacts' | 'catalog', string>>;
  eventBus: string;
  /** The machines' ARNs without the workflows' names. */
  machinePrefix: string;
  targets: readonly z.input<typeof OfferedTarget>[];
  lease: z.input<typeof LeaseLimits>;
  selfApproval: SelfApproval;
  imageRepositories: readonly ImageRepository[];
  imageFindings: z.input<typeof ImageFindings>;
  deniedTypes: readonly string[];
}

/** Issuers, and the names of those whose are the ids that name none, where several are of a kind. */
export interface Believed {
  issuers: readonly z.input<typeof Issuer>[];
  formerOwners: readonly string[];
}

/** Makes JSON of a value; a deployment's may hold what is known only later. */
type ToJson = (value: unknown) => string;

/** The variables of every function that changes environments. */
export function controlVariables(
  settings: PlaneSettings,
  signIn: SignInView,
  toJson: ToJson = JSON.stringify,
): z.input<typeof ControlConfig> {
  return {
    ...sharedVariables(settings),
    LEASEHOLD_TARGETS: JSON.stringify(settings.targets),
    LEASEHOLD_SELF_APPROVAL: settings.selfApproval,
    LEASEHOLD_SIGN_IN: toJson(signIn),
    LEASEHOLD_STAGE: settings.stage,
    LEASEHOLD_EVENT_BUS: settings.eventBus,
    LEASEHOLD_STATE_MACHINE_PREFIX: settings.machinePrefix,
    LEASEHOLD_LEASE_LIMITS: JSON.stringify(settings.lease),
  };
}

/** The variables of every build that is a run. */
export function buildVariables(settings: PlaneSettings) {
  return {
    ...sharedVariables(settings),
    LEASEHOLD_TARGETS: JSON.stringify(settings.targets.map(({ access: _, ...target }) => target)),
    LEASEHOLD_DENIED_TYPES: settings.deniedTypes.join(','),
    LEASEHOLD_IMAGE_FINDINGS: JSON.stringify(settings.imageFindings),
  } satisfies z.input<typeof BuildConfig>;
}

/** The variables of the authorizer: whose tokens are believed, and whose the ids are that name no issuer. */
export function issuersVariables(
  { issuers, formerOwners }: Believed,
  toJson: ToJson = JSON.stringify,
): z.input<typeof IssuersConfig> {
  const marked = issuers.map((issuer) => ({ ...issuer, former: isFormer(issuer, issuers, formerOwners) }));
  return { LEASEHOLD_ISSUERS: toJson(marked) };
}

function sharedVariables({ table, buckets, imageRepositories }: PlaneSettings) {
  return {
    LEASEHOLD_TABLE: table,
    LEASEHOLD_STATE_BUCKET: buckets.state,
    LEASEHOLD_ARTIFACTS_BUCKET: buckets.artifacts,
    LEASEHOLD_CATALOG_BUCKET: buckets.catalog,
    LEASEHOLD_IMAGE_REPOSITORIES: JSON.stringify(imageRepositories),
  };
}
