import type { HttpReply } from '../../_edge/http';
import { contentSecurityPolicy } from './render-docs';

/** A page for people; a browser takes nothing from elsewhere for it, and runs nothing. */
export function replyPage(text: string): HttpReply {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': contentSecurityPolicy,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
  return { statusCode: 200, headers, body: text };
}
