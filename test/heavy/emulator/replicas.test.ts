import { type EmulatedAccount, startEmulatedAccount } from '../../support/emulated/emulated-account';
import { liveAndEnd } from '../../support/emulated/live-and-end';

const minutes = 60_000;
let account: EmulatedAccount;

beforeAll(async () => {
  account = await startEmulatedAccount();
});
afterAll(() => account.close());

const databases = (days: number) => `
  resource "aws_db_instance" "one" {
    for_each                    = toset(["source", "other"])
    identifier                  = each.key
    engine                      = "postgres"
    engine_version              = "16.4"
    instance_class              = "db.t4g.micro"
    allocated_storage           = 20
    username                    = "owner"
    manage_master_user_password = true
    backup_retention_period     = ${days}
    skip_final_snapshot         = true
  }
  resource "aws_db_instance" "copy" {
    identifier          = "copy"
    replicate_source_db = aws_db_instance.one["source"].identifier
    instance_class      = "db.t4g.micro"
    skip_final_snapshot = true
  }
`;

it(
  'databases side by side and the replica of one are told apart, changed and destroyed',
  async () => {
    const lived = await liveAndEnd(account, { main: databases(1), changed: databases(2) });

    expect(lived).toMatchObject({ afterApply: [], afterChange: [], left: [] });
    expect(lived.changes).toHaveLength(2);
    expect(await account.kept()).toEqual({});
  },
  10 * minutes,
);
