import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type * as z from 'zod';
import { ControlConfig, IssuersConfig } from '../../../src/config/hub';
import type { ImageRepository } from '../../../src/domain/image/image-repository';
import type { Arns } from '../../names';
import {
  apiPermissions,
  authorizerPermissions,
  settlePermissions,
  sweepPermissions,
} from '../../permissions/functions';
import { settleImagePermissions } from '../../permissions/images';
import { ControlFunction } from './control-function';

/** What the functions are given besides their code. */
export interface ControlFunctionsProps {
  stage: string;
  arns: Arns;
  environment: z.input<typeof ControlConfig>;
  issuers: z.input<typeof IssuersConfig>;
  imageRepositories: readonly ImageRepository[];
  deadLetters: { sweep: IQueue; settle: IQueue };
}

/** Every function of the control plane; each has its bundle, its role and its time. */
export class ControlFunctions extends Construct {
  readonly api: IFunction;
  readonly authorizer: IFunction;
  readonly sweep: IFunction;
  readonly settleTask: IFunction;
  readonly settleRule: IFunction;
  /** Only where images are built. */
  readonly settleImageRule: IFunction | undefined;

  constructor(scope: Construct, id: string, { issuers, deadLetters, ...props }: ControlFunctionsProps) {
    super(scope, id);
    const { arns } = props;
    const control = { ...props, schema: ControlConfig };
    this.authorizer = new ControlFunction(this, 'Authorizer', {
      ...props,
      bundle: 'authorizer',
      schema: IssuersConfig,
      environment: issuers,
      permissions: authorizerPermissions(),
      timeout: Duration.seconds(10),
      memory: 512,
    }).function;
    this.api = new ControlFunction(this, 'Api', {
      ...control,
      bundle: 'api',
      permissions: apiPermissions(arns, props.imageRepositories),
      timeout: Duration.seconds(29),
      memory: 1_024,
    }).function;
    this.sweep = this.createSweep(control, deadLetters.sweep);
    this.settleTask = new ControlFunction(this, 'SettleTask', {
      ...control,
      ...settling,
      permissions: settlePermissions(arns),
      bundle: 'workflow-settle-run',
    }).function;
    const rule = { ...control, ...settling, deadLetters: putAsideAt(deadLetters.settle) };
    this.settleRule = new ControlFunction(this, 'SettleRule', {
      ...rule,
      permissions: settlePermissions(arns),
      bundle: 'events-settle-run',
    }).function;
    this.settleImageRule = this.createSettleImageRule(rule);
  }

  private createSettleImageRule({ imageRepositories, ...rule }: Control & Rule): IFunction | undefined {
    if (imageRepositories.length === 0) return undefined;
    return new ControlFunction(this, 'SettleImageRule', {
      ...rule,
      permissions: settleImagePermissions(rule.arns, imageRepositories),
      bundle: 'events-settle-image-build',
    }).function;
  }

  /** A failed sweep is not repeated: the next one is a minute away. Two at once are enough when one is slow. */
  private createSweep(control: Control, queue: IQueue): IFunction {
    return new ControlFunction(this, 'Sweep', {
      ...control,
      bundle: 'sweep',
      permissions: sweepPermissions(control.arns, control.imageRepositories),
      timeout: Duration.seconds(60),
      memory: 512,
      concurrency: 2,
      deadLetters: { queue, name: 'sweep-dead-letters', retries: 0 },
    }).function;
  }
}

type Control = Pick<ControlFunctionsProps, 'stage' | 'arns' | 'environment' | 'imageRepositories'> & {
  schema: typeof ControlConfig;
};

const settling = { timeout: Duration.seconds(60), memory: 512 };

type Rule = typeof settling & { deadLetters: ReturnType<typeof putAsideAt> };

function putAsideAt(queue: IQueue) {
  return { queue, name: 'settle-dead-letters', retries: 2 } as const;
}
