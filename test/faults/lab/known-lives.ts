import type { HubRequest } from './describe-call';

const named = /(?:ENV#|environments(?:\/|%2F)|KEY#[^#"]+#[a-z]+\.)([a-z][a-z0-9-]*[a-z0-9])/;
const identifiers = /[0-9A-HJKMNP-TV-Z]{26}|leasehold-(?:provision|destroy):[0-9a-f-]{36}/g;

/** Tells for which environment a request is: by its name, or by the ids that writes about it were seen to hold. */
export class KnownLives {
  private readonly byId = new Map<string, string>();

  /** The name of the environment, null for a request that is for none alone. */
  of({ path, body }: HubRequest): string | null {
    const text = `${path}\n${body.toString('latin1')}`;
    const name = named.exec(text)?.[1];
    const ids = text.match(identifiers) ?? [];
    if (name === undefined) return ids.map((id) => this.byId.get(id)).find(Boolean) ?? null;
    for (const id of ids) this.byId.set(id, name);
    return name;
  }
}
