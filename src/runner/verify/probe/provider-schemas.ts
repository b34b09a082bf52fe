import type { Terraform } from '../../../bundle/terraform/terraform';
import { parseProviderSchemas } from '../../../domain/terraform/provider-schemas';
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
    const printed = await this.workspace.capture(['providers', 'schema', '-json']);
    const { provider_schemas: providers } = parseProviderSchemas(JSON.parse(printed));
    const schemas = Object.entries(providers[source]?.resource_schemas ?? {});
    return new Map(schemas.map(([type, { version }]) => [type, version]));
  }
}
