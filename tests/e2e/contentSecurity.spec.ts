/** Content that tries to run, to load or to reach out: inside the page, and inside what a reader imports and writes. */
import { spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { commandLine, expect, test } from './fixtures'
import { Listener } from './stranger'
import { noteOn } from './marks'
import { openLibrary } from './reading'

test.describe('in the page itself', () => {
  test('no script runs but the application’s own', { tag: '@both' }, async ({ app, page }) => {
    app.allowErrors(/Content Security Policy|TrustedScript|trusted|require-trusted-types|blocked:csp/i)
    const ran = await page.evaluate(async () => {
      const flag = globalThis as { ran?: string[] }
      flag.ran = []
      // A test's own call may use eval; what runs after it may not.
      await new Promise((resolve) => setTimeout(resolve, 0))
      const attempts: Record<string, () => unknown> = {
        eval: () => void (0, eval)('ran.push("eval")'),
        // eslint-disable-next-line @typescript-eslint/no-implied-eval -- refusing it is what is tested
        function: () => (new Function('ran.push("function")') as () => void)(),
        timer: () => setTimeout('ran.push("timer")' as unknown as () => void, 0),
        inline: () =>
          document.head.append(
            Object.assign(document.createElement('script'), { text: 'ran.push("inline")' }),
          ),
        data: () =>
          document.head.append(
            Object.assign(document.createElement('script'), { src: 'data:text/javascript,ran.push("data")' }),
          ),
        handler: () => {
          document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="ran.push(\'handler\')">')
        },
        attribute: () => {
          const button = document.createElement('button')
          button.setAttribute('onclick', 'ran.push("attribute")')
          document.body.append(button)
          button.click()
        },
        address: () => {
          const link = Object.assign(document.createElement('a'), { href: 'javascript:ran.push("address")' })
          document.body.append(link)
          link.click()
        },
        frame: () =>
          document.body.append(
            Object.assign(document.createElement('iframe'), { src: 'javascript:parent.ran.push("frame")' }),
          ),
        blob: () =>
          new Worker(URL.createObjectURL(new Blob(['postMessage(1)']))).addEventListener('message', () =>
            flag.ran?.push('blob'),
          ),
      }
      for (const [name, attempt] of Object.entries(attempts)) {
        const refused = new Promise((resolve) =>
          document.addEventListener('securitypolicyviolation', resolve, { once: true }),
        )
        try {
          attempt()
        } catch {
          continue // Refused at once, which is as good as refused later.
        }
        // What is refused later says so; what ran instead has said that.
        const ranInstead = new Promise((resolve) => {
          const timer = setInterval(() => {
            if (!flag.ran?.includes(name)) return
            clearInterval(timer)
            resolve(null)
          }, 20)
        })
        await Promise.race([refused, ranInstead])
      }
      return flag.ran
    })
    expect(ran).toEqual([])
  })

  test('nothing is loaded from elsewhere, and nothing is sent', { tag: '@both' }, async ({ app, page }) => {
    app.allowErrors(/./)
    const listener = await new Listener().open()
    try {
      await page.evaluate(
        async ({ target, desktop }) => {
          const element = <Tag extends keyof HTMLElementTagNameMap>(
            tag: Tag,
            properties: Partial<HTMLElementTagNameMap[Tag]>,
          ): void => document.body.append(Object.assign(document.createElement(tag), properties))
          const attempts: (() => unknown)[] = [
            () => fetch(`${target}/fetch`, { mode: 'no-cors' }),
            () => navigator.sendBeacon(`${target}/beacon`, 'words'),
            () => new WebSocket(`${target.replace('http', 'ws')}/socket`),
            () => new EventSource(`${target}/events`),
            () => element('img', { src: `${target}/image` }),
            () => element('video', { src: `${target}/video` }),
            () => element('iframe', { src: `${target}/frame` }),
            () => element('embed', { src: `${target}/embed` }),
            () => element('link', { rel: 'stylesheet', href: `${target}/style` }),
            () => element('link', { rel: 'prefetch', href: `${target}/prefetch` }),
            () => element('link', { rel: 'dns-prefetch', href: target }),
            () => document.body.style.setProperty('background', `url(${target}/background)`),
            () => new FontFace('stolen', `url(${target}/font)`).load(),
            () => new Worker(`${target}/worker`),
            () => {
              const form = Object.assign(document.createElement('form'), {
                action: `${target}/form`,
                method: 'post',
              })
              document.body.append(form)
              form.submit()
            },
          ]
          // Of these no policy speaks. They need a script of ours, and the desktop application's engine stops them.
          const unspoken: typeof attempts = [
            () => element('link', { rel: 'preconnect', href: target }),
            async () => {
              const urls = `turn:${new URL(target).host}?transport=tcp`
              const connection = new RTCPeerConnection({
                iceServers: [{ urls, username: 'a', credential: 'b' }],
              })
              connection.createDataChannel('words')
              await connection.setLocalDescription(await connection.createOffer())
            },
          ]
          for (const attempt of desktop ? [...attempts, ...unspoken] : attempts) {
            try {
              await Promise.race([attempt(), new Promise((resolve) => setTimeout(resolve, 50))])
            } catch {
              // Refused at once.
            }
          }
          await new Promise((resolve) => setTimeout(resolve, 1000))
        },
        { target: listener.origin, desktop: app.kind === 'desktop' },
      )
      expect(listener.requests).toEqual([])
      // A browser may open a connection before it looks at the policy; it then sends nothing.
      if (app.kind === 'desktop') expect(listener.connections).toBe(0)
    } finally {
      listener.close()
    }
  })
})

const payload = [
  '<script>globalThis.ran = "script"</script>',
  '<img src="x" onerror="globalThis.ran = \'handler\'">',
  '<svg onload="globalThis.ran = \'svg\'"><use href="data:image/svg+xml,x#y"/></svg>',
  '<iframe srcdoc="<script>parent.ran = \'frame\'</script>"></iframe>',
  '<a href="javascript:globalThis.ran = \'link\'">click here</a>',
  '<style>body { display: none }</style>',
  '[markdown](javascript:globalThis.ran=1) ![image](https://tracker.example/pixel.png)',
].join('\n')

test.describe('in what a reader imports and writes', () => {
  test(
    'markup in an article, in its title and in a note is shown as words or left out, and runs nothing',
    { tag: '@both' },
    async ({ app }) => {
      await app.close()
      const plain = join(app.dataFolder, 'Hostile words.txt')
      const page = join(app.dataFolder, 'Hostile page.html')
      const markdown = join(app.dataFolder, 'Hostile notes.md')
      await writeFile(plain, `A hostile text about trade.\n\n${payload}\n\nIt ends here.\n`)
      await writeFile(
        page,
        `<!doctype html><title>Hostile &lt;img src=x onerror="globalThis.ran='title'"&gt;</title>
       <meta name="author" content="&lt;script&gt;globalThis.ran='author'&lt;/script&gt;">
       <meta http-equiv="refresh" content="0; url=https://tracker.example/">
       <link rel="stylesheet" href="https://tracker.example/style.css">
       <article><h1>Hostile page</h1><p>A long enough paragraph about trade, so that it counts as the article.</p>
       ${payload}<p>It ends here, after another paragraph of words that says nothing new.</p></article>`,
      )
      await writeFile(
        markdown,
        `---\ntitle: "Hostile notes"\nurl: "javascript:globalThis.ran=1"\n---\n\n${payload}\n\nWords.\n`,
      )
      const imported = spawnSync(process.execPath, [
        commandLine,
        'import',
        plain,
        page,
        markdown,
        '--data',
        app.dataFolder,
      ])
      expect(imported.status, imported.stderr.toString()).toBe(0)
      const listed = spawnSync(process.execPath, [
        commandLine,
        'list',
        'hostile',
        '--json',
        '--data',
        app.dataFolder,
      ])
      const ids = (JSON.parse(listed.stdout.toString()) as { id: string }[]).map(({ id }) => id)
      expect(ids).toHaveLength(3)

      const window = await app.start()
      const rows = window
        .getByRole('listbox')
        .getByRole('option')
        .filter({ hasText: /hostile/i })
      await expect(rows).toHaveCount(3)
      for (const index of [0, 1, 2]) {
        await openLibrary(window)
        await rows.nth(index).dblclick()
        await expect(window.getByRole('region', { name: /^Pane [A-D]: .*hostile/i }).first()).toBeVisible()
      }
      const outcome = await window.evaluate(() => ({
        ran: (globalThis as { ran?: unknown }).ran ?? null,
        elements: document.querySelectorAll('article script, article iframe, article img, article style')
          .length,
        links: [...document.querySelectorAll('a')].filter((link) => link.protocol === 'javascript:').length,
        visible: getComputedStyle(document.body).display !== 'none',
      }))
      expect(outcome).toEqual({ ran: null, elements: 0, links: 0, visible: true })
    },
  )

  test('markup in a note runs nothing, while it is written and when it is rendered', async ({
    app,
    page,
  }) => {
    const row = page.getByRole('option', { name: /Delegation of Japanese Chamber/ })
    await row.dblclick()
    await expect(page.getByRole('region', { name: /^Pane A/ })).toBeVisible()
    const opened = async (): Promise<string> =>
      (await app.call('workspace.get', {})).panes[0]?.articleId ?? ''
    await expect.poll(opened).not.toBe('')
    const articleId = await opened()
    await app.call('notebook.apply', {
      label: 'note',
      operations: [noteOn(articleId, payload)],
    })
    const note = page.getByRole('complementary', { name: 'Notes' }).getByRole('feed')
    await expect(note).toContainText('<script>globalThis.ran = "script"</script>')
    const outcome = await page.evaluate(() => ({
      ran: (globalThis as { ran?: unknown }).ran ?? null,
      elements: document.querySelectorAll('[role=feed] :is(script, iframe, img[src], style)').length,
      links: [...document.querySelectorAll('a')].filter((link) => link.protocol === 'javascript:').length,
    }))
    expect(outcome).toEqual({ ran: null, elements: 0, links: 0 })
  })
})
