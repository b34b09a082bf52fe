import { Agent, request } from 'node:http';

/** Sends GET requests with a token over kept connections, as the AWS SDK does; `close` drops them. */
export interface HttpGet {
  get: (path: string) => Promise<string>;
  close: () => void;
}

/** Opens connections to a plane; an answer other than 200 is an error, so that no refusal is measured as a success. */
export function openHttp(url: string, token: string): HttpGet {
  const agent = new Agent({ keepAlive: true });
  const headers = { authorization: `Bearer ${token}` };
  const get = (path: string) =>
    new Promise<string>((resolve, reject) => {
      const sent = request(`${url}${path}`, { agent, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.once('error', reject).once('end', () => {
          if (response.statusCode === 200) resolve(text);
          else reject(new Error(`GET ${path} answered ${response.statusCode}: ${text}`));
        });
      });
      sent.once('error', reject).end();
    });
  return { get, close: () => agent.destroy() };
}
