import { type ContextEntry, type IAMClient, paginateSimulatePrincipalPolicy } from '@aws-sdk/client-iam';
import { globalRegionOf } from '../../domain/resources/arn';
import { isGlobal, type Question } from './planned-questions';

/** The role that IAM simulates, and the context of the calls: their region, and the tags of their objects. */
export interface Simulated {
  principal: string;
  region: string;
  tags: Record<string, string>;
}

/** Asks IAM what the principal may do, object by object, and returns the questions that it does not allow. */
export async function findRefused(
  client: IAMClient,
  questions: Question[],
  simulated: Simulated,
): Promise<Question[]> {
  const refused = await Promise.all(
    batchesOf(questions).map(async (batch) => {
      const allowed = await askAbout(client, batch, simulated);
      return batch.filter(({ action }) => !allowed.has(action));
    }),
  );
  return refused.flat();
}

/** One call for all actions on the same object; the region in its context is that of the service. */
function batchesOf(questions: Question[]): Question[][] {
  const batches = new Map<string, Question[]>();
  for (const question of questions) {
    const key = `${question.resource} ${isGlobal(question.service)}`;
    batches.set(key, [...(batches.get(key) ?? []), question]);
  }
  return [...batches.values()];
}

/** The actions of a batch that are allowed; what IAM says nothing about is not. */
async function askAbout(client: IAMClient, batch: Question[], simulated: Simulated): Promise<Set<string>> {
  const [first] = batch;
  const input = {
    PolicySourceArn: simulated.principal,
    ActionNames: batch.map(({ action }) => action),
    ResourceArns: [first?.resource ?? '*'],
    ContextEntries: contextOf(first, simulated),
  };
  const allowed = new Set<string>();
  for await (const { EvaluationResults = [] } of paginateSimulatePrincipalPolicy({ client }, input))
    for (const { EvalActionName = '', EvalDecision } of EvaluationResults)
      if (EvalDecision === 'allowed') allowed.add(EvalActionName);
  return allowed;
}

function contextOf(question: Question | undefined, { region, tags }: Simulated): ContextEntry[] {
  const where = question && isGlobal(question.service) ? globalRegionOf(region) : region;
  const ofObject = question?.resource === '*' ? [] : Object.entries(tags);
  return [
    entry('aws:RequestedRegion', where),
    ...ofObject.map(([name, value]) => entry(`aws:ResourceTag/${name}`, value)),
  ];
}

function entry(ContextKeyName: string, value: string): ContextEntry {
  return { ContextKeyName, ContextKeyType: 'string', ContextKeyValues: [value] };
}
