import { expect, register, story, test } from './support'

const cases = ['A red cart', 'A second cart']
  .map((label) => JSON.stringify({ label, story }))
  .join('\n')

test('two ways of working are compared on stories of one’s own, and read blind @phone', async ({
  page,
  person,
  step,
}) => {
  await register(page, person)
  await page.goto(page.url().replace(/runs.*/, 'evaluation'))
  await page.getByRole('link', { name: 'Golden sets' }).click()
  await expect(page.getByText('There is no golden set yet.', { exact: false })).toBeVisible()
  await page.getByLabel('Name of the new set').fill('Stories we know')
  await page.getByLabel('Name of the new set').press('Enter')
  await expect(page.getByRole('heading', { name: 'Stories we know' })).toBeVisible()
  await step('empty')

  await page.getByLabel('File with one case in JSON a line').setInputFiles({
    name: 'cases.jsonl',
    mimeType: 'application/x-ndjson',
    buffer: Buffer.from(cases),
  })
  await expect(page.getByRole('heading', { name: '2 cases' })).toBeVisible()
  for (const side of ['A: as it is', 'B: to be tried']) {
    await page.getByRole('group', { name: side }).getByLabel('Workflow').selectOption('offline')
  }
  await page.getByRole('button', { name: 'Show the price' }).click()
  await expect(page.getByRole('heading', { name: 'Price of 4 runs' })).toBeVisible()
  await expect(page.getByText('2 cases imported')).toBeHidden()
  await step('price')
  await page.getByRole('button', { name: 'Start the experiment' }).click()

  await expect(
    page.getByRole('region', { name: 'Progress' }).getByText('Complete', { exact: true }),
  ).toBeVisible({ timeout: 90_000 })
  await expect(
    page.getByText('Too few cases: 2, and 6 are needed', { exact: false }).first(),
  ).toBeVisible()
  await step('report')
  await page.getByRole('button', { name: 'Begin reading' }).click()
  for (const number of [1, 2]) {
    await expect(page.getByText(`Case ${number} of 2`, { exact: false })).toBeVisible()
    await page.getByRole('button', { name: 'Both alike' }).press('Enter')
  }
  await expect(page.getByText('You have judged every case.', { exact: false })).toBeVisible()
  await step('read')
})
