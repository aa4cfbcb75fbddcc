import type { Page, Route } from '@playwright/test'
import { expect, openNewStory, register, story, test } from './support'

const runLists = /\/workflow-runs\?/
const postLists = /\/posts\?/
const refuse = (status: number, body: object) => (route: Route) =>
  route.fulfill({
    status,
    contentType: 'application/problem+json',
    body: JSON.stringify({ status, ...body }),
  })

/** Answers as the server would to somebody with these rights only. */
async function onlyWith(page: Page, scopes: string[]) {
  await page.route(/\/permissions$/, async (route) => {
    const body = (await (await route.fetch()).json()) as object
    await route.fulfill({ json: { ...body, role: 'viewer', scopes } })
  })
  await page.route(/\/auth\/me$/, async (route) => {
    const body = (await (await route.fetch()).json()) as { memberships: object[] }
    const memberships = body.memberships.map((each) => ({ ...each, role: 'viewer', scopes }))
    await route.fulfill({ json: { ...body, memberships } })
  })
}

test('slow answers wait in shape, failed ones say what to do @phone', async ({
  page,
  person,
  step,
  expectedErrors,
}) => {
  await register(page, person)
  let answer = () => {}
  const seen = new Promise<void>((resolve) => (answer = resolve))
  await page.route(runLists, async (route) => {
    await seen
    await route.continue()
  })
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Runs', level: 1 })).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: 'Loading' })).toBeVisible()
  await step('slow')
  answer()
  await expect(page.getByText('No runs yet.', { exact: false })).toBeVisible()
  await page.unroute(runLists)

  expectedErrors.push('500')
  await page.route(
    postLists,
    refuse(500, {
      code: 'internal',
      title: 'Something inside failed',
      detail: 'The posts could not be read. Try again, or pass on the request id.',
      request_id: 'e2e-1',
    }),
  )
  await page.getByRole('link', { name: 'Posts' }).first().click()
  await expect(page.getByRole('alert')).toContainText('The posts could not be read.')
  await step('failed')
  await page.unroute(postLists)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(
    page.getByText('Posts stand here, from the first idea', { exact: false }),
  ).toBeVisible()
})

test('a lost stream is told and the run is shown as it truly stands', async ({
  page,
  person,
  step,
  expectedErrors,
}) => {
  expectedErrors.push('ERR_FAILED')
  let asked = 0
  await page.route(/\/events\?/, (route) => {
    if (!route.request().headers().accept?.includes('text/event-stream')) return route.continue()
    asked += 1
    // The first stream opens and breaks off at once; after that nothing gets through.
    return asked === 1
      ? route.fulfill({ contentType: 'text/event-stream', body: ': hello\n\n' })
      : route.abort()
  })
  await register(page, person)
  await openNewStory(page)
  await page.getByLabel('Your story').fill(story)
  await page.getByText('More options').click()
  await page.getByLabel('Start paused', { exact: false }).check()
  await page.getByRole('button', { name: /^Start/ }).click()
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(page.getByText('Live updates paused, reconnecting.')).toBeVisible()
  await step('lost')
  await page.unroute(/\/events\?/)
  await expect(page.getByRole('heading', { name: 'You decide' })).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('Live updates paused, reconnecting.')).toHaveCount(0)
  await page.getByRole('link', { name: 'Events', exact: true }).click()
  const numbers = page.locator('main ol > li > span:first-child')
  await expect(numbers.first()).toHaveText('1')
  const seqs = (await numbers.allTextContents()).map(Number)
  expect(seqs).toEqual(seqs.map((_, index) => index + 1))
})

test('a viewer sees what is theirs and is told what is not @phone', async ({
  page,
  person,
  step,
  expectedErrors,
}) => {
  await register(page, person)
  const runs = page.url()
  await onlyWith(page, ['content:read'])
  await page.goto(runs)
  await expect(page.getByText('You need the right to see runs.')).toBeVisible()
  await step('runs')
  await expect(page.getByRole('link', { name: 'Runs' })).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'New story' })).toHaveCount(0)
  await page.goto(runs.replace(/\/runs$/, '/stories/new'))
  await expect(page.getByText('You need the right to start runs.')).toBeVisible()
  await page.getByRole('link', { name: 'Posts' }).first().click()
  await expect(
    page.getByText('Posts stand here, from the first idea', { exact: false }),
  ).toBeVisible()

  // The server's refusal counts also where the screen believed otherwise.
  expectedErrors.push('403')
  await page.route(postLists, refuse(403, { code: 'permission.denied', title: 'Not yours' }))
  await page.reload()
  await expect(page.getByText('You cannot open this here')).toBeVisible()
})

test('step by step, a finding set aside, completed by force', async ({
  page,
  person,
  step,
  expectedErrors,
}) => {
  await register(page, person)
  await openNewStory(page)
  await page.getByLabel('Your story').fill(story)
  await page.getByText('More options').click()
  await page.getByLabel('Platform').selectOption('threads')
  await page.getByLabel('Spend at most', { exact: false }).fill('a lot')
  await page.getByLabel('Start paused', { exact: false }).check()
  await page.getByRole('button', { name: /^Start/ }).click()
  await expect(page.getByText('Enter an amount above zero', { exact: false })).toBeVisible()
  await step('options')
  await page.getByLabel('Spend at most', { exact: false }).fill('9999')
  expectedErrors.push('422')
  await page.getByRole('button', { name: /^Start/ }).click()
  await expect(page.getByText('The cap 9999 is not between', { exact: false })).toBeVisible()
  await page.getByLabel('Spend at most', { exact: false }).fill('')
  await page.getByRole('button', { name: /^Start/ }).click()

  await expect(page.getByRole('heading', { level: 1 })).toContainText('#1')
  await page.getByRole('button', { name: 'Step', exact: true }).click()
  await expect(page.getByText('Run paused', { exact: false }).first()).toBeVisible()
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(page.getByRole('heading', { name: 'You decide' })).toBeVisible({ timeout: 90_000 })

  await page.getByText(/^\d+ findings?$/).click()
  await page.getByRole('button', { name: 'Dismiss…' }).first().click()
  await page.getByLabel('Why it does not hold').fill('That is how people wrote in 1736.')
  await step('dismiss')
  await page.getByRole('button', { name: 'Dismiss finding' }).click()
  await expect(page.getByText('1 dismissed').first()).toBeVisible()
  await expect(page.getByText(/^Set aside by Ana Ruiz, .*: That is how people wrote/)).toBeVisible()

  await page.getByRole('tab', { name: 'Output' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('tab', { name: 'Audit' })).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('tabpanel', { name: 'Prompt' })).toContainText('Texts it read')
  await page.keyboard.press('End')
  await expect(page.getByRole('tabpanel', { name: 'Cost' })).toContainText('tokens in')
  await step('inspector')

  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Force-complete' }).click()
  await page.getByLabel('Reason', { exact: false }).fill('ok')
  await page.getByRole('button', { name: 'Force-complete' }).click()
  await expect(page.getByText('Say in 5 to 500 characters', { exact: false })).toBeVisible()
  await page.getByLabel('Reason', { exact: false }).fill('The deadline is in an hour.')
  await page.getByRole('button', { name: 'Force-complete' }).click()
  await expect(page.getByRole('heading', { name: 'Done' })).toBeVisible()
  await expect(page.getByText('The deadline is in an hour.', { exact: false })).toBeVisible()
})
