import * as z from 'zod';

const expression = z.string().regex(/^\{%[\s\S]*%\}$/, 'must be a {% JSONata %} expression');
const seconds = z.union([z.int().min(0).max(99_999_999), expression]);
const errorNames = z.array(z.string().min(1)).min(1);
const describes = { Comment: z.string().optional(), QueryLanguage: z.literal('JSONata').optional() };
const yields = { Output: z.unknown().optional(), Assign: z.record(z.string(), z.unknown()).optional() };
const moves = { Next: z.string().optional(), End: z.literal(true).optional() };

const retrier = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: errorNames,
  IntervalSeconds: z.int().min(1).optional(),
  MaxAttempts: z.int().min(0).optional(),
  BackoffRate: z.number().min(1).optional(),
  MaxDelaySeconds: z.int().min(1).max(31_622_400).optional(),
  JitterStrategy: z.enum(['FULL', 'NONE']).optional(),
});

const catcher = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: errorNames,
  Next: z.string(),
  ...yields,
});

const choiceRule = z.strictObject({
  Comment: z.string().optional(),
  Condition: z.union([expression, z.boolean()]),
  Next: z.string(),
  ...yields,
});

const task = z.strictObject({
  Type: z.literal('Task'),
  Resource: z.string(),
  Arguments: z.record(z.string(), z.unknown()),
  TimeoutSeconds: seconds.optional(),
  Retry: z.array(retrier).optional(),
  Catch: z.array(catcher).optional(),
  ...describes,
  ...yields,
  ...moves,
});

const state = z.discriminatedUnion('Type', [
  task,
  z.strictObject({
    Type: z.literal('Choice'),
    Choices: z.array(choiceRule).min(1),
    Default: z.string().optional(),
    ...describes,
    ...yields,
  }),
  z.strictObject({
    Type: z.literal('Wait'),
    Seconds: seconds.optional(),
    Timestamp: z.string().optional(),
    ...describes,
    ...yields,
    ...moves,
  }),
  z.strictObject({ Type: z.literal('Pass'), ...describes, ...yields, ...moves }),
  z.strictObject({ Type: z.literal('Succeed'), Output: z.unknown().optional(), ...describes }),
  z.strictObject({
    Type: z.literal('Fail'),
    Error: z.string().optional(),
    Cause: z.string().optional(),
    ...describes,
  }),
]);

/** The shape of a definition; unknown state types and fields are refused. */
export const machineSchema = z.strictObject({
  Comment: z.string().optional(),
  Version: z.string().optional(),
  QueryLanguage: z.literal('JSONata'),
  StartAt: z.string(),
  TimeoutSeconds: z.int().min(1).max(99_999_999).optional(),
  States: z.record(z.string().min(1).max(80), state),
});

/** The subset of the Amazon States Language that runs here: JSONata only, no Parallel, Map, heartbeats or task tokens. */
export type MachineDefinition = z.infer<typeof machineSchema>;
/** One state of a machine. */
export type State = z.infer<typeof state>;
/** The states of one type. */
export type StateOf<T extends State['Type']> = Extract<State, { Type: T }>;
/** One entry of a Task's Retry. */
export type Retrier = z.infer<typeof retrier>;
