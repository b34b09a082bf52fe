import { counted } from '../../domain/base/counted';
import type { Receipt } from '../../domain/environment/receipt';
import { type LifeOf, listNamed, listTagged } from './ask-emulator';
import { promised } from './promises';
import type { Stage } from './stage';

type Terminal = Receipt['checked'][number];

/** How the ARN calls a type of which the receipt gives no ARN; only types that AWS lists after their end. */
const arnWords: Readonly<Record<string, string>> = {
  aws_nat_gateway: 'natgateway',
  aws_kms_key: 'key',
  aws_ecs_task_definition: 'task-definition',
};

/** Shows an ended life with its receipt, and holds the receipt to it that nothing is left. */
export async function showReceipt(stage: Stage, id: string): Promise<void> {
  await stage.idp('life', id);
  await readReceipt(stage, id);
}

/** The whole evidence of an ended life; throws PromiseBroken unless it says that nothing is left. */
async function readReceipt(stage: Stage, id: string): Promise<Receipt> {
  const { evidence } = await stage.get<{ evidence: Receipt | null }>(`/lives/${id}`);
  promised(evidence !== null, 'a receipt', evidence);
  const remaining = evidence.checked.filter(({ found }) => found === 'remaining');
  promised(remaining.length === 0, 'a receipt with nothing remaining', remaining);
  promised(evidence.unchecked.length === 0, 'a receipt with nothing unchecked', evidence.unchecked);
  return evidence;
}

/** Asks past Leasehold what is left of both lives, by tag and by name. */
export async function askWhatIsLeft(stage: Stage): Promise<void> {
  for (const name of ['blink', 'shop']) {
    const { id } = await stage.environment(name);
    const { checked } = await readReceipt(stage, id);
    const terminal = checked.filter(({ found }) => found === 'terminal');
    await searchByTag(stage, { name, id }, terminal);
    await searchByName(stage, { name, id });
  }
}

/** Asks the same questions while the life is there, so that an empty answer later means something. */
export async function showPresence(stage: Stage, life: LifeOf): Promise<void> {
  const tagged = await listTagged(stage.targetUrl, life);
  promised(tagged.length >= 10, 'at least ten resources with the tag of this life', tagged);
  const named = await listNamed(stage.targetUrl, life);
  const found = named.filter(({ names }) => names.length > 0);
  promised(found.length >= 3, 'IAM roles, a database and a load balancer named after it', named);
  const words = found.map(({ what, names }) => `${what}: ${names.join(', ')}`);
  stage.say(
    `the AWS emulator lists ${counted(tagged.length, 'resource')} by tag; by name ${words.join('; ')}`,
  );
}

async function searchByTag(stage: Stage, life: LifeOf, terminal: readonly Terminal[]): Promise<void> {
  const arns = await listTagged(stage.targetUrl, life);
  const strangers = arns.filter((arn) => !terminal.some((one) => isNamedBy(one, arn)));
  promised(strangers.length === 0, 'the tagging API to list only what the receipt names as ended', strangers);
  stage.say(`${life.name}: by tag idp:environment-id=${life.id}, ${count(arns.length, 'resource')}`);
  for (const arn of arns) stage.say(`  ${arn}: ${terminal.find((one) => isNamedBy(one, arn))?.note}`);
}

async function searchByName(stage: Stage, life: LifeOf): Promise<void> {
  const listings = await listNamed(stage.targetUrl, life);
  const left = listings.filter(({ names }) => names.length > 0);
  promised(left.length === 0, `no resource named idp-${life.name}-…`, left);
  stage.say(
    `${life.name}: by name idp-${life.name}-…, none of the ${listings.map(({ what }) => what).join(', ')}`,
  );
}

/** Whether an ARN is that of an object which the receipt says has ended. */
export function isNamedBy({ type, id }: Terminal, arn: string): boolean {
  if (id === null) return false;
  const word = arnWords[type];
  return arn === id || (word !== undefined && arn.replace(/:\d+$/, '').endsWith(`${word}/${id}`));
}

function count(number: number, what: string): string {
  return number === 0
    ? `no ${what}`
    : `${number} ${what}${number === 1 ? '' : 's'}, each ended as the receipt says:`;
}
