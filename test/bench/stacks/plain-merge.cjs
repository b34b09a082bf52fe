/* The reference: the same files parsed and merged deeply in the order of their imports, without places, checks or templates. */
const { readFileSync, readdirSync } = require('node:fs');
const process = require('node:process');
const { join } = require('node:path');
const { parse } = require(process.env.LEASEHOLD_YAML);

const root = process.argv[2];
const files = new Map();
for (const entry of readdirSync(root, { recursive: true }))
  if (entry.endsWith('.yaml'))
    files.set(entry.slice(0, -'.yaml'.length), parse(readFileSync(join(root, entry), 'utf8')));

const isMap = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const merge = (below, above) => {
  if (!isMap(below) || !isMap(above)) return above;
  const merged = { ...below };
  for (const [key, value] of Object.entries(above))
    merged[key] = key in below ? merge(below[key], value) : value;
  return merged;
};
const orderOf = (name, order = new Set()) => {
  for (const one of files.get(name).import ?? []) orderOf(one, order);
  return order.add(name);
};
let values = 0;
for (const [name, file] of files) {
  if (file.stack === undefined) continue;
  const merged = [...orderOf(name)].map((one) => files.get(one)).reduce(merge, {});
  values += JSON.stringify(merged).length;
}
process.stdout.write(`${values}\n`);
