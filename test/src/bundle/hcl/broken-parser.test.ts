import { fileReads } from '../../../../src/bundle/file-reads';
import { isParserBroken, parseBody, tryParseBody } from '../../../../src/bundle/hcl/parser';

/** Terraform reads that, as its stack is not that of a WebAssembly. */
const deep = (inner: string) => `${'('.repeat(5_000)}${inner}${')'.repeat(5_000)}`;

// Each breaks the parser of its process, so there is one such test in this file.
it('takes no text that breaks the parser for one that reads no file, and nothing that it says then', async () => {
  const text = `\${${deep('file("/proc/self/environ")')}}`;

  await expect(fileReads('templates/web/a.tpl', text)).rejects.toThrow('nested too deeply');

  expect(isParserBroken()).toBe(true);
  await expect(parseBody('main.tf', 'a = 1\n')).rejects.toThrow('another process');
  await expect(tryParseBody('b = 1\n')).rejects.toThrow('another process');
});
