import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Duration, Validations } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  type IFunction,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type * as z from 'zod';
import { type Arns, nameIn } from '../../names';
import { createRole, type Permission } from '../../permissions/permission';
import { putAside } from '../../permissions/functions';
import { trace, writeLogs } from '../../permissions/shared';
import { createLogGroup } from '../hub/log-group';

/** A function of a bundle; its environment is typed by the schema that the function itself reads. */
export interface ControlFunctionProps<Schema extends z.ZodType> {
  stage: string;
  arns: Arns;
  /** The name of the bundle in scripts/build/bundles.ts. */
  bundle: string;
  schema: Schema;
  environment: z.input<Schema> & Record<string, string>;
  permissions: Permission[];
  timeout: Duration;
  memory: number;
  concurrency?: number;
  /** For what is invoked without anyone waiting: where an event goes that failed for the last time. */
  deadLetters?: { queue: IQueue; name: string; retries: 0 | 2 };
}

/** A Lambda function on Node 22 and arm64 with a role and a log group of its own. */
export class ControlFunction<Schema extends z.ZodType> extends Construct {
  readonly function: IFunction;

  constructor(scope: Construct, id: string, props: ControlFunctionProps<Schema>) {
    super(scope, id);
    const { stage, bundle, timeout, memory, concurrency, deadLetters } = props;
    const fn = new LambdaFunction(this, 'Function', {
      functionName: nameIn(stage, bundle),
      runtime: Runtime.NODEJS_22_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(bundleFolder(bundle), { exclude: ['*.map'] }),
      environment: props.environment,
      role: this.createRole(props),
      logGroup: createLogGroup(this, 'Logs', logGroupOf(props)),
      tracing: Tracing.ACTIVE,
      timeout,
      memorySize: memory,
      ...(concurrency === undefined ? {} : { reservedConcurrentExecutions: concurrency }),
      ...(deadLetters === undefined
        ? {}
        : { deadLetterQueue: deadLetters.queue, retryAttempts: deadLetters.retries }),
    });
    Validations.of(fn).acknowledge({
      id: 'AwsSolutions-L1',
      reason: 'Node 22 has long-term support until April 2027; a newer one follows when the tests run on it.',
    });
    this.function = fn;
  }

  private createRole(props: ControlFunctionProps<Schema>) {
    const { stage, bundle, arns, permissions, deadLetters } = props;
    return createRole(this, 'Role', {
      roleName: nameIn(stage, `${bundle}-function`),
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      permissions: [
        writeLogs(arns, logGroupOf(props)),
        trace,
        ...permissions,
        ...(deadLetters === undefined ? [] : [putAside(arns.queue(deadLetters.name))]),
      ],
    });
  }
}

function logGroupOf({ stage, bundle }: { stage: string; bundle: string }): string {
  return `/leasehold/${stage}/functions/${bundle}`;
}

/** The app is run from the checkout's root, as cdk.json says. */
function bundleFolder(bundle: string): string {
  const folder = join('dist/lambdas', bundle);
  if (existsSync(join(folder, 'index.mjs'))) return folder;
  throw new Error(`${folder} is not built; run npm run build`);
}
