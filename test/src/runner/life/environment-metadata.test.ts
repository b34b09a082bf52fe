import { Redaction } from '../../../../src/domain/base/redaction';
import { describeEnvironment } from '../../../../src/runner/life/environment-metadata';
import type { RunContext } from '../../../../src/runner/run-context';
import { birthOf, start } from '../../../support/builders/births';
import { born } from '../../../support/builders/lives';

it('shows no sensitive input to whoever looks into the bucket, however short it is', () => {
  const inputs = { pin: 12, size: 3, list: ['a secret'] };
  const environment = born({ spec: { ...birthOf().spec, inputs, sensitive: ['pin', 'list'] } });
  const context = {
    environment,
    run: 'r',
    clock: () => start,
    redaction: new Redaction(),
  } as unknown as RunContext;

  const described = describeEnvironment(context, environment.wanted, 'active');

  expect(described.inputs).toEqual({ pin: '(sensitive)', size: 3, list: '(sensitive)' });
});
