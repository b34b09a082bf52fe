import * as z from 'zod';

/** Where a resource stands in the configuration, such as `module.service.aws_ecs_service.this`: all of its instances are meant. */
const BlockAddress = z
  .string()
  .max(300)
  .regex(
    /^(?:module\.[\w-]+\.)*(?!(?:module|data)\.)[a-z][a-z0-9_]*\.[\w-]+$/,
    'must be the address of a resource without keys, such as module.service.aws_ecs_service.this',
  );

const Value = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/**
 * What sleep changes of one resource: which attributes, with the values that they have asleep, or when there is one at all.
 * Whatever else a plan of sleep would do needs approval.
 */
export const SleepRule = z
  .strictObject({
    address: BlockAddress.describe(
      'The address of the resource, without keys; all of its instances are meant.',
    ),
    attributes: z
      .record(z.string().min(1), Value)
      .refine((attributes) => Object.keys(attributes).length > 0, 'must name at least one attribute')
      .meta({ minProperties: 1 })
      .describe('Attributes that sleep changes, with the values that they have asleep.')
      .optional(),
    exists: z
      .enum(['awake', 'asleep'])
      .describe('When there is the resource: only awake, or only asleep.')
      .optional(),
  })
  .refine(({ attributes, exists }) => attributes !== undefined || exists !== undefined, {
    message: 'needs attributes, with their values asleep, or exists',
  });

export type SleepRule = z.infer<typeof SleepRule>;

/** All that sleep changes. */
export const SleepRules = z.array(SleepRule).min(1).max(50);
export type SleepRules = z.infer<typeof SleepRules>;
