import { expect, noted, register, signOut, test } from './support'
import type { Page } from '@playwright/test'

/** Whoever registers first operates the installation; the script that starts the server does so. */
const operator = {
  name: 'Otto Operator',
  email: 'operator@example.com',
  password: 'copper lantern under the bridge',
  workspace: 'Installation',
}

async function openOverview(page: Page) {
  const more = page.getByRole('button', { name: 'More', exact: true })
  if (await more.isVisible()) {
    await more.click()
    await page.getByRole('menuitem', { name: 'Installation' }).click()
  } else {
    await page.getByRole('link', { name: 'Installation' }).click()
  }
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible()
}

test('an operator looks around, acts for somebody and leaves again', async ({
  page,
  person,
  step,
  expectedErrors,
}) => {
  // What was being read for one person when the other took over.
  expectedErrors.push('401')
  await register(page, person)
  await page.goto('/admin/overview')
  await expect(page.getByRole('heading', { name: 'Installation' })).toBeHidden()
  await page.goto('/')
  await signOut(page, person)
  await page.getByLabel('E-mail').fill(operator.email)
  await page.getByLabel('Password').fill(operator.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Runs', level: 1 })).toBeVisible()

  await openOverview(page)
  await step('overview')
  await page.getByRole('link', { name: 'Accounts' }).click()
  await expect(page.getByRole('list', { name: 'Accounts' })).toBeVisible()
  await step('accounts')
  await page.getByRole('link', { name: 'Operations' }).click()
  await expect(page.getByRole('code').filter({ hasText: 'audit-verify' })).toBeVisible()
  await step('operations')
  await page.getByRole('link', { name: 'People' }).click()
  await page.getByLabel('Search names and addresses').fill(person.email)
  const found = page.locator('li, tr').filter({ hasText: person.email })
  // The list is new when the search is through, and a menu that was open in the old one is gone.
  await expect(page.getByRole('button', { name: /^Actions for/ })).toHaveCount(1)
  await found.getByRole('button', { name: `Actions for ${person.name}` }).click()
  await page.getByRole('menuitem', { name: 'Act for this person' }).click()
  await page.getByLabel('Reason').fill('She asked why her run is stuck')
  await step('reason')
  await page.getByRole('button', { name: 'Begin' }).click()

  const banner = page.getByRole('region', { name: 'Support session' })
  await expect(banner).toContainText(`You act for ${person.name}`)
  await expect(page.getByRole('heading', { name: 'Runs', level: 1 })).toBeVisible()
  await step('acting')
  await page.reload()
  await expect(banner).toBeVisible()
  await banner.getByRole('button', { name: 'End' }).click()
  await expect(page.getByRole('heading', { name: 'People', level: 1 })).toBeVisible()
  await expect(banner).toBeHidden()

  await signOut(page, operator)
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('link', { name: /^Notices\s*1\s*Unread$/ }).click()
  const told = page.getByRole('list', { name: 'Notices' })
  await expect(told).toContainText('Otto Operator, an operator of this installation, acts for you')
  await expect(told).toContainText('She asked why her run is stuck')
  await step('notices')
  await told.getByRole('button', { name: 'Mark as read' }).click()
  await expect(page.getByRole('link', { name: 'Notices', exact: true })).toBeVisible()
  await told.getByRole('button', { name: 'Put away' }).click()
  await expect(page.getByText('Nothing to tell you.')).toBeVisible()
})

test('an owner reads, narrows and exports the audit log @phone', async ({ page, person, step }) => {
  await register(page, person)
  const more = page.getByRole('button', { name: 'More', exact: true })
  if (await more.isVisible()) {
    await more.click()
    await page.getByRole('menuitem', { name: 'Audit log' }).click()
  } else {
    await page.getByRole('link', { name: 'Audit log' }).click()
  }
  const list = page.getByRole('list', { name: 'Audit log' })
  await list.getByRole('button', { name: 'Workspace created' }).click()
  await expect(page.getByRole('dialog', { name: 'Workspace created' })).toContainText(person.name)
  await step('entry')
  await page.getByRole('button', { name: 'Close' }).click()
  await page.getByLabel('Action', { exact: true }).selectOption('member.invited')
  await expect(page.getByText('Nothing matches.')).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  const file = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: 'Export as CSV' }).click()
  expect((await file).suggestedFilename()).toMatch(/-audit-log\.csv$/)
  await noted(page, 'The file holds the entries of this list.')
  await step('log')
})
