import { createHash } from 'node:crypto';
import type { Json } from '../schemas';
import { Html, markup } from './html';
import { type DescribedOperation, renderOperation } from './render-operation';
import { renderSchema } from './render-schema';
import { style } from './style';

/** The page loads nothing and runs nothing: its own style is all that a browser may use of it. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The description of the API as one page of HTML, for people. */
export function renderDocs(document: Json): string {
  const { title, version, description } = document['info'] as Record<string, string>;
  const operations = operationsIn(document);
  const { schemas, responses } = document['components'] as Record<string, Record<string, Json>>;
  const page = markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} API</title>
        ${new Html(`<style>${style}</style>`)}
      </head>
      <body>
        <a class="skip" href="#main">Skip to the operations</a>
        <div>
          <nav aria-label="Operations">${navigate(operations)}</nav>
          <main id="main">
            <h1>${title} API ${version}</h1>
            <p>${description}</p>
            <p>For programs: <a href="openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
            <h2>Operations</h2>
            ${operations.map(renderOperation)}
            <h2>Shared responses</h2>
            ${Object.entries(responses ?? {}).map(([name, one]) => renderResponse(name, one))}
            <h2>Schemas</h2>
            ${Object.entries(schemas ?? {}).map(([name, one]) => renderNamed(name, one))}
          </main>
        </div>
      </body>
    </html> `;
  return page.text;
}

function operationsIn({ paths }: Json): DescribedOperation[] {
  return Object.entries(paths as Record<string, Record<string, DescribedOperation['operation']>>).flatMap(
    ([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
}

/** By the first segment of the path, in the order of the table. */
function navigate(operations: readonly DescribedOperation[]): Html[] {
  const nouns = [...new Set(operations.map(nounOf))];
  return nouns.map((noun) => {
    const links = operations
      .filter((one) => nounOf(one) === noun)
      .map(({ operation: { operationId } }) => markup`<li><a href="#${operationId}">${operationId}</a></li>`);
    return markup`<h2>${noun}</h2>
      <ul>
        ${links}
      </ul>`;
  });
}

function nounOf({ path }: DescribedOperation): string {
  return path.split('/')[1] ?? '';
}

function renderResponse(name: string, { description }: Json): Html {
  return markup`<section id="response-${name}">
    <h3>${name}</h3>
    <p>${String(description)}</p>
  </section>`;
}

function renderNamed(name: string, schema: Json): Html {
  return markup`<section id="schema-${name}">
    <h3>${name}</h3>
    ${renderSchema(schema, name)}
  </section>`;
}
