import * as z from 'zod';
import { SlotCounts } from '../access/slot-counts';
import { TargetAccess } from '../access/target-access';
import { TargetName } from '../target/target-entry';
import { Parallelism, Region, Service } from '../target/target-settings';

const word = /^(arn:aws[a-z-]*:iam::(\d{12}|aws):(role|policy)\/[\w+=,.@/-]+|[\w+=,.@-]{1,128})$/;
const Role = z
  .string()
  .max(600)
  .regex(word, 'must be the ARN of a role, or the name of one in the account of the target')
  .describe('The role there that runs take: its ARN, or its name.');
const Boundary = z
  .string()
  .max(600)
  .regex(word, 'must be the ARN of a policy, or the name of one in the account of the target')
  .describe('The policy that bounds every role which an environment makes there: its ARN, or its name.');
const ExternalId = z
  .string()
  .regex(/^[\w+=,.@:/-]{2,1224}$/, 'must be 2 to 1,224 letters, digits and characters of +=,.@:/-')
  .describe('The external id that the role requires.');
const Regions = z.array(Region).max(40).describe('Further regions in which a destroy looks for leftovers.');
const Services = z
  .array(Service)
  .max(200)
  .describe("The services whose every resource type the role is granted: the module's output services.");

const { roles, teams, templates, previews } = TargetAccess.shape;

/** `POST /targets`. */
export const AddTargetBody = z.strictObject({
  name: TargetName.describe('As people name it.'),
  account: z
    .string()
    .regex(/^\d{12}$/, 'must be the twelve digits of an AWS account')
    .describe('The AWS account in which environments live.'),
  region: Region.describe('The region in which environments live.'),
  regions: Regions.default([]),
  role: Role.default('leasehold-provisioner'),
  externalId: ExternalId.optional().describe('The external id that the role requires; default: a new one.'),
  permissionsBoundary: Boundary.nullable()
    .optional()
    .describe(
      "The policy that bounds every role which an environment makes there; default: the module's, which is named after the role.",
    ),
  services: Services.default([]),
  parallelism: Parallelism.optional().describe('How many resources Terraform works on at once there.'),
  slots: SlotCounts.optional().describe(
    'How many runs may be at work there at once; default: as many as the stage can build.',
  ),
  access: TargetAccess.prefault({}).describe('Who may use it for which templates.'),
});
export type AddTargetBody = z.infer<typeof AddTargetBody>;

/** `PATCH /targets/{name}`: what is absent stays, null is as if it had never been given. */
export const UpdateTargetBody = z
  .strictObject({
    regions: Regions.optional(),
    role: Role.optional(),
    externalId: ExternalId.optional(),
    permissionsBoundary: Boundary.nullable()
      .optional()
      .describe('The policy that bounds every role which an environment makes there; null: none.'),
    services: Services.optional(),
    parallelism: Parallelism.nullable()
      .optional()
      .describe('How many resources Terraform works on at once there; null: as usual.'),
    slots: SlotCounts.nullable()
      .optional()
      .describe('How many runs may be at work there at once; null: as many as the stage can build.'),
    access: z
      .strictObject({
        roles: roles.unwrap().optional(),
        teams: teams
          .nullable()
          .describe('Members of one of these teams may use it; null: every developer may.'),
        templates: templates
          .nullable()
          .describe(
            'Names of templates, or beginnings of names before a final *; null: all but foundations.',
          ),
        previews: previews.unwrap().optional(),
      })
      .optional()
      .describe('Who may use it for which templates; what is absent stays.'),
  })
  .refine((body) => Object.keys(body).length > 0, 'must name at least one field to change');
export type UpdateTargetBody = z.infer<typeof UpdateTargetBody>;

/** The name of a target in a path. */
export const TargetParams = z.strictObject({ name: TargetName });
