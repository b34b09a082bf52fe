import type { GitHubAccess } from '../../github/ask-github';

/** The repository and the commit that a report is about, the page of the job, and the job's token. */
export interface Publisher extends GitHubAccess {
  apiUrl: string;
  repository: string;
  commit: string;
  run: string;
}

/** Where GitHub has a part of the repository. */
export function urlOf(
  { apiUrl, repository }: Pick<Publisher, 'apiUrl' | 'repository'>,
  path: string,
): string {
  return `${apiUrl}/repos/${repository}/${path}`;
}

/** What begins a comment or an issue and is not shown, so that it is found again. */
export function hiddenMarker(kind: 'stacks' | 'drift', about: string): string {
  return `<!-- leasehold:${kind} ${encodeURIComponent(about).replaceAll('-', '%2D')} -->`;
}
