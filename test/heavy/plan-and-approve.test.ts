import type { TestPlane } from '../support/plane/plane';
import { approveOnce } from '../e2e/approve-once';
import { openPlane } from '../e2e/open-plane';

describe('a plan that awaits approval', () => {
  let on: TestPlane;

  beforeAll(async () => {
    on = await openPlane();
  });

  it('of api-service is readable, is applied exactly as approved, and only once', async () => {
    const { made, receipt } = await approveOnce(on, {
      create: ['-t', 'api-service', '-n', 'web'],
      shows: '+ module.service.aws_lb.this',
    });

    expect(receipt.checked).toBeGreaterThanOrEqual(made);
  });

  it('of ecr is readable, is applied exactly as approved, and only once', async () => {
    const { made, receipt } = await approveOnce(on, {
      create: ['-t', 'ecr', '-n', 'images', '-i', 'project=shop', '-i', 'repositories=["web"]'],
      shows: '+ module.ecr.aws_ecr_repository.this["shop-dev/web"]',
    });

    expect(receipt.checked).toBeGreaterThanOrEqual(made);
  });
});
