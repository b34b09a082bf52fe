import type { Json } from '../schemas';
import { contentOf, type Html, markup, textOf } from './html';
import { renderSchema, typeOf } from './render-schema';

/** An operation as the description has it, and where. */
export interface DescribedOperation {
  path: string;
  method: string;
  operation: Json & { operationId: string; summary: string };
}

/** An operation: who may ask for it, with what, and what comes back. */
export function renderOperation({ path, method, operation }: DescribedOperation): Html {
  const { operationId, summary } = operation;
  return markup`<section id="${operationId}" aria-labelledby="${operationId}-title">
    <h3 id="${operationId}-title">${summary}</h3>
    <p>
      <code><span class="method">${method.toUpperCase()}</span> ${path}</code>
    </p>
    <p>Operation <code>${operationId}</code>; role <code>${String(operation['x-role'])}</code></p>
    ${renderParameters(operation)}${renderBody(operation)}${renderResponses(operation)}
  </section>`;
}

function renderParameters({ parameters }: Json): Html | string {
  if (!Array.isArray(parameters)) return '';
  const rows = (parameters as Json[]).map(
    (one) =>
      markup`<tr>
        <th scope="row">
          <code>${String(one['name'])}</code>${one['required'] === true && markup` <small>required</small>`}
        </th>
        <td>${String(one['in'])}</td>
        <td>${typeOf(one['schema'] as Json)}</td>
        <td>${textOf(one['description'])}</td>
      </tr>`,
  );
  return markup`<table>
    <caption>
      Parameters
    </caption>
    <thead>
      <tr>
        <th scope="col">Name</th>
        <th scope="col">In</th>
        <th scope="col">Type</th>
        <th scope="col">Description</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function renderBody({ requestBody }: Json): Html | string {
  const media = mediaOf(requestBody as Json | undefined);
  if (!media) return '';
  return markup`${renderSchema(media['schema'] as Json, 'Request body')}${renderExample(media, 'Example of a request')}`;
}

function renderResponses({ responses }: Json): Html[] {
  return Object.entries(responses as Record<string, Json>).map(([status, response]) => {
    const media = mediaOf(response);
    if (!media) return renderShared(status, response);
    const caption = `Response ${status}`;
    return markup`<p><strong>${status}</strong> ${String(response['description'])}</p>
      ${renderSchema(media['schema'] as Json, caption)}${renderExample(media, 'Example of a response')}`;
  });
}

function renderShared(status: string, { $ref }: Json): Html {
  const name = String($ref).split('/').at(-1) ?? '';
  return markup`<p><strong>${status}</strong> <a href="#response-${name}">${name}</a></p>`;
}

function renderExample({ example }: Json, title: string): Html | string {
  if (example === undefined) return '';
  return markup`<details>
    <summary>${title}</summary>
    <pre><code>${contentOf(JSON.stringify(example, null, 2))}</code></pre>
  </details>`;
}

function mediaOf(holder: Json | undefined): Json | undefined {
  const content = holder?.['content'] as Record<string, Json> | undefined;
  return content && Object.values(content)[0];
}
