import AxeBuilder from '@axe-core/playwright'
import { expect, test as base, type Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const story = readFileSync(
  join(import.meta.dirname, '../../examples/stories/fire-company.md'),
  'utf8',
).trim()

export type Person = { name: string; email: string; password: string; workspace: string }

type Fixtures = {
  person: Person
  /** Console errors the step expects, as parts of their text: a refused request is logged by the browser. */
  expectedErrors: string[]
  step: (name: string) => Promise<void>
}

/** An access or a refresh token; neither has a place in an address. */
const token = /eyJ[\w-]+\.[\w-]+\.[\w-]+|rt_[\w-]{43}/

let people = 0

/** Every journey has a person of its own; a console error nobody expected fails it. */
export const test = base.extend<Fixtures>({
  person: async ({}, use) => {
    people += 1
    const id = `${Date.now().toString(36)}-${process.pid}-${people}`
    await use({
      name: 'Ana Ruiz',
      email: `ana-${id}@example.com`,
      password: 'copper lantern under the bridge',
      workspace: `Journey ${id}`,
    })
  },
  expectedErrors: async ({}, use) => use([]),
  page: async ({ page, expectedErrors }, use) => {
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(String(error.stack)))
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(`${message.text()} ${message.location().url}`)
    })
    const leaked: string[] = []
    page.on('request', (request) => {
      if (token.test(request.url())) leaked.push(request.url())
    })
    await use(page)
    expect(leaked, 'tokens in addresses').toEqual([])
    const unexpected = errors.filter(
      (error) => !expectedErrors.some((part) => error.includes(part)),
    )
    expect(unexpected, 'errors in the console').toEqual([])
  },
  step: async ({ page }, use, info) => {
    let count = 0
    await use(async (name) => {
      count += 1
      const number = String(count).padStart(2, '0')
      const title = info.title.replace(/[^a-z0-9]+/gi, '-').slice(0, 40)
      const file = `${title}-${number}-${name.replace(/[^a-z0-9]+/gi, '-')}`
      await takePicture(page, `${file}-${info.project.name}.png`)
      await expectAccessible(page)
      await expectNoSidewaysScroll(page)
      if (info.project.name === 'light') {
        // The same screen in the dark: another journey there would show nothing but other colours.
        await page.emulateMedia({ colorScheme: 'dark' })
        await takePicture(page, `${file}-dark.png`)
        await expectContrast(page)
        await page.emulateMedia({ colorScheme: 'light' })
      }
    })
  },
})

export { expect }

/** Every page begins with a settled picture: it has its heading and its fonts, and nothing moves. */
async function takePicture(page: Page, file: string) {
  await page.locator('h1').first().waitFor({ state: 'attached' })
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({
    path: join(import.meta.dirname, 'screenshots', file),
    fullPage: true,
    animations: 'disabled',
  })
}

const expectAccessible = (page: Page) =>
  expectNoViolations(
    new AxeBuilder({ page }).withTags([
      'wcag2a',
      'wcag2aa',
      'wcag21a',
      'wcag21aa',
      'wcag22aa',
      'best-practice',
    ]),
  )

const expectContrast = (page: Page) =>
  expectNoViolations(new AxeBuilder({ page }).withRules(['color-contrast']))

async function expectNoViolations(axe: AxeBuilder) {
  const { violations } = await axe
    // The graph's own frame; its contents stand beside it as a list.
    .exclude('.react-flow__attribution')
    .analyze()
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`,
  )
  expect(found, 'axe').toEqual([])
}

async function expectNoSidewaysScroll(page: Page) {
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(wider, 'pixels wider than the screen').toBeLessThanOrEqual(0)
}

export async function register(page: Page, person: Person) {
  await page.goto('/auth/register')
  await page.getByLabel('Your name').fill(person.name)
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByLabel('Password').fill(person.password)
  await page.getByLabel('Workspace').fill(person.workspace)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByRole('heading', { name: 'Runs', level: 1 })).toBeVisible()
}

/** On a phone the same things are in the bottom bar. */
export async function signOut(page: Page, person: Person) {
  const more = page.getByRole('button', { name: 'More', exact: true })
  if (await more.isVisible()) await more.click()
  else await page.getByRole('button', { name: person.name, exact: true }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
}

export async function openNewStory(page: Page) {
  await page.getByRole('link', { name: 'New story' }).first().click()
  await expect(page.getByRole('heading', { name: 'New story' })).toBeVisible()
}

/** A phone shows one part of the run at a time. */
export async function showPane(page: Page, name: 'Story' | 'Text' | 'Decide') {
  const pane = page.getByRole('radio', { name, exact: true })
  if (await pane.isVisible()) await pane.click({ force: true })
}

/** While it fades, a note has too little contrast to be judged. */
export async function noted(page: Page, text: string) {
  const note = page.getByText(text, { exact: false }).last()
  // It may not be there yet, or not any more; and it stays for as long as the mouse is on it.
  await note.waitFor({ state: 'visible', timeout: 1000 }).catch(() => undefined)
  await page.mouse.move(0, 0)
  await expect(note).toBeHidden()
}

export async function pickOffline(page: Page) {
  const offline = page.locator('input[name=config][value=offline]')
  await offline.click({ force: true })
  await expect(offline).toBeChecked()
}

/** Waits until a run asks for its approval, and gives it. */
export async function approve(page: Page) {
  await expect(page.getByRole('heading', { name: 'You decide' })).toBeVisible({ timeout: 90_000 })
  await showPane(page, 'Decide')
  await page.getByRole('button', { name: /^Approve/ }).click()
  await expect(page.getByRole('heading', { name: 'Done' })).toBeVisible()
}

/** Tells the example story and lets it become a post. */
export async function finishRun(page: Page) {
  await openNewStory(page)
  await page.getByLabel('Your story').fill(story)
  await pickOffline(page)
  await page.getByRole('button', { name: /^Start/ }).click()
  await approve(page)
}

/**
 * Moves the focus with Tab, or back with Shift+Tab, until it is on something of this name, as somebody without a mouse does. Fields are found by their
 * label; `selector` narrows to one of several.
 */
export async function tabTo(
  page: Page,
  name: string | RegExp,
  kind: 'button' | 'link' | 'field',
  selector?: string,
) {
  const named =
    kind === 'field'
      ? page.getByLabel(name)
      : page.getByRole(kind, { name, exact: typeof name === 'string' })
  const wanted = (selector ? named.and(page.locator(selector)) : named).first()
  for (let press = 0; press < 250; press += 1) {
    const way = await wanted.evaluate((element) => {
      const now = document.activeElement
      if (now === element) return 'there'
      const behind = now && element.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING
      return behind ? 'Shift+Tab' : 'Tab'
    })
    if (way === 'there') return
    await page.keyboard.press(way)
  }
  throw new Error(`Tab does not reach ${kind} ${String(name)}`)
}
