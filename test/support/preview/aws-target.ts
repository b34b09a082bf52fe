import type { PreviewContext } from '../../../src/runner/preview/preview-component';
import { enter } from '../aws/as-run';
import { startEmulator } from '../aws/aws-workspace';
import { providerConfig } from '../terraform/provider';

/** An account of its own in an emulator, as a preview is given it. */
export async function openAwsTarget(): Promise<{
  given: Partial<PreviewContext>;
  close: () => Promise<void>;
}> {
  const [emulator, cliConfig] = [await startEmulator(), await providerConfig()];
  const target = {
    name: 'local',
    region: 'us-east-1',
    regions: [],
    endpoint: emulator.url,
    roleArn: 'arn:aws:iam::123456789012:role/leasehold-provisioner',
    externalId: 'preview',
  };
  const accessTo: PreviewContext['accessTo'] = (to) => ({ target: to, sessionName: 'preview', enter });
  return { given: { target, accessTo, cliConfig }, close: () => emulator.close() };
}
