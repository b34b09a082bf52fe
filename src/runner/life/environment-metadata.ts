import type { EnvironmentMetadata } from '../../domain/environment/artifacts';
import { hideInputs } from '../../domain/template/sensitive-inputs';
import type { Inputs, TemplatePin } from '../../domain/template/template';
import type { RunContext } from '../run-context';

/** What `metadata.json` says: the seed's fields with our ids. The registry decides; this is for a person who looks at the bucket. */
export function describeEnvironment(
  { environment, run, clock, redaction }: RunContext,
  { template, inputs }: { template: TemplatePin; inputs: Inputs },
  status: EnvironmentMetadata['status'],
): EnvironmentMetadata {
  const { name, id, owner, target, lease, createdAt } = environment;
  return {
    name,
    id,
    template: template.name,
    template_version: template.version,
    bundle: template.bundle,
    engine: `${template.engine.name} ${template.engine.version}`,
    owner,
    target,
    ttl: lease.ttl,
    created_at: createdAt,
    expires_at: lease.expiresAt,
    status,
    run,
    updated_at: clock(),
    inputs: redaction.values(hideInputs(inputs, environment.wanted.sensitive)),
  };
}
