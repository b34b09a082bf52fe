import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { describeApi } from '../../lambdas/api/describe-api';
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
