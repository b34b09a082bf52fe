import { GetParameterCommand, ParameterNotFound, type SSMClient } from '@aws-sdk/client-ssm';
import { CheckFailed } from './check';

/** Where CDK's bootstrap stack says which version it is, under CDK's own qualifier. */
const parameter = '/cdk-bootstrap/hnb659fds/version';
/** What every template that CDK writes asks for. */
const oldest = 6;

/** That CDK may deploy into the region: its own stack is there, and new enough. */
export async function checkBootstrap(ssm: SSMClient, region: string): Promise<string> {
  const advice = [`Run: npx cdk bootstrap aws://<account>/${region}`];
  const version = await readVersion(ssm);
  if (version === undefined) throw new CheckFailed(`CDK is not bootstrapped in ${region}`, advice);
  if (version < oldest)
    throw new CheckFailed(
      `the bootstrap stack is version ${version}, and must be ${oldest} or later`,
      advice,
    );
  return `version ${version} in ${region}`;
}

async function readVersion(ssm: SSMClient): Promise<number | undefined> {
  try {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: parameter }));
    return Number(Parameter?.Value);
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined;
    throw error;
  }
}
