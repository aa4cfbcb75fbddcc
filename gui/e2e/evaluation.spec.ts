import type { Page } from '@playwright/test'
import { expect, finishRun, register, test } from './support'

async function openFromMenu(page: Page, name: string) {
  const more = page.getByRole('button', { name: 'More', exact: true })
  if (await more.isVisible()) {
    await more.click()
    await page.getByRole('menuitem', { name }).click()
  } else {
    await page.getByRole('link', { name }).click()
  }
}

test('a finished run is counted, drawn and found again @phone', async ({ page, person, step }) => {
  await register(page, person)
  await openFromMenu(page, 'Evaluation')
  await expect(page.getByText('No run counts in this period.', { exact: false })).toBeVisible()
  await step('empty')
  await finishRun(page)

  await openFromMenu(page, 'Evaluation')
  await page.getByLabel('Count runs without AI').check()
  await expect(page).toHaveURL(/offline=true/)
  const agents = page.getByRole('region', { name: 'Agents by the scores of their drafts, table' })
  await expect(agents.getByRole('row')).not.toHaveCount(0)
  await expect(page.locator('[data-chart=bar]').first()).toBeVisible()
  await expect(page.locator('[data-chart=trend]').first()).toBeVisible()
  const file = page.waitForEvent('download')
  await page.getByRole('button', { name: /agents\.csv/ }).click()
  expect((await file).suggestedFilename()).toBe('agents.csv')
  await step('evaluation')

  await page.goto(page.url().replace(/evaluation.*/, 'runs'))
  await expect(page.locator('a[data-run]')).toHaveCount(1)
  await page.getByLabel('To', { exact: true }).fill('2020-01-01')
  await expect(page.locator('a[data-run]')).toHaveCount(0)
  await page.getByRole('link', { name: 'Clear filters' }).click()
  await expect(page.locator('a[data-run]')).toHaveCount(1)
})
