/** A reference to an image of a known repository; where tag and digest are both given, the digest decides, as in a pull. */
export interface ImageReference {
  named: string;
  registry: string;
  tag: string;
  digest: string | null;
}

const reference =
  /^(?<registry>[^:@\s]+)(?::(?<tag>[\w][\w.-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$/;
/** Under these keys even a repository alone is an image: the one tagged `latest`. */
const imageKeys = ['image', 'image_uri'];

/** Every image of these repositories that is named anywhere in `value`, texts that are JSON themselves included; each once. */
export function imageReferencesIn(value: unknown, registries: readonly string[]): ImageReference[] {
  const found = new Map<string, ImageReference>();
  visit(value, '', (text, key) => {
    const parsed = parseReference(text, key);
    if (parsed && registries.includes(parsed.registry)) found.set(parsed.named, parsed);
  });
  return [...found.values()];
}

function visit(value: unknown, key: string, see: (text: string, key: string) => void): void {
  if (typeof value === 'string') visitText(value, key, see);
  else if (Array.isArray(value)) for (const one of value as unknown[]) visit(one, key, see);
  else if (typeof value === 'object' && value !== null)
    for (const [name, one] of Object.entries(value)) visit(one, name, see);
}

/** ECS and Batch take the containers of a task as a text of JSON. */
function visitText(text: string, key: string, see: (text: string, key: string) => void): void {
  const inner = /^\s*[[{]/.test(text) ? parseJson(text) : undefined;
  if (inner === undefined) see(text, key);
  else visit(inner, key, see);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parseReference(text: string, key: string): ImageReference | null {
  const { registry = '', tag, digest } = reference.exec(text)?.groups ?? {};
  const isNamed = tag !== undefined || digest !== undefined || imageKeys.includes(key);
  return isNamed ? { named: text, registry, tag: tag ?? 'latest', digest: digest ?? null } : null;
}
