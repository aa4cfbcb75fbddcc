/* global document, scrollTo */
// Pictures of every screen, light and dark, wide and on a phone, for looking at them side by side.
// Usage: BASE_URL=http://localhost:8080 npm run screenshots [part of a screen's name]
// It registers a person of its own, so any running server will do; the pictures land in e2e/screenshots/screens.
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'

const base = process.env.BASE_URL ?? 'http://localhost:8080'
const only = process.argv[2] ?? ''
const root = join(import.meta.dirname, '..')
const folder = join(root, 'e2e/screenshots/screens')
mkdirSync(folder, { recursive: true })
const story = readFileSync(join(root, '../examples/stories/fire-company.md'), 'utf8').trim()

const stamp = Date.now().toString(36)
const person = { email: `look-${stamp}@example.com`, password: 'copper lantern under the bridge' }
const variants = [
  { theme: 'light', width: 1280 },
  { theme: 'dark', width: 1280 },
  { theme: 'light', width: 390 },
  { theme: 'dark', width: 390 },
]

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
})

async function call(method, path, body, token) {
  const response = await fetch(`${base}/api/v1${path}`, {
    method,
    headers: {
      'Content-Type': 'application/json',
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
    },
    body: body && JSON.stringify(body),
  })
  if (!response.ok)
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return response.status === 204 ? undefined : response.json()
}

await call('POST', '/auth/register', {
  ...person,
  full_name: 'Ana Ruiz',
  workspace_name: `Northwind ${stamp}`,
})
const { access_token: token } = await call('POST', '/auth/login', person)
const me = await call('GET', '/auth/me', undefined, token)
const { workspace_id: id, slug } = me.memberships[0]
const w = `/w/${id}`
const runs = `${w}/workflow-runs`

async function until(number, done) {
  for (;;) {
    const run = await call('GET', `${runs}/${number}`, undefined, token)
    if (done(run)) return run
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}
const start = (more) => call('POST', runs, { story, config: 'offline', ...more }, token)
const decide = (run, body) =>
  call(
    'POST',
    `${runs}/${run.number}/decisions`,
    { decision_id: run.open_decision.id, content_hash: run.open_decision.content_hash, ...body },
    token,
  )

const waiting = (run) => run.status === 'awaiting_human'

async function fill() {
  const done = await start({ story_label: 'The Union Fire Company' })
  await decide(await until(done.number, waiting), { decision: 'approved' })
  await until(done.number, (run) => run.status === 'complete')
  const paused = await start({ story_label: 'Clean streets for sixpence', start_paused: true })
  const revised = await start({ story_label: 'Thirty men, one set of buckets' })
  await decide(await until(revised.number, waiting), {
    decision: 'feedback',
    feedback: 'Remove paragraph 2. Make it sound more like spring.',
  })
  await until(revised.number, (run) => !waiting(run))
  await until(revised.number, waiting)
  const stopped = await start({ story_label: 'A story I gave up on', start_paused: true })
  await call('POST', `${runs}/${stopped.number}/abort`, undefined, token)
  return { done: done.number, paused: paused.number, decision: revised.number }
}

let shots = []
const screen = (name, path, act, signedIn = true) => shots.push({ name, path, act, signedIn })
const at = (path) => `/w/${slug}/${path}`
const fail = (pattern, status, body) => (page) =>
  page.route(pattern, (route) =>
    route.fulfill({ status, contentType: 'application/problem+json', body: JSON.stringify(body) }),
  )

async function take() {
  for (const { theme, width } of variants) {
    const context = await browser.newContext({
      colorScheme: theme,
      viewport: { width, height: width < 600 ? 844 : 800 },
      hasTouch: width < 600,
      isMobile: width < 600,
      baseURL: base,
    })
    const page = await context.newPage()
    const wanted = shots.filter(({ name }) => name.includes(only))
    let inside = false
    for (const { name, path, act, signedIn } of wanted) {
      if (signedIn && !inside) {
        await page.goto('/auth/login')
        await page.getByLabel('E-mail').fill(person.email)
        await page.getByLabel('Password').fill(person.password)
        await page.getByRole('button', { name: 'Sign in' }).click()
        await page.getByRole('heading', { name: 'Runs', level: 1 }).waitFor()
        inside = true
      }
      if (act?.before) await act.before(page)
      await page.goto(path)
      await page.locator('h1, [role=alert]').first().waitFor()
      await page.waitForLoadState('networkidle', { timeout: 1200 }).catch(() => undefined)
      if (act?.then) await act.then(page)
      await page.evaluate(() => scrollTo(0, 0))
      await page.evaluate(() => document.fonts.ready)
      const wider = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      if (wider > 0) process.stdout.write(`${name} ${theme} ${width}: ${wider} px too wide\n`)
      await page.screenshot({
        path: join(folder, `${name}-${width}-${theme}.png`),
        fullPage: true,
        animations: 'disabled',
      })
      await page.unrouteAll()
    }
    await context.close()
  }
  shots = []
}

screen('login', '/auth/login', undefined, false)
screen('register', '/auth/register', undefined, false)
screen('runs-empty', at('runs'))
screen('posts-empty', at('posts'))
screen('story-empty', at('stories/new'))
await take()

const numbers = await fill()
const run = (number, search = '') => at(`runs/${number}${search}`)
const refusal = {
  title: 'Something inside failed',
  code: 'internal',
  status: 500,
  detail: 'The list could not be read. Try again; if it stays so, pass on the request id.',
  request_id: '0190c0de',
}
screen('runs', at('runs'))
screen('runs-no-match', at('runs?q=zzz'))
screen('runs-failed', at('runs'), {
  before: fail('**/workflow-runs?*', 500, refusal),
  then: (page) => page.getByRole('alert').waitFor(),
})
screen('story-filled', at('stories/new'), {
  then: async (page) => {
    const priced = page.waitForResponse('**/workflow-runs/quote')
    await page.getByLabel('Your story').fill(story)
    await page.getByText('More options').click()
    await priced
  },
})
screen('run-paused', run(numbers.paused))
for (const pane of ['story', 'text', 'decide'])
  screen(`run-decision-${pane}`, run(numbers.decision, `?pane=${pane}`))
screen('run-diff', run(numbers.decision, '?pane=text'), {
  then: (page) => page.getByText(/^Diff to/).click(),
})
screen('run-done', run(numbers.done))
screen('run-list', run(numbers.done, '?flow=list'))
screen('run-drafts', run(numbers.done, '?state=draft&pane=text'))
for (const tab of ['output', 'audit', 'prompt', 'cost'])
  screen(`run-inspector-${tab}`, run(numbers.done, `?state=draft&pane=decide&tab=${tab}`))
for (const view of ['outputs', 'audits', 'tokens', 'events'])
  screen(`run-${view}`, run(numbers.done, `?view=${view}`))
screen('run-fork', run(numbers.done, '?fork=draft'))
screen('spending', at('settings/spending'))
screen('posts', at('posts'))
screen('post-preview', at('posts/1'))
screen('post-sources', at('posts/1?panel=sources'))
screen('post-quality', at('posts/1?panel=quality'))
screen('appearance', '/settings/appearance')
screen('security', '/settings/security')
screen('not-found', '/w/nobody/runs')
screen('palette', at('runs'), { then: (page) => page.keyboard.press('Control+k') })
screen('shortcuts', at('runs'), { then: (page) => page.keyboard.press('?') })
await take()
await browser.close()
