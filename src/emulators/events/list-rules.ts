import * as z from 'zod';
import { AwsFault } from '../aws-json';
import type { EventRule } from './rule';

const ListRules = z.object({ EventBusName: z.string().default('default') });
const ListTargets = z.object({ Rule: z.string(), EventBusName: z.string().default('default') });

/** The rules of one bus, as ListRules gives them. */
export function listRules(rules: readonly EventRule[], input: unknown) {
  const { EventBusName } = read(ListRules, input);
  const found = rules.filter((rule) => busOf(rule) === EventBusName);
  return {
    Rules: found.map(({ name, pattern }) => ({
      Name: name,
      EventBusName,
      EventPattern: JSON.stringify(pattern),
      State: 'ENABLED',
    })),
  };
}

/** The target of a rule, as ListTargetsByRule gives it. ResourceNotFoundException for a rule that there is not. */
export function listTargets(rules: readonly EventRule[], input: unknown) {
  const { Rule, EventBusName } = read(ListTargets, input);
  const rule = rules.find((one) => one.name === Rule && busOf(one) === EventBusName);
  if (!rule) throw new AwsFault('ResourceNotFoundException', `Rule ${Rule} does not exist.`);
  return { Targets: rule.targetArn === undefined ? [] : [{ Id: 'Target0', Arn: rule.targetArn }] };
}

function busOf({ eventBusName }: EventRule): string {
  return eventBusName ?? 'default';
}

function read<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new AwsFault('ValidationException', z.prettifyError(parsed.error));
}
