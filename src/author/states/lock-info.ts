import { randomUUID } from 'node:crypto';
import { CliError } from '../../client/errors';
import type { Holder, LockInfo, S3Place } from '../../client/states/old-state';

/** A lock as Terraform writes it: its path is bucket and key, which is its name in a table too. */
export function newLock({ bucket, key }: S3Place, { who, version, at }: Holder): LockInfo {
  return {
    ID: randomUUID(),
    Operation: 'OperationTypeAdopt',
    Info: 'idp adopt copies this state',
    Who: who,
    Version: version,
    Created: at,
    Path: `${bucket}/${key}`,
  };
}

/** Somebody else has the lock; what they wrote says who, since when and for what. */
export function heldByOther(path: string, text: string | undefined): CliError {
  const { ID, Who, Created, Operation } = readLock(text);
  const said = [Who && `by ${Who}`, Created && `since ${Created}`, Operation && `for ${Operation}`];
  const how = said.filter(Boolean).join(', ');
  return new CliError('conflict', `The state ${path} is locked${how ? ` ${how}` : ''}.`, {
    hints: [
      'Nothing was adopted. Wait until that has ended, and run the command again.',
      ...(ID ? [`If that has died: 'terraform force-unlock ${ID}' in its root module.`] : []),
    ],
  });
}

function readLock(text: string | undefined): Partial<Record<keyof LockInfo, string>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    const entries = Object.entries(typeof value === 'object' && value !== null ? value : {});
    return Object.fromEntries(entries.filter(([, one]) => typeof one === 'string'));
  } catch {
    return {};
  }
}
