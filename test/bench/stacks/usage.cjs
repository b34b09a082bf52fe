/* Loaded before a measured program: what it used is written where the bench reads it. */
const process = require('node:process');
const { writeFileSync } = require('node:fs');
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  const { maxRSS } = process.resourceUsage();
  writeFileSync(
    process.env.LEASEHOLD_USAGE,
    JSON.stringify({ cpuMs: (user + system) / 1_000, mb: maxRSS / 1_024 }),
  );
});
