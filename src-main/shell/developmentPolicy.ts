/**
 * What `npm run dev` sends in place of the headers of the built interface. No entry of the build imports it: a test
 * looks that nothing of it is there.
 */
import { hardeningHeaders } from './policy'

/**
 * The headers while developing: Vite's server puts styles into the page, and tells it over a socket what changed.
 * @param socket the origin of that socket; absent where it is the page's own
 */
export function developmentHeaders(socket?: string): Record<string, string> {
  const headers = hardeningHeaders('self')
  const policy = headers['content-security-policy'] ?? ''
  return {
    ...headers,
    'content-security-policy': policy
      .replace(`style-src 'self'`, `style-src 'self' 'unsafe-inline'`)
      .replace(`connect-src 'self'`, ['connect-src', `'self'`, socket].join(' ').trimEnd()),
  }
}
