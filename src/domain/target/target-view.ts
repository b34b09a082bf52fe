import * as z from 'zod';
import { SlotCounts } from '../access/slot-counts';
import { TargetLoad } from '../access/target-load';
import { Instant } from '../base/time';
import { endsAt, TargetEntry, TargetName } from './target-entry';
import { TargetSettings } from './target-settings';

const { region, regions, parallelism, access } = TargetSettings.shape;

/** A target as its administrators see it. */
export const TargetDetails = z.strictObject({
  name: TargetName,
  status: TargetEntry.shape.status.describe(
    '`removing` takes nothing new; it ends once nothing lives in it.',
  ),
  region,
  regions: regions.describe('Further regions in which a destroy looks for leftovers.'),
  role: z.string().nullable().describe('The ARN of the role there that runs take.'),
  runsRole: z.string().describe('The ARN of the role of runs, which that role must trust.'),
  externalId: z.string().nullable().describe('The external id that the role requires.'),
  permissionsBoundary: z
    .string()
    .nullable()
    .describe('The ARN of the policy that bounds every role which an environment makes there.'),
  services: z.array(z.string()).describe('The services whose every resource type the role is granted.'),
  parallelism: parallelism
    .nullable()
    .describe('How many resources Terraform works on at once; null: as usual.'),
  slots: SlotCounts.nullable().describe('How many runs may be at work there at once; null: not limited.'),
  load: TargetLoad.optional().describe(
    'How many runs are at work there and wait; only where a target is shown whose runs are limited.',
  ),
  access,
  addedBy: z.string(),
  createdAt: Instant,
  updatedAt: Instant,
  endsAt: Instant.nullable().describe('When a target that is being removed ends; null for any other.'),
});
export type TargetDetails = z.infer<typeof TargetDetails>;

/** What administrators are shown of a target. */
export function toTargetDetails(target: TargetEntry, { runsRole }: { runsRole: string }): TargetDetails {
  const { name, status, settings, by, createdAt, updatedAt } = target;
  const { roleArn = null, externalId = null, permissionsBoundary = null, services = [] } = settings;
  return {
    name,
    status,
    region: settings.region,
    regions: settings.regions,
    role: roleArn,
    runsRole,
    externalId,
    permissionsBoundary,
    services,
    parallelism: settings.parallelism ?? null,
    slots: settings.slots ?? null,
    access: settings.access,
    addedBy: by,
    createdAt,
    updatedAt,
    endsAt: (status === 'removing' && endsAt(target)) || null,
  };
}
