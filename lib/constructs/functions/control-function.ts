import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, Validations } from 'aws-cdk-lib';
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
import type { PlaneFunction } from '../../../src/plane/functions';
import { type Arns, nameIn } from '../../../src/plane/names';
import type { Permission } from '../../../src/plane/permissions/permission';
import { createRole } from '../../permissions/create-role';
import { putAside } from '../../../src/plane/permissions/functions';
import { trace, writeLogs } from '../../../src/plane/permissions/shared';
import { createLogGroup } from '../hub/log-group';

/** A function of the plane, as whom it runs and what it is given. */
export interface ControlFunctionProps {
  stage: string;
  arns: Arns;
  fn: PlaneFunction;
  environment: Record<string, string>;
  permissions: Permission[];
  reserves: boolean;
  queues: Record<NonNullable<PlaneFunction['deadLetters']>['queue'], IQueue>;
}

/** A Lambda function on Node 22 and arm64 with a role and a log group of its own. */
export class ControlFunction extends Construct {
  readonly function: IFunction;

  constructor(scope: Construct, id: string, props: ControlFunctionProps) {
    super(scope, id);
    const { stage, environment, reserves, queues } = props;
    const { name, timeoutSeconds, memoryMb, concurrency, deadLetters } = props.fn;
    const fn = new LambdaFunction(this, 'Function', {
      functionName: nameIn(stage, name),
      runtime: Runtime.NODEJS_22_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(bundleFolder(name), { exclude: ['*.map'] }),
      environment,
      role: this.createRole(props),
      logGroup: createLogGroup(this, 'Logs', logGroupOf(props)),
      tracing: Tracing.ACTIVE,
      timeout: Duration.seconds(timeoutSeconds),
      memorySize: memoryMb,
      ...(concurrency === undefined || !reserves ? {} : { reservedConcurrentExecutions: concurrency }),
      ...(deadLetters === undefined
        ? {}
        : { deadLetterQueue: queues[deadLetters.queue], retryAttempts: deadLetters.retries }),
    });
    Validations.of(fn).acknowledge({
      id: 'AwsSolutions-L1',
      reason:
        'Node 22 has long-term support until April 2027; a newer version follows once the tests run on it.',
    });
    this.function = fn;
  }

  private createRole(props: ControlFunctionProps) {
    const { arns, permissions, fn } = props;
    return createRole(this, 'Role', {
      roleName: arns.accountName(`${fn.name}-function`),
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      permissions: [
        writeLogs(arns, logGroupOf(props)),
        trace,
        ...permissions,
        ...(fn.deadLetters === undefined ? [] : [putAside(arns.queue(fn.deadLetters.queue))]),
      ],
    });
  }
}

function logGroupOf({ stage, fn }: Pick<ControlFunctionProps, 'stage' | 'fn'>): string {
  return `/leasehold/${stage}/functions/${fn.name}`;
}

/** The app is run from the checkout's root, as cdk.json says. */
function bundleFolder(bundle: string): string {
  const folder = join('dist/lambdas', bundle);
  if (existsSync(join(folder, 'index.mjs'))) return folder;
  throw new Error(`${folder} is not built; run npm run build`);
}
