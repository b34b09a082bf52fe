import { componentsOf } from './arn';
import { type PolicyText, type PolicyVersion, wildcardText } from './policy-text';
import type { Context } from './question';

/** Whether a text of a request is one that a policy's pattern means. */
export type TextTest = (given: string, context: Context) => boolean;

/**
 * What an entry of `Resource` means: component by component, because a wildcard does not reach beyond its own, and with
 * variables in the last one only ("Resource element" of AWS's page on variables). Anything else, as `*`, is compared whole.
 */
export function resourcePattern(pattern: string, version: PolicyVersion): TextTest {
  const components = componentsOf(pattern);
  if (!components) return wholeTest(wildcardText(pattern, version));
  return componentTest(components.map((one, at) => wildcardText(one, at < 5 ? '2008-10-17' : version)));
}

/** What a value of `ArnLike` and `ArnEquals` means; nothing that is no ARN fits. */
export function arnPattern(pattern: string, version: PolicyVersion): TextTest {
  const components = componentsOf(pattern);
  return components ? componentTest(components.map((one) => wildcardText(one, version))) : () => false;
}

function wholeTest(text: PolicyText<RegExp>): TextTest {
  return (given, context) => text(context)?.test(given) ?? false;
}

function componentTest(texts: PolicyText<RegExp>[]): TextTest {
  return (given, context) => {
    const components = componentsOf(given);
    return components !== null && texts.every((text, at) => text(context)?.test(components[at] ?? ''));
  };
}
