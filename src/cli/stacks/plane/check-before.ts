import { CliError } from '../../../client/errors';
import { DomainError } from '../../../domain/base/errors';
import { checkDocument } from '../../../domain/stack/entry/check-document';
import { leaseText } from '../../../domain/stack/entry/stack-lease';
import type { ResolvedStack } from '../../../domain/stack/resolved-stack';

const mostBytes = 1024 * 1024;

/** Refuses what the control plane would, by its own rules, before anybody is asked. */
export function checkBefore(
  body: { document: ResolvedStack },
  { isNew, file }: { isNew: boolean; file: string },
): void {
  const { document } = body;
  try {
    checkDocument(document);
    if (isNew) leaseText(document);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new CliError('invalid', `The stack '${document.stack}' in ${file} cannot be applied:`, {
      code: 'InvalidStacks',
      issues: error.issues,
    });
  }
  refuseTooLarge(document.stack, body);
}

function refuseTooLarge(name: string, body: object): void {
  const bytes = Buffer.byteLength(JSON.stringify(body));
  if (bytes <= mostBytes) return;
  throw new CliError(
    'invalid',
    `The stack '${name}' is a document of ${mebibytes(bytes)} MiB; the control plane takes at most ${mebibytes(mostBytes)} MiB.`,
    { code: 'StackTooLarge', hints: ['Split it into several stacks, which may refer to each other.'] },
  );
}

function mebibytes(bytes: number): string {
  return (Math.ceil((bytes / mostBytes) * 100) / 100).toString();
}
