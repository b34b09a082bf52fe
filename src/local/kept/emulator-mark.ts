import {
  CreateRoleCommand,
  EntityAlreadyExistsException,
  IAMClient,
  ListRoleTagsCommand,
  TagRoleCommand,
} from '@aws-sdk/client-iam';
import { openUpstream } from '../../emulators/front/upstream';
import { credentials, nameHere, region } from '../hub';
import type { EmulatorName } from './kept-record';

const tag = 'leasehold:plane';
const nobody = JSON.stringify({ Version: '2012-10-17', Statement: [] });

/** An emulator that others started, as which of its two a plane uses it, and the plane. */
export interface Marked {
  url: string;
  name: EmulatorName;
  plane: string;
}

/** Whether an emulator has the mark of a plane in its memory, and so all that the plane put into it: of its process nothing is known. */
export function hasMark({ url, name, plane }: Marked): Promise<boolean> {
  return withIam(url, async (iam) => {
    const asked = new ListRoleTagsCommand({ RoleName: roleOf(name) });
    const { Tags = [] } = await iam.send(asked).catch(() => ({ Tags: [] }));
    return Tags.some(({ Key, Value }) => Key === tag && Value === plane);
  });
}

/** Marks an emulator, in its own memory, as that of a plane. */
export function writeMark({ url, name, plane }: Marked): Promise<void> {
  return withIam(url, async (iam) => {
    const RoleName = roleOf(name);
    const role = new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: nobody });
    await iam.send(role).catch((error: unknown) => {
      if (!(error instanceof EntityAlreadyExistsException)) throw error;
    });
    await iam.send(new TagRoleCommand({ RoleName, Tags: [{ Key: tag, Value: plane }] }));
  });
}

const roleOf = (name: EmulatorName) => nameHere(`plane-${name}`);

async function withIam<Result>(url: string, use: (iam: IAMClient) => Promise<Result>): Promise<Result> {
  const upstream = openUpstream(url);
  const iam = new IAMClient({ ...upstream.client, region, credentials });
  try {
    return await use(iam);
  } finally {
    iam.destroy();
    upstream.close();
  }
}
