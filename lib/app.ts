import { App, type AppProps, type Environment, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { DeployConfig } from './config/schema';
import { nameIn } from '../src/plane/names';
import { type AccountFacts, usualAccount } from './facts';
import type { NamedStage } from './place';
import { ControlPlaneStack } from './stacks/control-plane';
import { RunnerImageStack } from './stacks/runner-image';
import { StatefulStack } from './stacks/stateful';

/** Ways of CDK that a new app should take; in code, so that tests synthesize as the command does. */
const flags = {
  '@aws-cdk/core:enablePartitionLiterals': true,
  '@aws-cdk/core:target-partitions': ['aws'],
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
  '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true,
};

/** CloudFormation's published schema knows no tags of these. */
const untagged = ['AWS::CloudWatch::Dashboard'];

/** An app whose synthesis fails on every unacknowledged finding of the AwsSolutions rules. */
export function createApp(props: Pick<AppProps, 'outdir'> = {}): App {
  const app = new App({ ...props, analyticsReporting: false, postCliContext: flags });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}

/** The stacks of one stage. */
export interface Stage {
  stateful: StatefulStack;
  controlPlane: ControlPlaneStack;
  /** Only where the stage bakes an image. */
  runnerImage?: RunnerImageStack;
}

/** Adds the stacks of a stage to the app. */
export function addStage(app: App, config: DeployConfig, account: AccountFacts = usualAccount): Stage {
  const { stage, accountNames } = config;
  const env = environmentOf(config);
  const { protection, capacity } = account;
  const stateful = new StatefulStack(app, nameIn(stage, 'stateful'), { stage, protection, env });
  const { people } = stateful;
  const baked = config.runnerImage === 'baked' ? addImage(app, { stage, accountNames, env }) : {};
  const image = baked.runnerImage?.image.uri;
  const props = { config, capacity, people, image, env };
  const controlPlane = new ControlPlaneStack(app, nameIn(stage, 'control-plane'), props);
  // Its parts are known by their names, which CloudFormation cannot see as a dependency.
  controlPlane.addStackDependency(stateful);
  if (baked.runnerImage) controlPlane.addStackDependency(baked.runnerImage);
  for (const [name, value] of Object.entries(config.tags))
    Tags.of(app).add(name, value, { excludeResourceTypes: untagged });
  return { stateful, controlPlane, ...baked };
}

function addImage(app: App, props: NamedStage & { env: Environment }): Pick<Stage, 'runnerImage'> {
  return { runnerImage: new RunnerImageStack(app, nameIn(props.stage, 'runner-image'), props) };
}

/** Without an account, the account of the credentials that deploy: a clean checkout synthesizes without credentials. */
function environmentOf({ account, region }: DeployConfig): Environment {
  return account === undefined ? { region } : { account, region };
}
