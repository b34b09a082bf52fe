import { rmSync } from 'node:fs';
import { lintTemplates } from '../support/aws/cfn-lint';
import { largeStage } from '../support/plane/large-stage';
import { synthesizeBaked, synthesizeStages } from '../support/plane/synthesized';

it('the templates of every kind of stage are such that cfn-lint finds neither error nor warning in them', async () => {
  const plain = synthesizeStages('dev', 'prod');
  const baked = synthesizeBaked('baked');
  const large = synthesizeBaked('large', largeStage);

  expect(baked.templates).toHaveLength(3);
  expect(await lintTemplates([plain, baked, large].flatMap(({ templates }) => templates))).toBe('');

  for (const { folder } of [plain, baked, large]) rmSync(folder, { recursive: true, force: true });
});
