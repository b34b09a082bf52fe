import type { FailureClass } from '../../domain/environment/outcome';
import { runFailure } from '../../domain/environment/run-failure';

const known: Record<string, [FailureClass, string]> = {
  AccessDeniedException: [
    'permission',
    "The runner's role may use only the repositories that the stage was deployed with: deploy it again",
  ],
  RepositoryNotFoundException: [
    'configuration',
    'Create the repository, or remove it from imageRepositories and deploy the stage again',
  ],
  LimitExceededException: [
    'quota',
    'An image has at most 1,000 tags, one for each environment that uses it; build the image again',
  ],
};

/** What an error of ECR means for a run; any other error is as it is. */
export function explainEcr(error: Error): Error {
  const [cls, advice] = known[error.name] ?? [];
  if (cls === undefined) return error;
  return runFailure(cls, `The image registry refused: ${error.message}. ${advice} (docs/deploy.md).`);
}
