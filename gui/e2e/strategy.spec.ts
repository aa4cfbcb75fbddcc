import { expect, noted, register, tabTo, test } from './support'

test('a strategy is found, approved and put into order by keyboard @content-49 @phone', async ({
  page,
  person,
  step,
}) => {
  await register(page, person)
  const home = page.url().replace(/\/runs.*/, '')
  await page.goto(`${home}/strategy`)
  await expect(page.getByText('No strategy yet.', { exact: false })).toBeVisible()
  await step('none')

  await tabTo(page, 'Five questions, 2 minutes', 'link')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'New strategy' })).toBeVisible()
  await tabTo(page, 'What do you do for a living?', 'field')
  await page.keyboard.type('Operations lead')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Calm incident work')
  await page.keyboard.press('Tab')
  await page.keyboard.type('People on call')
  await step('questions')
  await page.keyboard.press('Enter')

  await expect(page.getByText('No model helped with this plan', { exact: false })).toBeVisible()
  const first = page.getByLabel('Chapter 1', { exact: true })
  await first.fill('Nights on call')
  await tabTo(page, 'Remove post 1.4', 'button')
  await page.keyboard.press('Enter')
  await expect(page.getByText('4 chapters, 15 posts', { exact: false })).toBeVisible()
  await step('plan')
  await tabTo(page, 'Approve plan', 'button')
  await page.keyboard.press('Enter')

  await expect(page.getByText('1. Nights on call')).toBeVisible()
  await noted(page, 'Your strategy is there')
  await tabTo(page, 'Move Nights on call down', 'button')
  await page.keyboard.press('Alt+ArrowDown')
  await expect(page.getByText('2. Nights on call')).toBeVisible()
  await step('strategy')

  await tabTo(page, /^More for/, 'button')
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Delete strategy' }).press('Enter')
  await page.getByLabel('Type 15 to confirm').fill('15')
  await step('delete')
  await page.keyboard.press('Enter')
  await expect(page.getByText('No strategy yet.', { exact: false })).toBeVisible()
})
