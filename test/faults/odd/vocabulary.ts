import * as z from 'zod';
import {
  EnvironmentMetadata,
  OutputsDocument,
  PlanDocument,
  PlannedCreates,
  Timeline,
} from '../../../src/domain/environment/artifacts';
import { Environment } from '../../../src/domain/environment/environment';
import { RunOutcome } from '../../../src/domain/environment/outcome';
import { Progress } from '../../../src/domain/environment/progress';
import { Receipt } from '../../../src/domain/environment/receipt';
import { RunRecord } from '../../../src/domain/environment/run-record';
import { StateLock } from '../../../src/domain/environment/state-lock';
import { EstimateDocument } from '../../../src/domain/cost/estimate-document';

const schemas = [
  RunOutcome,
  PlanDocument,
  OutputsDocument,
  EnvironmentMetadata,
  Timeline,
  PlannedCreates,
  EstimateDocument,
  Receipt,
  Progress,
  RunRecord,
  StateLock,
  Environment,
];

/** What digits our documents are written with: years, ids, digests, counts. */
const digits = [
  '2026',
  '2026-01-01',
  '01K0',
  '0000',
  'dddd',
  'd'.repeat(64),
  '1.11.4',
  '12345678',
  '00.000Z',
];

/** Every enum value and key name of the documents that a run leaves, and their strings of digits: each as bad a secret as can be. */
export const vocabulary: readonly string[] = [
  ...new Set([...schemas.flatMap((schema) => wordsIn(toJson(schema))), ...digits]),
].sort();

function toJson(schema: z.ZodType): unknown {
  return z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' });
}

function wordsIn(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(wordsIn);
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties, enum: values, const: value } = schema as Record<string, unknown>;
  const named = properties === undefined ? [] : Object.keys(properties as object);
  const written = [value, ...((values as unknown[] | undefined) ?? [])].filter(
    (one) => typeof one === 'string',
  );
  return [...named, ...written, ...Object.values(schema).flatMap(wordsIn)];
}
