import { targetClient } from '../../../../../src/runner/verify/probe/target-client';
import { noEntry } from '../../../../support/aws/as-run';

const target = { name: 't', region: 'eu-west-1', regions: [] };

describe('targetClient', () => {
  it('names the region’s own endpoint, so that no client looks for one in the environment and finds the hub’s', () => {
    const { endpoint, credentials } = targetClient(
      { target, sessionName: 's', enter: noEntry },
      'tagging',
      'us-east-1',
    );

    expect(endpoint).toBe('https://tagging.us-east-1.amazonaws.com');
    expect(credentials).toBeUndefined();
  });

  it('goes to the emulator as whoever the run is', () => {
    const emulated = { ...target, endpoint: 'http://127.0.0.1:5000' };

    const { endpoint, credentials } = targetClient(
      { target: emulated, sessionName: 's', enter: noEntry },
      'ec2',
      'cn-north-1',
    );

    expect(endpoint).toBe('http://127.0.0.1:5000');
    expect(credentials).toBeUndefined();
  });

  it('assumes the target’s role where there is one', () => {
    const assumed = { ...target, roleArn: 'arn:aws:iam::123456789012:role/target', externalId: 'x' };

    expect(
      targetClient({ target: assumed, sessionName: 's', enter: noEntry }, 'ec2', 'eu-west-1').credentials,
    ).toBeInstanceOf(Function);
  });
});
