/** A function as it is deployed: `file` is its bundle, `env` its whole environment. */
export interface LambdaSettings {
  name: string;
  file: string;
  /** Name of the exported handler. */
  handler: string;
  env: Readonly<Record<string, string>>;
  region: string;
  accountId: string;
  timeoutMs: number;
  memoryMb: number;
  /** Instances at most; further invocations wait, where Lambda would refuse them, because one machine is small. */
  concurrency: number;
  /** Gets what the function writes to stdout and stderr. */
  onOutput: (text: string) => void;
}
