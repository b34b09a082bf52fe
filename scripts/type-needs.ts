/**
 * Writes src/domain/resources/derived anew from the installed service authorization data; with the output of
 * `terraform providers schema -json` and the provider's version, the provider's types first: `npm run type-needs -- schema.json 5.100.0`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { readProviderTypes } from './type-needs/provider-types';
import { derivedFile, providerTypesFile, renderDerived, renderRows } from './type-needs/render';

const [schemas, provider] = process.argv.slice(2);
if (schemas !== undefined) {
  if (provider === undefined)
    throw new Error('Name the version of the provider after the file of its schema.');
  const types = readProviderTypes(JSON.parse(readFileSync(schemas, 'utf8')), provider);
  writeFileSync(providerTypesFile, renderRows(types));
}
writeFileSync(derivedFile, await renderDerived());
