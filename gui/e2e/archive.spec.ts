import { readFileSync } from 'node:fs'
import { expect, finishRun, noted, register, test } from './support'

test('a workspace goes out as a file and comes in again as another one @phone', async ({
  page,
  person,
  step,
}) => {
  await register(page, person)
  const home = page.url().replace(/\/runs.*/, '')
  await finishRun(page)

  await page.goto(`${home}/settings/general`)
  await page.getByRole('button', { name: 'Make an archive' }).click()
  await expect(page.getByText('Kept until')).toBeVisible({ timeout: 30_000 })
  await noted(page, 'The archive is being made.')
  await step('export')
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download' }).click()
  const buffer = readFileSync(await (await downloading).path())

  await page.goto('/welcome')
  await page.getByLabel('Archive of a workspace').setInputFiles({
    name: 'workspace.zip',
    mimeType: 'application/zip',
    buffer,
  })
  await page.getByRole('button', { name: 'Look into the archive' }).click()
  await expect(page.getByRole('region', { name: 'What comes in' })).toBeVisible()
  await step('preview')
  await page.getByLabel('Name of the workspace').fill('The second one')
  await page.getByLabel('What the archive says of my address is mine').uncheck()
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await page.getByRole('button', { name: 'Open the workspace' }).click({ timeout: 60_000 })
  await expect(page.getByRole('heading', { name: 'Runs', level: 1 })).toBeVisible()
  expect(page.url()).not.toContain(home)
  const there = page.url().replace(/\/runs.*/, '')
  await page.goto(`${there}/posts`)
  await expect(page.getByRole('heading', { name: 'Posts', level: 1 })).toBeVisible()
  await expect(page.locator('a[href*="/posts/"]').filter({ hasText: /\S/ }).first()).toBeVisible()
  await step('posts')

  await page.goto(`${there}/team`)
  const named = page.getByRole('region', { name: 'Known by name only' })
  await named.getByLabel(`Member for ${person.name}`).selectOption({ label: person.name })
  await step('named')
  await named.getByRole('button', { name: 'Give' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Give' }).click()
  await expect(named).toBeHidden()
  await step('given')
})
