import { runFailure } from '../domain/environment/run-failure';
import { parentOf } from './files';
import { nestedIn, type Block } from './hcl/blocks';

const aws = 'hashicorp/aws';

/** Whether a block configures the AWS provider, by the name that the module of its folder has for it. */
export function isAwsProvider({ type, labels: [name = ''], path }: Block, blocks: readonly Block[]): boolean {
  if (type !== 'provider') return false;
  const source = namesOf(blocks.filter((one) => parentOf(one.path) === parentOf(path))).find(
    (one) => one.name === name,
  )?.source;
  return name === 'aws' || (source !== undefined && isAws(source));
}

/** A RunFailure where a root module has another name for the AWS provider: what the runner sets bears the name `aws`. */
export function refuseOtherNames(blocks: readonly Block[]): void {
  const other = namesOf(blocks).find(
    ({ name, source }) => name !== 'aws' && source !== undefined && isAws(source),
  );
  if (!other) return;
  throw runFailure(
    'configuration',
    `${other.path}: required_providers calls ${aws} '${other.name}'; a root module must call it 'aws'.`,
  );
}

interface NamedProvider {
  path: string;
  name: string;
  source: string | undefined;
}

function namesOf(blocks: readonly Block[]): NamedProvider[] {
  return blocks
    .filter(({ type }) => type === 'terraform')
    .flatMap((block) => nestedIn(block, 'required_providers'))
    .flatMap(({ path, body }) =>
      Object.entries(body).map(([name, wanted]) => ({ path, name, source: sourceOf(wanted) })),
    );
}

function sourceOf(wanted: unknown): string | undefined {
  const source = (wanted as { source?: unknown } | null)?.source;
  return typeof source === 'string' ? source.toLowerCase() : undefined;
}

/** A source may have its host before it, and lack the namespace. */
function isAws(source: string): boolean {
  return source === 'aws' || source === aws || source.endsWith(`/${aws}`);
}
