import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { describeApi } from '../../lambdas/api/describe-api';
import { renderClientTypes } from '../../scripts/render-client-types';
import { renderOpenapi } from '../../scripts/render-openapi';

describe('renderOpenapi', () => {
  it('is what docs/openapi.yaml holds; if not, run `npx tsx scripts/openapi.ts`', () => {
    const kept = readFileSync(join(process.cwd(), 'docs', 'openapi.yaml'), 'utf8');

    expect(kept).toBe(renderOpenapi());
  });

  it('says the same as what the API serves', () => {
    expect(parse(renderOpenapi())).toEqual(JSON.parse(JSON.stringify(describeApi())));
  });
});

test('the types of clients are those of the description; if not, run `npm run openapi`', () => {
  const kept = readFileSync(join(process.cwd(), 'src', 'client', 'typed', 'description.ts'), 'utf8');

  expect(kept).toBe(renderClientTypes());
});
