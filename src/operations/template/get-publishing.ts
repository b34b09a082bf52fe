import type { PublishingRules } from '../../domain/template/publishing';
import { publishingRules, type RulesDeps } from './publishing-rules';

/** What a template must keep to in order to be published here. */
export function getPublishing(_input: object, deps: RulesDeps): Promise<PublishingRules> {
  return publishingRules(deps);
}
