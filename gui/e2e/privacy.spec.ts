import { expect, noted, register, test } from './support'

test('somebody answers, takes a copy of their data, and leaves @tenancy-54 @phone', async ({
  page,
  person,
  step,
  request,
}) => {
  // The first person ever operates the installation, and the last operator cannot leave.
  const before = { email: `first-${person.email}`, password: person.password, full_name: 'Olga' }
  expect((await request.post('/api/v1/auth/register', { data: before })).status()).toBe(201)
  await register(page, person)
  const home = page.url().replace(/\/runs.*/, '')
  await expect(page.getByText('May we count which pages')).toBeVisible()
  await step('asked')
  await page.getByRole('button', { name: 'Yes, count' }).click()
  await expect(page.getByText('May we count which pages')).toHaveCount(0)

  await page.goto(`${home}/settings/general`)
  const counted = page.getByLabel('Count how the product is used here')
  await counted.click()
  await expect(counted).not.toBeChecked()
  await noted(page, 'Saved')
  await expect(page.getByText('Nothing was counted')).toBeVisible()
  await step('workspace')

  await page.goto('/settings/privacy')
  const analytics = page.getByLabel('Count which pages and functions I use')
  await analytics.click()
  await expect(analytics).not.toBeChecked()
  await noted(page, 'Saved')
  await page.getByRole('button', { name: 'Make a copy' }).click()
  await expect(page.getByText('Ready until')).toBeVisible()
  const fetched = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download' }).click()
  expect((await fetched).suggestedFilename()).toMatch(/^postmagiq-data-.*\.zip$/)
  await noted(page, 'Your copy is being made.')
  await step('privacy')

  await page.getByRole('button', { name: 'Erase my account' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText(`Nobody else works in ${person.workspace}`)).toBeVisible()
  await dialog.getByLabel('Type DELETE to confirm').fill('DELETE')
  await step('erase')
  await dialog.getByRole('button', { name: 'Erase account' }).click()
  await expect(dialog.getByText('Your account is closed.')).toBeVisible()
})
