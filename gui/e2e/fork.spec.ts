import { approve, expect, finishRun, register, showPane, test } from './support'

test('a finished run is forked from a state, compared and adopted @phone', async ({
  page,
  person,
  step,
}) => {
  await register(page, person)
  await finishRun(page)
  const source = page.url().replace(/\?.*/, '')

  await page.goto(`${source}?state=draft&pane=decide`)
  await page.getByRole('button', { name: 'Fork from here' }).click()
  const dialog = page.getByRole('dialog', { name: /from Draft$/ })
  await expect(dialog.getByText('Used again', { exact: true })).toBeVisible()
  await dialog.getByLabel('offline-chronological').uncheck()
  await expect(dialog.getByText(/Draft/).first()).toBeVisible()
  await dialog.getByLabel('Your words to it (optional)').fill('Keep it short.')
  const start = dialog.getByRole('button', { name: /^Fork for/ })
  await expect(start).toBeEnabled()
  await step('form')
  await dialog.getByRole('radio', { name: 'A role’s words' }).check()
  await dialog.getByLabel('Role', { exact: true }).selectOption({ index: 1 })
  await expect(dialog.getByLabel('Words of the role, for this run alone')).not.toBeEmpty()
  await step('role')
  await dialog.getByRole('radio', { name: 'Nothing' }).check()
  await start.click()

  await expect(page).not.toHaveURL(/fork=/)
  await expect(page.getByRole('link', { name: 'Forked from #1 at Draft' })).toBeVisible()
  await approve(page)
  await step('fork')
  await page.getByRole('link', { name: 'Compare with source' }).click()
  await expect(page.getByText(/share everything up to/)).toBeVisible()
  await step('compare')
  await page.goBack()
  await showPane(page, 'Decide')
  await page.getByRole('button', { name: 'Adopt this text' }).click()
  await page.getByRole('link', { name: 'Open the post' }).click()
  await expect(page.getByTestId('post-text')).not.toBeEmpty()
})

test('a fork is opened from the menu and closed by keyboard alone', async ({ page, person }) => {
  await register(page, person)
  await finishRun(page)
  await page.getByRole('button', { name: 'More actions' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Fork…' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: /^Fork #1/ })
  await expect(dialog.getByRole('button', { name: /^Fork for/ })).toBeEnabled()
  await expect(page).toHaveURL(/fork=true/)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(page).not.toHaveURL(/fork=/)
})

test('what a visit was instructed with and who is paid are told in its details @phone', async ({
  page,
  person,
  step,
}) => {
  await register(page, person)
  await finishRun(page)
  const run = page.url().replace(/\?.*/, '')
  await page.goto(`${run}?state=synthesize&pane=decide&tab=prompt`)
  await page.getByText(/^Role: /).click()
  await expect(page.getByText(/Your role:/)).toBeVisible()
  await step('prompt')
  await page.getByRole('tab', { name: 'Cost' }).click()
  await expect(page.getByText('free', { exact: true }).first()).toBeVisible()
  await step('cost')
})
