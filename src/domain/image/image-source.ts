import * as z from 'zod';

const longest = 255;
// eslint-disable-next-line no-control-regex -- control characters are what this looks for
const noControl = /^[^\u0000-\u001f\u007f]*$/;

/** CodeBuild's own form, and the names that git completes to GitHub's refs of pull requests. */
const pullRequest = /^(?:refs\/)?(?:remotes\/[^/]+\/)?(?:pr|pull)\//i;
/** What git would look up outside of branches and tags: other namespaces of refs, and the heads that a fetch leaves. */
const elsewhere = /^(?:refs\/(?!heads\/|tags\/)|remotes\/|[A-Z]+_HEAD$)/;
/** How docker knows an address that has no scheme (a colon is refused before): what it would fetch instead of the folder. */
const address = /^(?:github\.com(?:\/|$)|git@)/i;

/**
 * A branch, tag or commit. It goes to CodeBuild and git as data, so only what git itself takes for a name is let
 * through; and no pull request, whose code nobody has reviewed and whose build would hold the right to push.
 */
export const SourceRef = z
  .string()
  .min(1, 'must be a branch, tag or commit')
  .max(longest)
  .regex(noControl, 'must not contain control characters')
  .regex(/^(?!-)(?!.*(?:\.\.|@\{|\/\/))[^ ~^:?*[\\]*$/, 'must be a branch, tag or commit')
  .refine((ref) => !pullRequest.test(ref), 'must not be a pull request; push a branch')
  .refine((ref) => !elsewhere.test(ref), 'must be a branch, tag or commit')
  // For the API's description, which sees no code: what the two rules above refuse.
  .meta({
    description: 'A branch, tag or commit.',
    pattern:
      '^(?!(?:[rR][eE][fF][sS]/)?(?:[rR][eE][mM][oO][tT][eE][sS]/[^/]+/)?(?:[pP][rR]|[pP][uU][lL][lL])/)(?!refs/(?!heads/|tags/)|remotes/|[A-Z]+_HEAD$)',
  });

/** The folder that is built, below the repository's root; ways of writing the same folder become one. */
export const SourceFolder = z
  .string()
  .min(1, 'must be a folder in the repository')
  .max(longest)
  .regex(noControl, 'must not contain control characters')
  .regex(/^(?![/-])/, 'must be a folder below the root, and not begin with a hyphen')
  .transform(normalized)
  .refine((folder) => !folder.startsWith('-') && !folder.split('/').includes('..'), {
    message: 'must be a folder below the root, without ..',
  })
  .refine((folder) => !folder.includes(':') && !address.test(folder), 'must be a folder, not an address')
  // For the API's description, which sees no code: what the two rules above refuse.
  .meta({
    description: 'The folder with the Dockerfile, below the root; default: the root.',
    pattern:
      '^(?!(?:\\.?/)*-)(?!(?:.*/)?\\.\\.(?:/|$))(?!(?:\\.?/)*(?:[gG][iI][tT][hH][uU][bB]\\.[cC][oO][mM](?:/|$)|[gG][iI][tT]@))[^:]*$',
  });

function normalized(folder: string): string {
  const parts = folder.split('/').filter((part) => part !== '' && part !== '.');
  return parts.join('/') || '.';
}
