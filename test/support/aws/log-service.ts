import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { AwsFault, startAwsJson } from '../../../src/emulators/aws-json';

/** One PutLogEvents call as it arrived. */
export interface PutLogEvents {
  logGroupName: string;
  logStreamName: string;
  logEvents: { timestamp: number; message: string }[];
}

/** CloudWatch Logs as far as a shipper needs it, remembering every call; `failures` calls are refused first, and lines taken once `ready`. */
export async function startLogService(failures = 0, ready: Promise<unknown> = Promise.resolve()) {
  const puts: PutLogEvents[] = [];
  let left = failures;
  const create = () => {
    if (left-- > 0) throw new AwsFault('ServiceUnavailableException', 'away', 503);
    return Promise.resolve({});
  };
  const { url, close } = await startAwsJson({
    targetPrefix: 'Logs_20140328',
    contentType: 'application/x-amz-json-1.1',
    operations: {
      CreateLogGroup: () => Promise.reject(new AwsFault('ResourceAlreadyExistsException', 'there')),
      CreateLogStream: create,
      PutLogEvents: (input) => ready.then(() => void puts.push(input as PutLogEvents)),
    },
  });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new CloudWatchLogsClient({
    endpoint: url,
    region: 'eu-west-1',
    credentials,
    maxAttempts: 1,
  });
  const lines = (stream?: string) =>
    puts
      .filter((put) => stream === undefined || put.logStreamName === stream)
      .flatMap((put) => put.logEvents.map(({ message }) => message.replace(/\n$/, '')));
  return { client, puts, lines, close };
}
