import type * as z from 'zod';
import type { Issuer } from '../src/config/hub';
import type { SettingsDocument } from '../src/config/settings';
import { ownPool } from '../src/domain/access/issuer-name';
import { terraformVersion } from '../src/plane/projects';
import { type GrowingSettings, markFormer, planeDocument } from '../src/plane/variables';
import { boundaryArnOf, type DeployConfig, roleArnOf } from './config/schema';

/** What of a stage's settings grows with it. */
export function growingSettings(config: DeployConfig): GrowingSettings {
  const { imageRepositories, imageFindings, deniedTypes, policy, limits, checkInterval } = config;
  const publishing = publishingOf(config);
  return {
    targets: config.targets.map(targetOf),
    imageRepositories,
    imageFindings,
    deniedTypes,
    policy,
    publishing,
    limits,
    checkInterval,
  };
}

/** The builds are ARM's, whatever publishes. */
function publishingOf({ templatePrograms: programs, targets }: DeployConfig): GrowingSettings['publishing'] {
  const services = [...new Set(targets.flatMap((target) => target.services ?? []))].sort();
  const engine = { name: 'terraform' as const, version: terraformVersion };
  return { engine, platform: 'linux_arm64', programs, services };
}

/** The document that functions and builds of a stage read; it names nothing that only a deployment knows. */
export function documentOf(config: DeployConfig): SettingsDocument {
  const [, ...issuers] = markFormer({ ...config, issuers: [pool, ...config.issuers] });
  return planeDocument(growingSettings(config), issuers);
}

/** The stage's own user pool as an issuer, marked as the others are. */
export function ownIssuer(
  { issuers, formerOwners }: Pick<DeployConfig, 'issuers' | 'formerOwners'>,
  known: Pick<Issuer, 'issuer' | 'audience'>,
): z.input<typeof Issuer> {
  const [own] = markFormer({ issuers: [{ ...pool, ...known }, ...issuers], formerOwners });
  return { ...pool, ...own, ...known };
}

/** The audience is the client: the command line sends the ID token, which alone carries e-mail and groups. */
const pool: Issuer = {
  name: ownPool,
  issuer: ownPool,
  audience: ownPool,
  kind: 'person',
  algorithms: ['RS256'],
  claims: { id: 'email', name: 'name', roles: 'cognito:groups', teams: 'custom:teams' },
  defaultRoles: [],
  workloads: [],
  former: false,
};

function targetOf(target: DeployConfig['targets'][number]) {
  const { name, region, regions, externalId, services, parallelism, slots, access } = target;
  const permissionsBoundary = boundaryArnOf(target);
  const roleArn = roleArnOf(target);
  const what = { roleArn, externalId, permissionsBoundary, services, parallelism, slots };
  return { name, region, regions, ...what, access };
}
