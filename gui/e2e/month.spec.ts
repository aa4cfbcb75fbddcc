import type { Page } from '@playwright/test'
import { expect, tabTo, test } from './support'

const texts = [
  'We deleted nine meetings a week. Nobody has asked for one of them back.',
  'A question that is asked twice belongs on a page, not into a meeting.',
  'Whoever calls a meeting writes down first what will be different after it.',
]

const enter = (page: Page) => page.keyboard.press('Enter')

/** A note that comes and goes: while it fades, it has too little contrast to be judged. */
async function told(page: Page, text: string) {
  const notes = page.locator('[data-sonner-toast]')
  await expect(notes.filter({ hasText: text })).toBeVisible()
  await expect(notes).toHaveCount(0, { timeout: 10_000 })
}

test('from an empty workspace to a planned month with three finished posts, by keyboard alone', async ({
  page,
  person,
  step,
}) => {
  // Some hundred presses, and every screen looked at.
  test.slow()
  await page.goto('/auth/register')
  for (const [name, value] of [
    ['Your name', person.name],
    ['E-mail', person.email],
    ['Password', person.password],
    ['Workspace', person.workspace],
  ] as const) {
    await tabTo(page, name, 'field')
    await page.keyboard.type(value)
  }
  await enter(page)
  await expect(page.getByRole('heading', { name: 'Runs', level: 1 })).toBeVisible()
  await step('empty')

  // A strategy from five answers, without a model.
  await tabTo(page, 'Strategy', 'link')
  await enter(page)
  await tabTo(page, 'Five questions, 2 minutes', 'link')
  await enter(page)
  await tabTo(page, 'What do you do for a living?', 'field')
  for (const answer of ['Operations lead', 'Quiet offices', 'People with full calendars']) {
    await page.keyboard.type(answer)
    if (answer !== 'People with full calendars') await page.keyboard.press('Tab')
  }
  await enter(page)
  await expect(page.getByText('4 chapters, 16 posts', { exact: false })).toBeVisible()
  await step('plan')
  await tabTo(page, 'Approve plan', 'button')
  await enter(page)
  await told(page, 'Your strategy is there')

  // Two times a week at which the stream publishes.
  await tabTo(page, 'Calendar', 'link')
  await enter(page)
  await tabTo(page, 'Slots and feeds', 'link')
  await enter(page)
  for (const day of ['Tuesday', 'Thursday']) {
    await tabTo(page, /^Day$/, 'field')
    await page.keyboard.type(day)
    await tabTo(page, 'Add slot', 'button')
    await enter(page)
    await expect(page.getByText(new RegExp(`${day}, 09:00`))).toBeVisible()
  }
  await step('slots')

  // The month, first shown and then taken.
  await tabTo(page, 'Calendar', 'link')
  await enter(page)
  await tabTo(page, 'Plan ahead…', 'button')
  await enter(page)
  await tabTo(page, 'Show the plan', 'button')
  await enter(page)
  await expect(page.getByRole('heading', { name: /^[78] posts would get a time/ })).toBeVisible()
  await step('plan-ahead')
  await tabTo(page, 'Plan them so', 'button')
  await enter(page)
  await expect(page.getByRole('dialog')).toBeHidden()
  await told(page, 'have their time')
  await step('month')

  for (const [number, text] of texts.entries()) {
    await tabTo(page, 'Posts', 'link')
    await enter(page)
    await tabTo(page, new RegExp('.'), 'link', `a[data-post="${number + 1}"]`)
    await enter(page)
    await tabTo(page, 'Text of the post', 'field')
    await page.keyboard.type(text)
    await page.keyboard.press('Tab')
    await expect(page.getByText('Saved, version 1')).toBeVisible()
    if (number === 0) await step('written')
    await tabTo(page, 'Change status', 'button')
    await enter(page)
    const ready = page.getByRole('menuitem', { name: 'Move to Ready' })
    for (let press = 0; press < 10; press += 1) {
      if (await ready.evaluate((item) => item === document.activeElement)) break
      await page.keyboard.press('ArrowDown')
    }
    await enter(page)

    await tabTo(page, 'Hand over…', 'link')
    await enter(page)
    await expect(page.getByRole('heading', { name: 'Copy', exact: true })).toBeVisible()
    await tabTo(page, 'Copy all', 'button')
    await enter(page)
    await told(page, 'Copied. Paste it')
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text)
    if (number === 0) {
      await tabTo(page, 'Show the slides', 'button')
      await enter(page)
      await expect(page.getByRole('img', { name: text })).toBeVisible()
      await step('handed-over')
      const saved = page.waitForEvent('download')
      await tabTo(page, 'PDF', 'button')
      await enter(page)
      expect((await saved).suggestedFilename()).toBe('post_01.pdf')
    }
  }

  await tabTo(page, 'Mark as published…', 'button')
  await enter(page)
  await tabTo(page, 'It is published', 'button')
  await enter(page)
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.getByRole('button', { name: 'Not on LinkedIn after all' })).toBeVisible()
  await tabTo(page, 'Finished posts', 'link')
  await enter(page)
  const finished = page.getByRole('list', { name: 'Finished posts' })
  await expect(finished.getByRole('listitem')).toHaveCount(3)
  await expect(finished.getByText('LinkedIn')).toBeVisible()
  await step('finished')
})
