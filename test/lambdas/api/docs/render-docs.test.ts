import { createHash } from 'node:crypto';
import { describeApi } from '../../../../lambdas/api/describe-api';
import { contentSecurityPolicy, renderDocs } from '../../../../lambdas/api/docs/render-docs';
import { contentOf, markup } from '../../../../lambdas/api/docs/html';
import { createApi } from '../../../../lambdas/api/handler';
import { routes } from '../../../../lambdas/api/routes';
import { newWorld, depsOn } from '../../../support/plane/deps';
import { contextOf, requestOf, silent } from '../../../support/plane/http';

const document = describeApi();
const page = renderDocs(document);
const allOf = (pattern: RegExp) => [...page.matchAll(pattern)].map(([, found]) => found!);

describe('the page of the API', () => {
  it('is returned to anybody, as HTML that may load and run nothing', async () => {
    const deps = depsOn({} as never, newWorld());
    const api = createApi(() => deps, silent(), deps.meter);
    const { statusCode, headers, body } = await api(requestOf('GET /docs', { actor: null }), contextOf());

    expect(statusCode).toBe(200);
    expect(body).toBe(page);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
    });
  });

  it('has one style, which its policy names by its digest, and no script', () => {
    const [style, ...others] = allOf(/<style>([^]*?)<\/style>/g);
    const digest = createHash('sha256').update(style!).digest('base64');

    expect(others).toEqual([]);
    expect(contentSecurityPolicy).toContain(`style-src 'sha256-${digest}'`);
    expect(contentSecurityPolicy).toContain("default-src 'none'");
    expect(page).not.toMatch(/<script|<link|<img|<iframe|\sstyle=|\son\w+=|@import|url\(/i);
  });

  it('refers to no other host', () => {
    expect(allOf(/href="([^"]*)"/g).filter((to) => !to.startsWith('#'))).toEqual(['openapi.json']);
  });

  it('describes every operation and every schema once, and has a place for every link', () => {
    const ids = allOf(/\sid="([^"]+)"/g);
    const schemas = Object.keys((document['components'] as { schemas: object }).schemas);

    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(routes.map(({ operation }) => operation)));
    expect(ids).toEqual(expect.arrayContaining(schemas.map((name) => `schema-${name}`)));
    expect(allOf(/href="#([^"]*)"/g).filter((to) => !ids.includes(to))).toEqual([]);
  });

  it('closes every element that it opens', () => {
    const open: string[] = [];
    for (const [, end, name] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/g)) {
      if (['meta', 'br'].includes(name!)) continue;
      if (!end) open.push(name!);
      else if (open.pop() !== name) throw new Error(`</${name}> closes another element`);
    }

    expect(open).toEqual([]);
  });

  it('is one that a browser and a screen reader find their way in', () => {
    expect(page).toMatch(/^<!doctype html>\s*<html lang="en">/);
    expect(page).toContain('<a class="skip" href="#main">');
    expect(allOf(/<table>\s*(<caption>)?/g)).not.toContain(undefined);
    expect(allOf(/<th (?!scope=)/g)).toEqual([]);
  });

  it('is small', () => {
    // About 5 kB a route: 78 of them, each with what it takes and an example.
    expect(Buffer.byteLength(page)).toBeLessThan(450_000);
  });

  it('takes what it is given as text', () => {
    const odd = { ...document, info: { title: '<script>1</script>', version: '"', description: "&'" } };

    expect(renderDocs(odd)).toMatch(
      /<h1>&lt;script&gt;1&lt;\/script&gt; API &quot;<\/h1>\s*<p>&amp;&#39;<\/p>/,
    );
    expect(markup`<a href="${'"><b>'}">${[markup`<i></i>`]}${undefined}${false}${0}</a>`.text).toBe(
      '<a href="&quot;&gt;&lt;b&gt;"><i></i>0</a>',
    );
    expect(contentOf('{"a": "</pre>&"}').text).toBe('{"a": "&lt;/pre&gt;&amp;"}');
  });
});
