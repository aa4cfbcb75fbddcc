import { expect } from '@playwright/test'
import { register, test } from './support'

const table = [
  'topic;chapter;status;due date;text',
  'Nine meetings;Quiet offices;done;2026-12-24;We met nine times a week.',
  'Silence;Quiet offices;idea;soon;',
  ';;;;',
  '"Never closed;Quiet offices;;;',
].join('\r\n')

test('posts come in from a table and go out again @phone', async ({ page, person, step }) => {
  await register(page, person)
  const home = page.url().replace(/\/runs.*/, '')
  await page.goto(`${home}/posts`)
  await page.getByRole('link', { name: 'Import', exact: true }).press('Enter')
  await expect(page.getByRole('heading', { name: 'Import posts', level: 1 })).toBeVisible()
  await step('choose')

  const csv = { name: 'posts.csv', mimeType: 'text/csv', buffer: Buffer.from(table) }
  await page.getByLabel('File', { exact: true }).setInputFiles(csv)
  await page.getByRole('button', { name: 'Look into the file' }).press('Enter')
  await expect(page.getByRole('button', { name: 'Import 2 posts' })).toBeVisible()
  await expect(page.getByText('Read as CSV, utf-8, ;.')).toBeVisible()
  await expect(page.getByRole('cell', { name: 'due_date' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('button', { name: 'Import 2 posts' })).toBeVisible()
  await step('preview')

  await page.getByRole('button', { name: 'Import 2 posts' }).press('Enter')
  await expect(page.getByText('The import is done')).toBeVisible()
  await step('result')

  await page.getByRole('link', { name: 'Show the posts' }).press('Enter')
  await expect(page.getByRole('link', { name: 'Nine meetings' })).toBeVisible()
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).press('Enter')
  await page.getByRole('menuitem', { name: 'Table (CSV)' }).press('Enter')
  expect((await downloading).suggestedFilename()).toMatch(/-content\.csv$/)
})
