import type { Ask } from './ask';

/** What is read under the paths of buckets, asked once until such a setting changes: each write of an object depends on it. */
export class RememberedPaths {
  private readonly found = new Map<string, Promise<string>>();

  constructor(private readonly asked: Ask) {}

  readonly ask: Ask = (service, call) => {
    if (!('path' in call) || service !== 's3') return this.asked(service, call);
    const known = this.found.get(call.path) ?? this.asked(service, call);
    this.found.set(call.path, known);
    return known;
  };

  /** Forgets all where a call may have changed a setting, or made or deleted a bucket. */
  after(operation: string): void {
    if (/Configuration|(Create|Delete)Bucket/.test(operation)) this.found.clear();
  }
}
