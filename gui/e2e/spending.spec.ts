import { expect, noted, openNewStory, pickOffline, register, story, test } from './support'

test('limits are set, change under one’s hands, and are told before a start @phone', async ({
  page,
  person,
  step,
  expectedErrors,
}) => {
  await register(page, person)
  const more = page.getByRole('button', { name: 'More', exact: true })
  if (await more.isVisible()) {
    await more.click()
    await page.getByRole('menuitem', { name: 'Spending' }).click()
  } else {
    await page.getByRole('link', { name: 'Spending' }).click()
  }
  await expect(page.getByRole('img', { name: /spent and .* held of \$5\.00/ })).toBeVisible()
  const day = page.getByRole('textbox', { name: 'At most a day (US dollars)' })
  await expect(day).toHaveValue('5')
  await step('limits')

  // Somebody else saves first.
  const other = await page.context().newPage()
  await other.goto(page.url())
  await other.getByRole('textbox', { name: 'At most a day (US dollars)' }).fill('3')
  await other.getByRole('button', { name: 'Save' }).click()
  await expect(other.getByText('The limits hold from the next call on.')).toBeVisible()
  await other.close()

  expectedErrors.push('412')
  await day.fill('2.50')
  await page.getByRole('checkbox', { name: /No limit At most a month/ }).check()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('They are now: $3.00 a day, $50.00 a month.')).toBeVisible()
  await step('conflict')
  await page.getByRole('button', { name: 'Set mine all the same' }).click()
  await expect(page.getByRole('img', { name: /held of \$2\.50/ })).toBeVisible()
  await expect(page.getByRole('img', { name: /no limit/ })).toBeVisible()
  await noted(page, 'The limits hold from the next call on.')

  await openNewStory(page)
  await page.getByLabel('Your story').fill(story)
  await pickOffline(page)
  await expect(page.getByText('$2.50 of $2.50')).toBeVisible()
  await page.getByText('More options').click()
  await expect(page.getByLabel('Credits at most')).toBeVisible()
  await step('quote')
})

test('a price that no longer holds is told with what changed @phone', async ({
  page,
  person,
  step,
  expectedErrors,
}) => {
  await register(page, person)
  await openNewStory(page)
  await page.getByLabel('Your story').fill(story)
  await pickOffline(page)
  await expect(page.getByRole('button', { name: /^Start/ })).toBeEnabled()
  expectedErrors.push('409')
  // The price the page names is replaced by one nobody was told.
  await page.route(/\/workflow-runs$/, async (route) => {
    const body = route.request().postDataJSON() as Record<string, unknown>
    await route.continue({
      postData: JSON.stringify({ ...body, quote_id: '0190a000-0000-7000-8000-000000000001' }),
    })
  })
  await page.getByRole('button', { name: /^Start/ }).click()
  await expect(page.getByText('The price itself is the same.')).toBeVisible()
  await step('changed')
  await page.unroute(/\/workflow-runs$/)
  await page.getByRole('button', { name: 'Start for 0 credits' }).click()
  await expect(page).toHaveURL(/\/runs\/\d+/)
})
