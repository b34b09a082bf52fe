import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTree } from '../../../src/bundle/read-tree';
import { writeProgram, writeText } from '../plane/machine';
import { packWhole } from './pack-whole';
import type { TestBundle } from './template-bundle';

const engine = { name: 'terraform' as const, version: '1.11.4' };
const manifest = `
title: A template
description: What it is for.
version: 1.0.0
lease: { default: 7d, max: 30d }
`;

/** The bundle of the one template of a folder, read and packed as publication does. */
export async function packedTree(folder: string): Promise<TestBundle> {
  const [packed] = await packWhole({ ...(await readTree(folder)), engine });
  return { digest: packed?.bundle ?? '', zip: packed?.zip ?? new Uint8Array() };
}

/** The same of a template `tiny` made of these texts; those of `programs` may be run. */
export async function packedTiny(
  texts: Record<string, string>,
  programs: Record<string, string> = {},
): Promise<TestBundle> {
  const folder = await mkdtemp(join(tmpdir(), 'leasehold-tree-'));
  try {
    writeText(join(folder, 'templates/tiny/template.yaml'), manifest);
    for (const [path, text] of Object.entries(texts)) writeText(join(folder, path), text);
    for (const [path, body] of Object.entries(programs)) writeProgram(join(folder, path), body);
    return await packedTree(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
