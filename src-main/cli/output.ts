/** Writes results to standard output. */

/** Writes text and waits until the system has taken it. */
export async function print(text: string): Promise<void> {
  const shown = process.stdout.isTTY ? forTerminal(text) : text
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(shown, (error) => (error ? reject(error) : resolve()))
  })
}

/** Writes a value as JSON, two spaces deep. */
export async function printJson(value: unknown): Promise<void> {
  await print(`${JSON.stringify(value, null, 2)}\n`)
}

/**
 * Text without the control characters (C0 but tab and line end, DEL, C1) by which a text could command the terminal
 * that shows it. Only for a terminal: a pipe gets what is there.
 */
export function forTerminal(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what this is about
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\ufffd')
}
