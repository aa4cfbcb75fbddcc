import { expect, noted, register, test } from './support'

test('a workspace writes in its own words @tenancy-79', async ({
  page,
  person,
  step,
  expectedErrors,
}) => {
  expectedErrors.push('422')
  await register(page, person)
  const slug = new URL(page.url()).pathname.split('/')[2]
  await page.goto(`/w/${slug}/settings/mails`)
  await page.getByRole('button', { name: 'Invitation', exact: true }).click()
  const words = page.getByLabel('Subject and words')
  await words.fill('Subject: Come to {{workspace_name}}\n\nWe write here.\n\n[Join]({{nowhere}})')
  await page.getByRole('button', { name: 'Save the words' }).click()
  await expect(page.getByRole('alert')).toContainText('Line 5')
  await words.fill('Subject: Come to {{workspace_name}}\n\nWe write here.\n\n[Join]({{link}})')
  await page.getByRole('button', { name: 'Save the words' }).click()
  await expect(page.getByText('Own words')).toBeVisible()
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(page.getByText(`Come to ${person.workspace}`)).toBeVisible()
  await noted(page, 'The next mail of this kind has these words.')
  await step('own-words')
  await page.getByRole('button', { name: 'Back to the standard words' }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /standard/ })
    .click()
  await expect(page.getByText('Own words')).toHaveCount(0)
})
