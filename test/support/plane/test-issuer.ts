import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closedDoors } from '../../../src/emulators/front/doors';
import type { Person } from '../../../src/emulators/issuer/local-issuer';
import { OneTimeCode } from '../../../src/emulators/issuer/one-time-code';
import { type RunningIssuer, startIssuer } from '../../../src/emulators/issuer/start-issuer';

/** An issuer, and the code that signs in next. */
export interface TestIssuer extends RunningIssuer {
  readCode: () => Promise<string>;
}

/** Starts the issuer of a plane by itself. */
export async function startTestIssuer(...people: Person[]): Promise<TestIssuer> {
  const folder = await mkdtemp(join(tmpdir(), 'leasehold-issuer-'));
  const code = await OneTimeCode.open(join(folder, 'code'), closedDoors.isCode);
  const issuer = await startIssuer({ people, code });
  const close = async () => {
    await issuer.close();
    await rm(folder, { recursive: true });
  };
  return { ...issuer, close, readCode: () => readCode(code.file) };
}

/** The code that a file holds now. */
export async function readCode(file: string): Promise<string> {
  return (await readFile(file, 'utf8')).trim();
}
