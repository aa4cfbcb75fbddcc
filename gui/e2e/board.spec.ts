import type { Browser, Page } from '@playwright/test'
import { expect, register, test, type Person } from './support'

test('a post is planned, moved by keyboard, written and finished @content-10 @content-27 @content-28 @phone', async ({
  page,
  browser,
  person,
  step,
}) => {
  await register(page, person)
  const home = page.url().replace(/\/runs.*/, '')
  await page.goto(`${home}/board`)
  await expect(page.getByRole('heading', { name: 'Board', level: 1 })).toBeVisible()
  await page.getByRole('button', { name: 'New post' }).first().click()
  await page.getByLabel('What is it about?').fill('Three meetings we deleted')
  await page.getByRole('button', { name: 'Add to the backlog' }).click()
  const handle = page.getByRole('button', { name: 'Move Three meetings we deleted' })
  await expect(handle).toBeVisible()
  await step('backlog')

  const other = await anotherBrowser(browser, person, `${home}/board`)
  await expect(inColumn(other, /^Backlog/)).toBeVisible()
  await handle.focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Space')
  const drafting = page.getByRole('region', { name: /^Drafting/ })
  await expect(drafting.getByText('Three meetings we deleted')).toBeVisible()
  await expect(inColumn(other, /^Drafting/)).toBeVisible({ timeout: 2000 })
  await other.context().close()
  await page.reload()
  await expect(drafting.getByText('Three meetings we deleted')).toBeVisible()

  await drafting.getByRole('link', { name: 'Three meetings we deleted' }).click()
  await page.getByLabel('Text of the post').fill('Nine meetings a week.')
  await page.getByLabel('Text of the post').blur()
  await expect(page.getByText('Saved, version 1')).toBeVisible()
  await page.getByText('Versions', { exact: true }).click()
  await expect(page.getByRole('button', { name: 'Show version 1' })).toBeVisible()
  await step('written')
  await page.getByRole('button', { name: 'Change status' }).click()
  await page.getByRole('menuitem', { name: 'Move to Ready' }).click()
  await expect(page.getByRole('button', { name: 'Mark as published…' })).toBeVisible()
})

/** A second browser of the same person, which watches the board. */
async function anotherBrowser(browser: Browser, person: Person, board: string): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: new URL(board).origin })).newPage()
  await page.goto('/auth/login')
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL(/\/w\//)
  const watching = page.waitForResponse((answer) => answer.url().includes('/board/events'))
  await page.goto(board)
  await watching
  return page
}

const inColumn = (page: Page, column: RegExp) =>
  page.getByRole('region', { name: column }).getByText('Three meetings we deleted')
