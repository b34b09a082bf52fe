import { credentialsOf } from '../../../src/local/hub';

/** Lets this process be the runner for the tests of a file: its own identity is in its environment, as in a build. */
export function beRunner(): void {
  const before = { ...process.env };
  beforeAll(() => {
    const { accessKeyId, secretAccessKey } = credentialsOf('runner');
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey });
  });
  afterAll(() => {
    process.env = before;
  });
}
