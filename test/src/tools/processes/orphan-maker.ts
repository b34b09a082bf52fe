import { startProcessGroup } from '../../../../src/tools/processes/process-group';

/** Starts a group that writes its pid to `orphan` in the folder given and then sleeps; the test kills this process. */
void startProcessGroup({
  path: 'bash',
  args: ['-c', 'echo $$ > orphan; exec sleep 100'],
  env: { PATH: '/usr/bin:/bin' },
  cwd: process.argv[2] as string,
});
