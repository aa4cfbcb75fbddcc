import { expect, openNewStory, pickOffline, register, showPane, story, test } from './support'

const decided = { timeout: 90_000 }

test('story to post: quote, live watching, approval, post, copy @phone @tenancy-81', async ({
  page,
  person,
  step,
}) => {
  await register(page, person)
  await openNewStory(page)
  await step('empty-story')
  await page.getByLabel('Your story').fill(story)
  await pickOffline(page)
  const quote = page.getByRole('region', { name: 'What it will cost' })
  await expect(quote.getByText(/credits?$/).first()).toBeVisible()
  await step('quote')
  await page.getByRole('button', { name: /^Start/ }).click()

  await expect(page).toHaveURL(/\/runs\/\d+/)
  await expect(page.getByText('Offline provider:', { exact: false }).first()).toBeVisible()
  await step('running')
  await expect(page.getByRole('heading', { name: 'You decide' })).toBeVisible(decided)
  await step('decision')
  await expect(page.getByText(/covered/).first()).toBeVisible()

  await showPane(page, 'Text')
  await expect(page.locator('[data-sentence]').first()).toBeVisible()
  await page
    .locator('[data-sentence][data-status=verbatim], [data-sentence][data-status=supported]')
    .first()
    .focus()
  await showPane(page, 'Text')
  await step('sources')
  await showPane(page, 'Story')
  await expect(page.locator('[data-used]').first()).toBeVisible()

  await showPane(page, 'Decide')
  await page.getByRole('button', { name: /^Approve/ }).click()
  await expect(page.getByRole('heading', { name: 'Done' })).toBeVisible()
  await step('done')
  for (const view of ['Outputs', 'Audits', 'Tokens', 'Events']) {
    await page
      .getByRole('navigation', { name: 'Views of this run' })
      .getByRole('link', { name: view })
      .click()
    await expect(page.getByRole('status').filter({ hasText: 'Loading' })).toHaveCount(0)
    await step(view.toLowerCase())
  }
  await page.getByRole('link', { name: 'Live', exact: true }).click()
  await page.getByRole('link', { name: 'Open the post' }).click()

  const text = page.getByTestId('post-text')
  await expect(text).not.toBeEmpty()
  await step('post')
  await page.getByRole('button', { name: 'Copy as text' }).click()
  await expect(page.getByText('Copied')).toBeVisible()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toBe(await text.inputValue())
  await page.getByText('Sources', { exact: true }).click()
  await expect(page.locator('[data-sentence]').first()).toBeVisible()
  await step('post-sources')

  await page.getByRole('link', { name: 'Posts' }).first().click()
  await expect(page.locator('a[data-post]')).toHaveCount(1)
  await step('posts')
  await page.getByRole('link', { name: 'Runs' }).first().click()
  await expect(page.locator('a[data-run]')).toHaveCount(1)
  await step('runs')
})

test('a reload and a second tab in the middle show the same picture', async ({
  page,
  person,
  context,
}) => {
  await register(page, person)
  await openNewStory(page)
  await page.getByLabel('Your story').fill(story)
  await pickOffline(page)
  await page.getByRole('button', { name: /^Start/ }).click()
  await expect(page).toHaveURL(/\/runs\/\d+/)
  await page.reload()
  const other = await context.newPage()
  await other.goto(page.url())
  for (const tab of [page, other]) {
    await expect(tab.getByRole('heading', { name: 'You decide' })).toBeVisible(decided)
  }
  await page.goto(`${page.url().split('?')[0]}?view=events`)
  const numbers = page.locator('main ol > li > span:first-child')
  await expect(numbers.first()).toHaveText('1')
  const seqs = (await numbers.allTextContents()).map(Number)
  expect(seqs).toEqual(seqs.map((_, index) => index + 1))

  await other.getByRole('button', { name: /^Approve/ }).click()
  await expect(other.getByRole('heading', { name: 'Done' })).toBeVisible()
  await page.goto(page.url().split('?')[0] ?? '')
  await expect(page.getByRole('heading', { name: 'Done' })).toBeVisible()
})

test('the same by keyboard alone', async ({ page, person }) => {
  await register(page, person)
  await page.locator('h1').focus()
  await page.keyboard.press('n')
  await expect(page.getByRole('heading', { name: 'New story' })).toBeVisible()
  await page.getByLabel('Your story').focus()
  await page.keyboard.insertText(story)
  await page.keyboard.press('Control+Enter')
  await expect(page).toHaveURL(/\/runs\/\d+/)
  await expect(page.getByRole('heading', { name: 'You decide' })).toBeVisible(decided)
  await page.locator('h1').focus()
  await page.keyboard.press('a')
  await expect(page.getByRole('heading', { name: 'Done' })).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await expect(page.getByRole('heading', { name: 'Posts', level: 1 })).toBeVisible()
  await expect(page.locator('a[data-post]')).toHaveCount(1)
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('post-text')).not.toBeEmpty()
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog', { name: 'Commands' })).toBeVisible()
  await page.keyboard.type('Runs')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Runs', level: 1 })).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Done' })).toBeVisible()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('changes asked for are written, and the difference is shown', async ({
  page,
  person,
  step,
}) => {
  await register(page, person)
  await openNewStory(page)
  await page.getByLabel('Your story').fill(story)
  await pickOffline(page)
  await page.getByRole('button', { name: /^Start/ }).click()
  await expect(page.getByRole('heading', { name: 'You decide' })).toBeVisible(decided)
  await page.getByRole('button', { name: 'Request changes' }).click()
  await expect(page.getByText('Say what should change, or')).toBeVisible()
  await page.getByLabel('What should change?').fill('Remove paragraph 2.')
  await page.getByRole('button', { name: 'Request changes' }).click()
  await expect(page.getByRole('heading', { name: /Post\s+v2/ })).toBeVisible(decided)
  await page.getByText('Diff to v1').click()
  await expect(page.getByText(/\d+ changes?$/)).toBeVisible()
  await step('diff')
})

test('a figure that is not in the story is marked while editing and holds approval back', async ({
  page,
  person,
  step,
}) => {
  await register(page, person)
  await openNewStory(page)
  await page.getByLabel('Your story').fill(story)
  await pickOffline(page)
  await page.getByRole('button', { name: /^Start/ }).click()
  await expect(page.getByRole('heading', { name: 'You decide' })).toBeVisible(decided)
  await page.getByRole('button', { name: 'Edit the text' }).click()
  const box = page.getByLabel('The post, edited by you')
  const before = await box.inputValue()
  await box.fill(`${before}\n\nLosses fell by 40 % in 1739.`)
  await expect(page.locator('mark[data-finding]').first()).toBeVisible()
  await expect(page.getByRole('button', { name: /^Approve/ })).toBeDisabled()
  await step('blocked')
})
