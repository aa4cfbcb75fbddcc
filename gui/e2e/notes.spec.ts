import { expect, test, register } from './support'

const table = 'topic;text\nNine meetings;We met nine times a week.\nSilence;Nobody called.'

test('words are suggested and taken, found again, and posts changed at once and back', async ({
  page,
  person,
  step,
}) => {
  await register(page, person)
  const home = page.url().replace(/\/runs.*/, '')
  await page.goto(`${home}/posts/import`)
  const csv = { name: 'posts.csv', mimeType: 'text/csv', buffer: Buffer.from(table) }
  await page.getByLabel('File', { exact: true }).setInputFiles(csv)
  await page.getByRole('button', { name: 'Look into the file' }).click()
  await page.getByRole('button', { name: 'Import 2 posts' }).click()
  await page.getByRole('link', { name: 'Show the posts' }).click()

  await page.getByRole('link', { name: 'Nine meetings' }).click()
  const text = page.getByLabel('Text of the post')
  await text.focus()
  await text.evaluate((box: HTMLTextAreaElement) => {
    const at = box.value.indexOf('nine times')
    box.setSelectionRange(at, at + 'nine times'.length)
  })
  await page.keyboard.press('Control+Alt+M')
  await page.getByLabel('Suggest other words').check()
  await page.getByLabel('Instead').fill('nine hours')
  await page.getByRole('button', { name: 'Suggest them' }).click()
  await expect(page.getByRole('button', { name: 'Accept', exact: true })).toBeVisible()
  await step('suggested')
  await page.getByRole('button', { name: 'Accept', exact: true }).click()
  await expect(text).toHaveValue('We met nine hours a week.')

  await page.goto(`${home}/search`)
  await page.getByLabel('Words to look for').fill('"nine hours"')
  await expect(page.getByRole('link', { name: 'Nine meetings' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Silence' })).toHaveCount(0)
  await step('found')

  await page.goto(`${home}/posts`)
  await page.getByLabel('Choose Nine meetings').check()
  await page.getByLabel('Choose Silence').check()
  const toolbar = page.getByRole('toolbar', { name: 'Change the chosen posts' })
  await toolbar.getByRole('button', { name: 'Status' }).click()
  await page.getByRole('menuitem', { name: 'Polishing' }).click()
  const polishing = page.getByRole('main').getByText('Polishing', { exact: true })
  await expect(polishing).toHaveCount(2)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(polishing).toHaveCount(0)
  await expect(page.getByRole('main').getByText('Drafting', { exact: true })).toHaveCount(2)
})
