import { S3Artifacts } from '../../../src/aws/s3-artifacts';
import { S3State } from '../../../src/aws/s3-state';
import { buckets, credentials } from '../../../src/local/hub';
import { s3ClientFor } from '../../support/aws/hub-buckets';
import { openTestPlane, type TestPlane } from '../../support/plane/plane';
import { HeldCalls } from './held-calls';
import { createHubTap } from './hub-tap';
import { LateEnds } from './late-ends';

/** A plane whose target may hold an answer back, and whose CodeBuild may learn late that a build is over. */
export interface KillLab {
  on: TestPlane;
  held: HeldCalls;
  late: LateEnds;
  states: S3State;
  artifacts: S3Artifacts;
  close: () => Promise<void>;
}

/** Opens a plane with a tap between everybody and whom they call. */
export async function openKillLab(): Promise<KillLab> {
  const [held, late] = [new HeldCalls(), new LateEnds()];
  const tap = createHubTap((call, forward) =>
    (call.caller === 'provisioner' ? held : late).judge(call, forward),
  );
  const on = await openTestPlane({ through: tap.through });
  const s3 = s3ClientFor(on.plane.hubUrl, { credentials });
  return {
    on,
    held,
    late,
    states: new S3State(s3, buckets.state),
    artifacts: new S3Artifacts(s3, buckets.artifacts),
    close: async () => {
      s3.destroy();
      await on.plane.close();
      await tap.close();
    },
  };
}
