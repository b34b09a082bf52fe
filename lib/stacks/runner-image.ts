import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { RunnerImage } from '../constructs/runs/runner-image';
import { arnsOf, type NamedStage } from '../place';

/** The image of the builds, where a stage bakes one: deployed and run before the control plane, whose builds pull it. */
export class RunnerImageStack extends Stack {
  readonly image: RunnerImage;

  constructor(scope: Construct, id: string, { stage, accountNames, ...props }: StackProps & NamedStage) {
    super(scope, id, props);
    this.image = new RunnerImage(this, 'Image', { stage, arns: arnsOf(this, { stage, accountNames }) });
  }
}
