import type { TestPlane } from '../support/plane/plane';
import { approveOnce } from '../e2e/approve-once';
import { openPlane } from '../e2e/open-plane';

describe('a plan that awaits approval', () => {
  let on: TestPlane;

  beforeAll(async () => {
    on = await openPlane();
  });

  it('of api-service is readable, is applied exactly as approved, and only once', async () => {
    await approveOnce(on, {
      create: ['-t', 'api-service', '-n', 'web'],
      shows: '+ module.service.aws_lb.this',
    });
  });
});
