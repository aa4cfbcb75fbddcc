import type { Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, noted, register, story, test } from './support'

const another = readFileSync(
  join(import.meta.dirname, '../../examples/stories/matching-grant.md'),
  'utf8',
).trim()

async function openVoices(page: Page) {
  const more = page.getByRole('button', { name: 'More', exact: true })
  if (await more.isVisible()) {
    await more.click()
    await page.getByRole('menuitem', { name: 'Voices' }).click()
  } else {
    await page.getByRole('link', { name: 'Voices', exact: true }).click()
  }
  await expect(page.getByRole('heading', { name: 'Voices', level: 1 })).toBeVisible()
}

test('a voice learned from own words, looked at, and a text scored @phone', async ({
  page,
  person,
  step,
}) => {
  await register(page, person)
  await openVoices(page)
  await expect(page.getByRole('link', { name: 'Professional' })).toBeVisible()
  await step('voices')
  await page.getByRole('link', { name: 'Learn a voice' }).click()
  const learn = page.getByRole('button', { name: 'Learn this voice' })
  await expect(learn).toBeDisabled()
  for (const text of [story, another]) {
    await page.getByLabel('A text you wrote').fill(text)
    await page.getByRole('button', { name: 'Add text' }).click()
    await expect(page.getByLabel('A text you wrote')).toHaveValue('')
  }
  await expect(page.getByText(/words: enough to learn a voice/)).toBeVisible()
  await step('learning')
  await learn.click()

  await expect(page.getByRole('heading', { name: 'Default', level: 1 })).toBeVisible()
  await expect(page.getByText(/^Sentences run [\d.]+ words on average/)).toBeVisible()
  await expect(page.locator('[data-chart=radar]')).toBeVisible()
  await page.getByRole('radio', { name: 'Table' }).check()
  await expect(page.getByRole('rowheader', { name: 'Sentence length' })).toBeVisible()
  await noted(page, 'everything that is counted is there')
  await step('fingerprint')

  const text = page.getByLabel('Text to compare with this voice')
  await text.fill('Too short.')
  await page.getByRole('button', { name: 'Score', exact: true }).click()
  await expect(page.getByText('No score: 2 words of the 60 it takes.')).toBeVisible()
  await text.fill(`\u{1F680} ${'You should never — ever — do that! '.repeat(12)}`)
  await page.getByRole('button', { name: 'Score', exact: true }).click()
  await expect(page.getByText('Measures style, not quality or truth.')).toBeVisible()
  await page.getByRole('button', { name: /^Show: .*dashes/ }).click()
  await expect(page.locator('[data-scored] mark').first()).toHaveText('—')
  await step('score')

  await page.getByLabel('Tone', { exact: true }).fill('Dry as toast.')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('region', { name: 'What writers are told' })).toContainText(
    'Dry as toast.',
  )
})
