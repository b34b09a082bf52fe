import { previewNameParts } from './preview-name';

const longest = 32;
const hashLength = 8;

/** A hash of a text in hex, at least eight digits long; the domain makes none itself. */
export type Hash = (text: string) => string;

/** A pull request by its own id, which names issuer, repository id and number, and by what people call it. */
export interface PullRequest {
  id: string;
  /** `owner/name`, or a name alone. */
  repository: string;
  number: number;
}

/**
 * Whether a name is one of the pull request whose preview is called `preview`: of its number, and of the hash of its id. The
 * words between them are what a file of the repository calls another of its previews.
 */
export function isPreviewBeside(preview: string, name: string): boolean {
  const parts = previewNameParts(preview);
  return parts !== undefined && name.startsWith(`${parts.pull}-`) && name.endsWith(`-${parts.hash}`);
}

/**
 * The name that the preview of a pull request gets: `pr-<number>-<repository>-<hash of the id>`, as much of the repository as a
 * name has room for. The id is in it, so that no two pull requests share a name.
 */
export function previewName({ id, repository, number }: PullRequest, hash: Hash): string {
  const name = repository.split('/').at(-1) ?? '';
  const words = name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const whole = `pr-${number}-${words}`.replace(/-+/g, '-').slice(0, longest - hashLength - 1);
  return `${whole.replace(/-$/, '')}-${hash(id).slice(0, hashLength)}`;
}
