import * as fc from 'fast-check';
import { ProvisionerWords } from '../../../../src/bundle/terraform/provisioner-words';
import { Redaction } from '../../../../src/domain/base/redaction';
import { parseMessage, type TerraformMessage } from '../../../../src/domain/terraform/message';

const resource = { addr: 'terraform_data.a', resource_type: 'terraform_data' };
const message = (type: string, words: string, more: object = {}) =>
  parseMessage(JSON.stringify({ '@message': words, type, hook: { resource, ...more } })) as TerraformMessage;
const printed = (output: string, addr = 'terraform_data.a') =>
  message('provision_progress', `${addr}: (local-exec): ${output}`, {
    resource: { ...resource, addr },
    output,
  });

/** What is said of these messages, one after the other, with what is held at their end. */
function said(messages: TerraformMessage[], ...secrets: string[]): string[] {
  const redaction = new Redaction();
  redaction.learn(secrets);
  const lines: string[] = [];
  const words = new ProvisionerWords(redaction, (line) => lines.push(redaction.text(line)));
  for (const one of messages) if (!words.take(one)) lines.push(one['@message']);
  words.end();
  return lines;
}

describe('what a provisioner prints', () => {
  it('has no secret in it, wherever it was cut', () => {
    const secret = 'hunter2-of-this-test';
    const text = `before ${secret} after`;
    for (let cut = 1; cut < text.length; cut += 1)
      for (let next = cut; next < text.length; next += 1) {
        const parts = [text.slice(0, cut), text.slice(cut, next), text.slice(next)].filter(Boolean);
        const lines = said(
          parts.map((part) => printed(part)),
          secret,
        );

        const all = lines.map((line) => line.replace('terraform_data.a: (local-exec): ', '')).join('');
        expect(all).toBe('before (sensitive) after');
      }
  });

  it('is a line for each message where no secret goes from one into the next', () => {
    const lines = ['the last is h', 'hunter is no secret', 'hunter2', 'end'];

    expect(
      said(
        lines.map((line) => printed(line)),
        'hunter2-of-this-test',
      ),
    ).toEqual(lines.map((line) => `terraform_data.a: (local-exec): ${line}`));
  });

  it('of one resource is never joined with what another prints', () => {
    const lines = said(
      [
        printed('a hunter2-', 'terraform_data.a'),
        printed('of-this-test', 'terraform_data.b'),
        printed('of-this-test'),
      ],
      'hunter2-of-this-test',
    );

    expect(lines).toEqual([
      'terraform_data.b: (local-exec): of-this-test',
      'terraform_data.a: (local-exec): a (sensitive)',
    ]);
  });

  it.each(['apply_complete', 'apply_errored', 'provision_errored'])(
    'is said before %s of its resource',
    (type) => {
      const over = message(type, 'over', { action: 'create' });

      expect(said([printed('ends in h'), over, printed('next')], 'hunter2-of-this-test')).toEqual([
        'terraform_data.a: (local-exec): ends in h',
        'over',
        'terraform_data.a: (local-exec): next',
      ]);
    },
  );

  it('is not held for ever', () => {
    const lines = said(
      Array.from({ length: 100 }, () => printed('h'.repeat(1_000))),
      'hunter2-of-this-test',
    );

    expect(lines.join('').match(/h/g)).toHaveLength(100_000);
  });

  it('is, put together, what the whole would be without its secrets, whatever is printed', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', ' '), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(letters, { minLength: 1, maxLength: 8 }), (parts) => {
        const secret = 'abab';
        const lines = said(
          parts.map((part) => printed(part)),
          secret,
        );
        const all = lines.map((line) => line.replace('terraform_data.a: (local-exec): ', '')).join('');
        const redaction = new Redaction();
        redaction.learn(secret);

        expect(all).toBe(redaction.text(parts.join('')));
      }),
    );
  });
});
