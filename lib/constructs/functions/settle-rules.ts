import { Duration } from 'aws-cdk-lib';
import { type EventBus, type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { FunctionId } from '../../../src/plane/functions';
import { nameIn } from '../../../src/plane/names';
import type { PlaneRule, RulePattern } from '../../../src/plane/rules';

/** The rules whose target is a function, and the functions; what cannot be delivered goes to the queue. */
export interface SettleRulesProps {
  stage: string;
  rules: PlaneRule[];
  functions: Partial<Record<FunctionId, IFunction | undefined>>;
  deadLetters: IQueue;
  /** The plane's own bus, for rules of that; absent where there are none. */
  ownBus?: EventBus;
}

/** Ended builds and executions of this stage settle their run, even when its workflow died; and builds of images themselves. */
export class SettleRules extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: SettleRulesProps,
  ) {
    super(scope, id);
    for (const rule of props.rules) {
      const settle = props.functions[rule.target];
      if (settle) this.addRule(rule, settle);
    }
  }

  private addRule({ name, bus, pattern }: PlaneRule, settle: IFunction): void {
    const { stage, deadLetters, ownBus } = this.props;
    if (bus === 'own' && !ownBus) throw new Error(`The rule '${name}' is one of a bus that is not given.`);
    const target = new LambdaFunction(settle, {
      deadLetterQueue: deadLetters,
      retryAttempts: 20,
      maxEventAge: Duration.hours(2),
    });
    new Rule(this, name, {
      ruleName: nameIn(stage, name),
      ...(bus === 'own' && ownBus && { eventBus: ownBus }),
      eventPattern: eventPatternOf(pattern),
      targets: [target],
    });
  }
}

/** The pattern with CDK's spelling of its fields. */
export function eventPatternOf({ 'detail-type': detailType, ...pattern }: RulePattern): EventPattern {
  return { ...pattern, detailType };
}
