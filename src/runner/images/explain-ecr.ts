import type { FailureClass } from '../../domain/environment/outcome';
import { runFailure } from '../../domain/environment/run-failure';

const known: Record<string, [FailureClass, string]> = {
  AccessDeniedException: [
    'permission',
    "The runner's role may use the repositories that the stage was deployed with: deploy it again",
  ],
  RepositoryNotFoundException: [
    'configuration',
    'Make the repository, or take it out of imageRepositories and deploy the stage again',
  ],
  LimitExceededException: [
    'quota',
    'An image has at most 1,000 tags, one for each environment that runs it; build it anew',
  ],
};

/** What an error of ECR means for a run; any other error is as it is. */
export function explainEcr(error: Error): Error {
  const [cls, advice] = known[error.name] ?? [];
  if (cls === undefined) return error;
  return runFailure(cls, `The image registry refused: ${error.message}. ${advice} (docs/deploy.md).`);
}
