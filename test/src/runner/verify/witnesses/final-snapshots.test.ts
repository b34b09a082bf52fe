import { parseArn } from '../../../../../src/domain/resources/arn';
import {
  finalSnapshotsOf,
  isFinalSnapshot,
} from '../../../../../src/runner/verify/witnesses/final-snapshots';
import type { HeldResource } from '../../../../../src/runner/verify/witnesses/held-resources';

const database = (attributes: Record<string, unknown>) =>
  ({ type: 'aws_db_instance', attributes }) as unknown as HeldResource;
const snapshot = (name: string) => parseArn(`arn:aws:rds:eu-west-1:123456789012:snapshot:${name}`)!;

describe('final snapshots', () => {
  it('are kept when the template asks for them', () => {
    const names = finalSnapshotsOf([
      database({ skip_final_snapshot: false, final_snapshot_identifier: 'last' }),
    ]);

    expect(isFinalSnapshot(snapshot('last'), names)).toBe(true);
    expect(isFinalSnapshot(snapshot('other'), names)).toBe(false);
  });

  it('are not expected when they are skipped or have no name', () => {
    const names = finalSnapshotsOf([
      database({ skip_final_snapshot: true, final_snapshot_identifier: 'last' }),
      database({ skip_final_snapshot: false, final_snapshot_identifier: null }),
    ]);

    expect(names.size).toBe(0);
  });
});
