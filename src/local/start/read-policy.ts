import { readFile } from 'node:fs/promises';
import { parse as parseYaml } from 'yaml';
import type { ProcessEnvironment } from '../../config/read-config';
import { parseRecord } from '../../domain/base/parse';
import { noPolicy, Policy } from '../../domain/policy/policy';

/** `LEASEHOLD_POLICY=policy.yaml`: the policy of this plane; none unless it is given. Throws where the file is none. */
export async function readPolicy({ LEASEHOLD_POLICY: file = '' }: ProcessEnvironment): Promise<Policy> {
  if (file === '') return noPolicy;
  return parseRecord(Policy, parseYaml(await readFile(file, 'utf8')), file);
}
