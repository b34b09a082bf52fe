import type { Terraform } from '../../../bundle/terraform/terraform';
import { isRecord } from './record';
import { providerSource } from './scratch-folder';

/** The schema version of each resource type, as the workspace's provider has it; asked once and only when needed. */
export class ProviderSchemas {
  private versions: Promise<Map<string, number>> | undefined;

  constructor(private readonly workspace: Terraform) {}

  /** The version of a type's schema; undefined when the provider has no such type. */
  async versionOf(type: string): Promise<number | undefined> {
    this.versions ??= this.read();
    return (await this.versions).get(type);
  }

  private async read(): Promise<Map<string, number>> {
    const source = await providerSource(this.workspace.options.folder);
    const json: unknown = JSON.parse(await this.workspace.capture(['providers', 'schema', '-json']));
    const providers = isRecord(json) ? json['provider_schemas'] : undefined;
    const provider = isRecord(providers) ? providers[source] : undefined;
    const schemas = isRecord(provider) ? provider['resource_schemas'] : undefined;
    return new Map(
      Object.entries(isRecord(schemas) ? schemas : {}).map(([type, schema]) => [type, versionIn(schema)]),
    );
  }
}

function versionIn(schema: unknown): number {
  const version = isRecord(schema) ? schema['version'] : 0;
  return typeof version === 'number' ? version : 0;
}
