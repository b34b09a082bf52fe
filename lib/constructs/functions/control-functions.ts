import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { ControlConfig, IssuersConfig } from '../../../src/config/hub';
import type { ImageRepository } from '../../../src/domain/image/image-repository';
import { functions, type PlaneFunction } from '../../../src/plane/functions';
import type { Arns } from '../../../src/plane/names';
import { permissionsByFunction } from '../../../src/plane/permissions/by-function';
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
  queues: ControlFunctionProps['queues'];
}

/** Every function of the control plane; each has its bundle, its role and its time. */
export class ControlFunctions extends Construct {
  readonly api: IFunction;
  readonly authorizer: IFunction;
  readonly sweep: IFunction;
  readonly settleTask: IFunction;
  readonly settleRule: IFunction;
  readonly moveStack: IFunction;
  /** Only where images are built. */
  readonly settleImageRule: IFunction | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ControlFunctionsProps,
  ) {
    super(scope, id);
    const { arns, issuers, environment, imageRepositories: images } = props;
    const permissions = permissionsByFunction(arns, images);
    this.authorizer = this.add('Authorizer', {
      fn: functions.authorizer,
      environment: issuers,
      permissions: permissions.authorizer,
    });
    const add = (name: string, fn: PlaneFunction, granted: Permission[]) =>
      this.add(name, { fn, environment, permissions: granted });
    this.api = add('Api', functions.api, permissions.api);
    this.sweep = add('Sweep', functions.sweep, permissions.sweep);
    this.settleTask = add('SettleTask', functions.settleTask, permissions.settleTask);
    this.settleRule = add('SettleRule', functions.settleRule, permissions.settleRule);
    this.moveStack = add('MoveStack', functions.moveStack, permissions.moveStack);
    if (images.length === 0) return;
    this.settleImageRule = add('SettleImageRule', functions.settleImageRule, permissions.settleImageRule);
  }

  private add(
    id: string,
    props: Pick<ControlFunctionProps, 'fn' | 'environment' | 'permissions'>,
  ): IFunction {
    const { stage, arns, reserves, queues } = this.props;
    return new ControlFunction(this, id, { stage, arns, reserves, queues, ...props }).function;
  }
}
