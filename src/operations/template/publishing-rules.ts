import type { PublishingRules } from '../../domain/template/publishing';
import type { PublishingPorts } from '../ports/publishing';
import type { TargetPorts } from '../ports/target';

/** What the rules of publishing are read from. */
export type RulesDeps = Pick<PublishingPorts, 'publishing'> & Pick<TargetPorts, 'targets'>;

/** What a template must keep to now: also the services of targets count that were added after the deployment. */
export async function publishingRules({ publishing, targets }: RulesDeps): Promise<PublishingRules> {
  const offered = (await targets.read()).flatMap(({ services = [] }) => services);
  return { ...publishing, services: [...new Set([...publishing.services, ...offered])].sort() };
}
