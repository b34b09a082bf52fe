const prefix = 'in-use-';

/** What every tag of one life begins with; a lifecycle policy keeps whatever has a tag that begins with `in-use-`. */
export function inUsePrefix(life: string): string {
  return `${prefix}${life}-`;
}

/**
 * The tag that keeps an image for a life. It names the image too: a tag in an immutable repository cannot move, and while
 * a change is applied a life runs two images.
 */
export function inUseTag(life: string, digest: string): string {
  return `${inUsePrefix(life)}${shortOf(digest)}`;
}

/** Whether a tag says that some life runs the image. */
export function isInUseTag(tag: string): boolean {
  return tag.startsWith(prefix);
}

/** The tag of an image that nobody runs any more and that had no other name: without one, ECR would delete it at once. */
export function formerTag(digest: string): string {
  return `was-in-use-${shortOf(digest)}`;
}

function shortOf(digest: string): string {
  return digest.replace('sha256:', '').slice(0, 12);
}
