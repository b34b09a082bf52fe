import * as z from 'zod';
import { AwsFault } from '../aws-json';

const EnvironmentVariable = z.object({
  name: z.string().min(1),
  value: z.string(),
  type: z.enum(['PLAINTEXT', 'PARAMETER_STORE', 'SECRETS_MANAGER']).default('PLAINTEXT'),
});
export type EnvironmentVariable = z.infer<typeof EnvironmentVariable>;

/** What of StartBuild is carried out here; another field would change the build on AWS, so it is refused, not ignored. */
const StartBuildInput = z.strictObject({
  projectName: z.string().min(1),
  environmentVariablesOverride: z.array(EnvironmentVariable).default([]),
  sourceVersion: z.string().optional(),
  idempotencyToken: z.string().optional(),
  timeoutInMinutesOverride: z.int().min(5).max(2160).optional(),
});
export type StartBuildInput = z.infer<typeof StartBuildInput>;

/** Checks a StartBuild request as AWS does; InvalidInputException names the first thing that is wrong. */
export function parseStartBuild(input: unknown): StartBuildInput {
  const request = parseInput(StartBuildInput, input);
  const secret = request.environmentVariablesOverride.find(({ type }) => type !== 'PLAINTEXT');
  if (secret)
    throw invalidInput(`variable ${secret.name}: this emulator supports only PLAINTEXT, not ${secret.type}`);
  return request;
}

/** Checks any request by its schema. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalidInput(`${issue?.path.join('.') || 'request'}: ${issue?.message}`);
}

/** The fault of a request that can never work. */
export function invalidInput(message: string): AwsFault {
  return new AwsFault('InvalidInputException', message);
}
