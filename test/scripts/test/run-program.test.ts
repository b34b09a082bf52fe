import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../../../scripts/test/run-program';

describe('runProgram', () => {
  let root: string;
  let shown: string;

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'leasehold-run-program-')));
    shown = '';
    jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      shown += Buffer.from(chunk as Uint8Array).toString();
      // The program of one test waits for this.
      if (shown.includes('waiting')) writeFileSync(join(root, 'seen'), '');
      return true;
    });
  });

  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(root, { recursive: true, force: true });
  });

  const run = (script: string, limitMs = 60_000) =>
    runProgram({ path: process.execPath, args: ['-e', script], cwd: root, limitMs });

  it('runs in the folder that it is given, and keeps what it wrote', async () => {
    const { code, output, minutes } = await run('console.log(process.cwd()); console.log("done");');

    expect({ code, output }).toEqual({ code: 0, output: `${root}\ndone\n` });
    expect(shown).toBe(output);
    expect(minutes).toBeGreaterThan(0);
    expect(minutes).toBeLessThan(1);
  });

  it('shows what it writes while it runs', async () => {
    const { code, output } = await run(`
      console.log('waiting');
      setInterval(() => require('fs').existsSync('seen') && process.exit(), 5);
    `);

    expect({ code, output }).toEqual({ code: 0, output: 'waiting\n' });
  });

  it('keeps a letter whole that comes in two pieces', async () => {
    const { output } = await run(`
      const [first, ...rest] = Buffer.from('€');
      process.stdout.write(Buffer.from([first]), () => setImmediate(() => process.stdout.write(Buffer.from(rest))));
    `);

    expect(output).toBe('€');
  });

  it('does not wait for what a program would read', async () => {
    expect(await run("process.stdin.resume().on('end', () => process.exit(5));")).toMatchObject({ code: 5 });
  });

  it.each([
    ['the code with which it ends', 'process.exitCode = 3;', 3],
    ['1 when it is killed', "process.kill(process.pid, 'SIGKILL');", 1],
  ])('returns %s', async (_what, script, code) => {
    expect((await run(`console.log('x'); ${script}`)).code).toBe(code);
  });

  it('returns 127 for a program that is not there', async () => {
    const path = join(root, 'nosuch');

    expect(await runProgram({ path, args: [], cwd: root, limitMs: 60_000 })).toMatchObject({
      code: 127,
      output: '',
    });
  });

  it('asks a program that takes too long to end, and waits until it has', async () => {
    const script = 'trap "sleep 0.1; echo ended; exit 7" TERM; echo begun; while :; do sleep 0.05; done';
    const program = { path: '/bin/sh', args: ['-c', script], cwd: root };

    // On a slow machine it may be asked before it has begun; then it gets longer.
    let result = await runProgram({ ...program, limitMs: 200 });
    for (let limitMs = 400; !result.output.includes('begun'); limitMs *= 2)
      result = await runProgram({ ...program, limitMs });

    expect(result).toMatchObject({ code: 7, output: 'begun\nended\n' });
  });

  it('counts the CPU time of the program where the machine says it', async () => {
    const { cpuMinutes } = await run('');

    if (existsSync('/proc/self/stat')) expect(cpuMinutes).toBeGreaterThan(0);
    else expect(cpuMinutes).toBeUndefined();
  });
});
