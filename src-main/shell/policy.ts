/** The headers that both shells send with every page and file: what the interface may load, run and be embedded in. */

/**
 * The content security policy. Nothing is allowed but the application's own scripts, styles, fonts and images; the one
 * trusted-types policy is the one by which Svelte makes its compiled templates.
 * @param connect whether the interface may make requests to its own origin (browser shell) or none at all (desktop)
 */
export function contentSecurityPolicy(connect: 'self' | 'none'): string {
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self'`,
    `font-src 'self'`,
    `img-src 'self'`,
    `connect-src '${connect}'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types svelte-trusted-html`,
  ].join('; ')
}

const deniedFeatures = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'usb',
]

/** Headers of every answer that carries a page, a file or data. */
export function hardeningHeaders(connect: 'self' | 'none'): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(connect),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'x-dns-prefetch-control': 'off',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': deniedFeatures.map((feature) => `${feature}=()`).join(', '),
  }
}
