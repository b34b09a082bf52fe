import type { PublishingRules } from '../../domain/template/publishing';
import type { PublishingPorts } from '../ports/publishing';

/** What a template must keep to in order to be published here. */
export function getPublishing(
  _input: object,
  { publishing }: Pick<PublishingPorts, 'publishing'>,
): PublishingRules {
  return publishing;
}
