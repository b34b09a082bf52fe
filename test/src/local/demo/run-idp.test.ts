import { runIdp } from '../../../../src/local/demo/run-idp';

const program = (source: string) => ['--input-type=module', '--eval', source];

describe('runIdp', () => {
  it('passes on what the program says, as it says it, and its exit code', async () => {
    const written: string[] = [];
    const source = `console.log(process.env.IDP_URL); console.error('trouble'); process.exitCode = 7;`;

    const { code, said } = await runIdp(program(source), {
      env: { IDP_URL: 'http://plane' },
      write: (text) => void written.push(text),
      signal: new AbortController().signal,
    });

    expect(code).toBe(7);
    expect(said).toContain('http://plane');
    expect(said).toContain('trouble');
    expect(written.join('')).toBe(said);
  });

  it('interrupts the program as Ctrl-C does', async () => {
    const leave = new AbortController();
    const source = `process.on('SIGINT', () => process.exit(130)); console.log('waiting'); setInterval(() => {}, 1000);`;

    const { code } = await runIdp(program(source), {
      env: {},
      write: (text) => text.includes('waiting') && leave.abort(),
      signal: leave.signal,
    });

    expect(code).toBe(130);
  });
});
