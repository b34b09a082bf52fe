import { openTestPlane, type PlaneSettings, type TestPlane } from '../support/plane/plane';

const asked: Promise<TestPlane>[] = [];

/** Also those that a test no longer waits for because its time was up: no plane outlives the file that asked for it. */
afterAll(async () => {
  const close = ({ plane }: TestPlane) => plane.close();
  await Promise.all(asked.map((opening) => opening.then(close, () => undefined)));
});

/** Starts a plane that ends with the tests of this file. */
export function openPlane(more: PlaneSettings = {}): Promise<TestPlane> {
  const opening = openTestPlane(more);
  asked.push(opening);
  return opening;
}
