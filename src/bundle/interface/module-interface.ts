import * as z from 'zod';
import { isTrueIn, type Block } from '../hcl/blocks';
import { isNative, type Files } from '../files';
import { piecesOf } from '../hcl/pieces';
import { constantOf } from './constant';
import { convertTo } from './convert';
import { misfits } from './misfits';
import type { Schema } from '../../domain/template/json-schema';
import { blocksIn, type Module, typeOfValue } from './value-type';
import { schemaOfType } from './type-schema';

/** What a root module says of an input: the schema of its type, and its default where it has one. */
export const ModuleVariable = z.object({
  name: z.string(),
  path: z.string(),
  schema: z.record(z.string(), z.unknown()),
  description: z.string().optional(),
  sensitive: z.boolean(),
  /** Whether Terraform has a value where none is given. */
  isOptional: z.boolean(),
  /** That value; absent where it is null, or where only Terraform can say it exactly. */
  preset: z.json().optional(),
});
export type ModuleVariable = z.infer<typeof ModuleVariable>;

/** What a root module says of an output. */
export const ModuleOutput = z.object({
  name: z.string(),
  path: z.string(),
  description: z.string().optional(),
  sensitive: z.boolean(),
  /** The line that it is declared on; absent in the JSON syntax. */
  line: z.number().optional(),
  /** What its value is, as far as its expression says it. */
  schema: z.record(z.string(), z.unknown()).optional(),
});
export type ModuleOutput = z.infer<typeof ModuleOutput>;

/** What a root module takes and returns. */
export const ModuleInterface = z.object({
  variables: z.array(ModuleVariable),
  outputs: z.array(ModuleOutput),
});
export type ModuleInterface = z.infer<typeof ModuleInterface>;

/**
 * Reads variables and outputs of a root module's files and their blocks, in the order that they are written in; a RunFailure
 * names file and variable of what it cannot understand.
 */
export async function readInterface(files: Files, module: Module): Promise<ModuleInterface> {
  const variables: ModuleVariable[] = [];
  const outputs: ModuleOutput[] = [];
  const [asked, returned] = [await placesIn(files, 'variable'), await placesIn(files, 'output')];
  for (const block of blocksIn(module, 'variable')) variables.push(await variableOf(block));
  for (const block of blocksIn(module, 'output')) {
    const [schema, line] = [await typeOfValue(block.body['value'], module), lineOf(block, returned)];
    outputs.push({ ...outputOf(block), ...(line !== undefined && { line }), ...(schema && { schema }) });
  }
  return { variables: inOrder(variables, asked), outputs: inOrder(outputs, returned) };
}

/** Where a block stands: its label, and its first line. */
interface WrittenAt {
  name: string;
  path: string;
  line: number;
}

function inOrder<One extends { name: string }>(all: readonly One[], written: readonly WrittenAt[]): One[] {
  const names = written.map(({ name }) => name);
  return [...all].sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
}

function lineOf({ labels: [name], path }: Block, written: readonly WrittenAt[]): number | undefined {
  return written.find((one) => one.name === name && one.path === path)?.line;
}

/** The blocks of a type as they stand in the native files; the parser sorts them within a file. */
async function placesIn(files: Files, type: string): Promise<WrittenAt[]> {
  const places: WrittenAt[] = [];
  for (const [path, bytes] of files) {
    const text = new TextDecoder().decode(bytes);
    if (!isNative(path) || !text.includes(type)) continue;
    for (const { body, line } of await piecesOf(text, 1))
      places.push(...Object.keys(body[type] ?? {}).map((name) => ({ name, path, line })));
  }
  return places;
}

async function variableOf(block: Block): Promise<ModuleVariable> {
  const { path, body, address } = block;
  const type = await schemaOfType(typeOf(block), `${path}: type of ${address}`);
  const preset = presetOf(type, body['default']);
  return {
    ...describedBy(block),
    schema: nullableUnless(body['nullable'], type),
    sensitive: ['sensitive', 'ephemeral'].some((mark) => isTrueIn(block, mark)),
    isOptional: Object.hasOwn(body, 'default'),
    ...(preset !== undefined && { preset }),
  };
}

/** The default as a value of the type; none where it is null, and where Terraform alone knows what it makes of it. */
function presetOf(type: Schema, written: unknown): ModuleVariable['preset'] {
  const constant = constantOf(written) ?? undefined;
  if (constant === undefined) return undefined;
  const preset = convertTo(type, constant);
  return misfits(type, preset).length > 0 ? undefined : preset;
}

function outputOf(block: Block): ModuleOutput {
  const sensitive = ['sensitive', 'ephemeral'].some((mark) => isTrueIn(block, mark));
  return { ...describedBy(block), sensitive };
}

function describedBy({ labels, path, body }: Block): Pick<ModuleOutput, 'name' | 'path' | 'description'> {
  const description = constantOf(body['description']);
  return {
    name: labels[0] ?? '',
    path,
    ...(typeof description === 'string' && { description }),
  };
}

/** A variable without a type takes anything. */
function typeOf({ body: { type } }: Block): string {
  return typeof type === 'string' ? type.replace(/^\$\{([^]*)\}$/, '$1') : 'any';
}

/** A variable takes null unless it says otherwise; `any` takes it by itself. */
function nullableUnless(nullable: unknown, schema: Record<string, unknown>): Record<string, unknown> {
  if ([false, 'false'].includes(nullable as false) || schema['type'] === undefined) return schema;
  return { ...schema, type: [schema['type'], 'null'] };
}
