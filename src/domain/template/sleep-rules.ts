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
    address: BlockAddress,
    attributes: z.record(z.string().min(1), Value).optional(),
    exists: z.enum(['awake', 'asleep']).optional(),
  })
  .refine(({ attributes, exists }) => attributes !== undefined || exists !== undefined, {
    message: 'needs attributes, with their values asleep, or exists',
  })
  .refine(({ attributes }) => attributes === undefined || Object.keys(attributes).length > 0, {
    path: ['attributes'],
    message: 'must name at least one attribute',
  });
export type SleepRule = z.infer<typeof SleepRule>;

/** All that sleep changes. */
export const SleepRules = z.array(SleepRule).min(1).max(50);
export type SleepRules = z.infer<typeof SleepRules>;
