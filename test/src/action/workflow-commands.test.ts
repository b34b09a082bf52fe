import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRunner } from '../../../src/action/workflow-commands';
import { parseOutputs } from '../../support/github/action-step';

describe('createRunner', () => {
  let written: string;
  const file = () => join(mkdtempSync(join(tmpdir(), 'leasehold-outputs-')), 'output');
  const runner = (output?: string) => createRunner((text) => (written += text), output);

  beforeEach(() => {
    written = '';
  });

  it.each(['::stop-commands::x', '  ::set-env name=a::b', 'first\n::add-path::/tmp', 'a ##[command]b'])(
    'lets no line of a text be read as a command: %j',
    (text) => {
      runner().say(text);

      expect(written).not.toMatch(/^\s*::|##\[/m);
    },
  );

  it('keeps an error in one command, whatever its title and message hold', () => {
    runner().fail('a,b::c', '50 %\r\n::warning::x');

    expect(written).toBe('::error title=a%2Cb%3A%3Ac::50 %25%0D%0A::warning::x\n');
  });

  it('sets outputs that stay one value each, even when a value looks like another output', async () => {
    const output = file();
    const outputs = { url: 'a\nname<<end\nstolen\nend', name: 'x' };

    await runner(output).setOutputs(outputs);

    expect(parseOutputs(readFileSync(output, 'utf8'))).toEqual(outputs);
  });
});
