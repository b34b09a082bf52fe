import { AwsFault, type AwsJsonService, startAwsJson } from '../../../src/emulators/aws-json';

/** One call as it arrived at a scripted service. */
export interface ServiceCall {
  operation: string;
  input: Record<string, unknown>;
}

/** An AWS service of which a test says what each operation answers; a function may throw an AwsFault. */
export async function startScripted(
  service: Pick<AwsJsonService, 'targetPrefix' | 'contentType'>,
  answers: Record<string, (input: Record<string, unknown>) => unknown>,
) {
  const calls: ServiceCall[] = [];
  const operations = Object.fromEntries(
    Object.keys(answers).map((operation) => [
      operation,
      async (input: unknown) => {
        const asked = input as Record<string, unknown>;
        calls.push({ operation, input: asked });
        return answers[operation]?.(asked);
      },
    ]),
  );
  const { url, close } = await startAwsJson({ ...service, operations });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return {
    calls,
    answers,
    close,
    client: { endpoint: url, region: 'us-east-1', credentials, maxAttempts: 1 },
  };
}

/** Throws an error as an AWS service answers it. */
export function refuse(type: string): never {
  throw new AwsFault(type, `${type} as scripted`);
}
