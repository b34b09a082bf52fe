import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { ControlConfig, IssuersConfig } from '../../../src/config/hub';
import type { ImageRepository } from '../../../src/domain/image/image-repository';
import { functions, type PlaneFunction } from '../../../src/plane/functions';
import type { Arns } from '../../../src/plane/names';
import {
  apiPermissions,
  authorizerPermissions,
  settlePermissions,
  sweepPermissions,
} from '../../../src/plane/permissions/functions';
import { settleImagePermissions } from '../../../src/plane/permissions/images';
import type { Permission } from '../../../src/plane/permissions/permission';
import type { Given } from '../../../src/plane/variables';
import { ControlFunction, type ControlFunctionProps } from './control-function';

/** What the functions are given besides their code. */
export interface ControlFunctionsProps {
  stage: string;
  arns: Arns;
  environment: Given<typeof ControlConfig>;
  issuers: Given<typeof IssuersConfig>;
  imageRepositories: readonly ImageRepository[];
  /** Whether functions that ask for a share of the account's concurrency get it. */
  reserves: boolean;
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

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ControlFunctionsProps,
  ) {
    super(scope, id);
    const { arns, issuers, environment, imageRepositories: images } = props;
    this.authorizer = this.add('Authorizer', {
      fn: functions.authorizer,
      environment: issuers,
      permissions: authorizerPermissions(arns),
    });
    const add = (name: string, fn: PlaneFunction, permissions: Permission[]) =>
      this.add(name, { fn, environment, permissions });
    this.api = add('Api', functions.api, apiPermissions(arns, images));
    this.sweep = add('Sweep', functions.sweep, sweepPermissions(arns, images));
    this.settleTask = add('SettleTask', functions.settleTask, settlePermissions(arns));
    this.settleRule = add('SettleRule', functions.settleRule, settlePermissions(arns));
    if (images.length === 0) return;
    const settleImages = settleImagePermissions(arns, images);
    this.settleImageRule = add('SettleImageRule', functions.settleImageRule, settleImages);
  }

  private add(
    id: string,
    props: Pick<ControlFunctionProps, 'fn' | 'environment' | 'permissions'>,
  ): IFunction {
    const { stage, arns, reserves, deadLetters } = this.props;
    const queues = {
      'sweep-dead-letters': deadLetters.sweep,
      'settle-dead-letters': deadLetters.settle,
    };
    return new ControlFunction(this, id, { stage, arns, reserves, queues, ...props }).function;
  }
}
