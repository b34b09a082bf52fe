import type { Ask } from './ask';
import { rulesOfPrefix } from './services/index';
import { type Input, structuresAt, textAt } from './input';
import { tagsIn } from './tags';
import { UnknownCall } from './unknown-call';

/** The tags of resources, asked once until something is tagged anew: a policy asks about them at every call. */
export class ResourceTags {
  private readonly found = new Map<string, Record<string, string>>();

  constructor(private readonly ask: Ask) {}

  /** The tags of what an ARN names, none where it does not exist; throws `UnknownCall` where nobody can tell. */
  async of(arn: string): Promise<Record<string, string>> {
    const known = this.found.get(arn);
    if (known) return known;
    // What a call makes, or what has no level of resources, has none.
    if (arn.endsWith('*')) return {};
    const service = arn.split(':')[2] ?? '';
    const rules = rulesOfPrefix(service);
    if (!rules) throw new UnknownCall(`How to read the tags of ${arn}`);
    const read = rules.tagsOf ?? listedTags;
    const tags = await read(arn, this.ask);
    // What has none may be about to be made.
    if (Object.keys(tags).length > 0) this.found.set(arn, tags);
    return tags;
  }

  /** Forgets all where a call may have changed tags. */
  after(operation: string): void {
    if (/Tag|^Delete/.test(operation)) this.found.clear();
  }
}

/** The tags that the tagging API lists of a resource; none of one that it does not list. */
async function listedTags(arn: string, ask: Ask): Promise<Record<string, string>> {
  let page = '';
  do {
    const input = { ResourcesPerPage: 100, PaginationToken: page };
    const target = 'ResourceGroupsTaggingAPI_20170126.GetResources';
    const answer = JSON.parse((await ask('tagging', { target, input })) || '{}') as Input;
    const found = structuresAt(answer, 'ResourceTagMappingList').find(
      (one) => textAt(one, 'ResourceARN') === arn,
    );
    if (found) return tagsIn(found, 'Tags');
    // AWS ends with an empty token, the emulator with none.
    page = textAt(answer, 'PaginationToken') ?? '';
  } while (page !== '');
  return {};
}
