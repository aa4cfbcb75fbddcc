import { expect, noted, register, story, test } from './support'
import type { Page } from '@playwright/test'

async function open(page: Page, name: 'Workflows' | 'Personas') {
  const more = page.getByRole('button', { name: 'More', exact: true })
  if (await more.isVisible()) {
    await more.click()
    await page.getByRole('menuitem', { name }).click()
  } else {
    await page.getByRole('link', { name, exact: true }).click()
  }
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
}

test('a workflow of one’s own: faults, versions, way back, default @phone', async ({
  page,
  person,
  step,
  expectedErrors,
}) => {
  await register(page, person)
  await open(page, 'Workflows')
  await expect(page.getByRole('radio', { name: /Offline/ })).toBeVisible()
  await step('workflows')
  await page.getByLabel('Copy of').selectOption('offline')
  await page.getByLabel('Short name').fill('ours')
  await page.getByRole('button', { name: 'Make a copy' }).click()
  const yaml = page.getByLabel('Text of the workflow (YAML)')
  await expect(yaml).toHaveValue(/next: story-review/)
  const original = await yaml.inputValue()

  expectedErrors.push('422')
  await yaml.fill(original.replace('next: story-review', 'next: nowhere'))
  await page.getByRole('button', { name: 'Save' }).click()
  const fault = page.getByRole('button', { name: /Line 25, column \d+/ })
  await expect(fault).toBeVisible()
  await step('faults')
  await fault.click()
  await expect(yaml).toBeFocused()

  await yaml.fill(original.replace('name: Offline', 'name: Ours'))
  await page.getByLabel('What did you change? (optional)').fill('Another name')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Another name')).toBeVisible()
  await page.getByRole('button', { name: 'Compare Version 1' }).click()
  await expect(page.locator('ins', { hasText: 'name: Ours' })).toBeVisible()
  await noted(page, 'Runs that have begun keep their version.')
  await step('history')
  await page.getByRole('button', { name: 'Restore Version 1' }).click()
  await expect(page.getByText('Text of version 1')).toBeVisible()
  await expect(yaml).toHaveValue(/name: Offline/)

  await page.getByRole('link', { name: 'All workflows' }).click()
  await page.getByRole('radio', { name: /^ours/i }).click()
  await expect(page.getByText('ours, chosen by this workspace.')).toBeVisible()
  await noted(page, 'The default is chosen.')
  await step('chosen')
})

test('a persona changed, previewed, tried and restored @phone', async ({ page, person, step }) => {
  await register(page, person)
  await open(page, 'Personas')
  await step('personas')
  await page.getByRole('link', { name: 'Writer', exact: true }).click()
  const text = page.getByLabel('Text', { exact: true })
  await expect(text).toHaveValue(/Your role: writer/)
  await text.fill(
    'You write one post for {{platform}} of {{min_words}} to {{max_words}} words. Keep it plain.',
  )
  await expect(page.getByText('You write one post for LinkedIn of 250 to 400 words.')).toBeVisible()
  await step('preview')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Your text stands in the place', { exact: false })).toBeVisible()
  await page.getByLabel('A story').fill(story)
  await page.getByRole('button', { name: 'Ask once' }).click()
  await expect(page.getByText('Right form')).toBeVisible()
  await noted(page, 'It counts from the next state a run enters.')
  await step('tried')
  await text.fill('You write one post for {{platform}} and nothing else in the whole world. Short.')
  await page.getByRole('button', { name: 'Save' }).click()
  await noted(page, 'It counts from the next state a run enters.')
  await page.getByRole('button', { name: 'Restore Version 1' }).click()
  await expect(page.getByText('Text of version 1')).toBeVisible()
  await expect(text).toHaveValue(/Keep it plain/)
  await page.getByRole('button', { name: "Back to the product's text" }).click()
  await page.getByRole('dialog').getByRole('button', { name: "Back to the product's text" }).click()
  await expect(page.getByRole('heading', { name: 'Personas', level: 1 })).toBeVisible()
})
