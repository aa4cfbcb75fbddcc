import type { Page } from '@playwright/test'
import { expect, noted, register, signOut, test, type Person } from './support'

type Mail = { id: string; template: string; to_email: string; status: string }

/** The link of the newest mail of this kind, from the log of mails of a development server. */
async function linkFor(page: Page, person: Person, template: string): Promise<string> {
  let found = ''
  await expect
    .poll(async () => {
      const list = (await (await page.request.get('/api/v1/dev/mailbox?limit=200')).json()) as {
        items: Mail[]
      }
      const mail = list.items.find(
        (each) =>
          each.to_email === person.email && each.template === template && each.status === 'sent',
      )
      if (!mail) return ''
      const read = (await (await page.request.get(`/api/v1/dev/mailbox/${mail.id}`)).json()) as {
        text: string
      }
      found = /https?:\/\/\S+token=\S+/.exec(read.text)?.[0] ?? ''
      return found
    })
    .not.toBe('')
  return found
}

test('register, confirm the address, forget the password and set a new one @phone', async ({
  page,
  person,
  step,
}) => {
  await register(page, person)
  await page.goto('/settings/profile')
  await expect(page.getByText('Not confirmed')).toBeVisible()
  await step('profile')

  await page.goto(await linkFor(page, person, 'verify_email'))
  await expect(page.getByRole('heading', { name: 'Confirm your address' })).toBeVisible()
  await step('verify')
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByText('Thank you. Your address is confirmed.')).toBeVisible()
  await page.goto('/settings/profile')
  await expect(page.getByText('Confirmed', { exact: true })).toBeVisible()
  await signOut(page, person)

  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  await page.getByLabel('E-mail').fill(person.email)
  await step('forgot')
  await page.getByRole('button', { name: 'Send the link' }).click()
  await expect(page.getByText(/a link is on its way/)).toBeVisible()

  const link = await linkFor(page, person, 'password_reset')
  await page.goto(link)
  await page.getByLabel('New password').fill('seven quiet herons at dawn')
  await step('reset')
  await page.getByRole('button', { name: 'Set the password' }).click()
  await expect(page.getByText(/Your password is changed/)).toBeVisible()
  await page.getByRole('link', { name: 'Back to sign-in' }).click()
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByLabel('Password').fill('seven quiet herons at dawn')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Runs', level: 1 })).toBeVisible()
})

test('another password and another address from the profile page', async ({ page, person }) => {
  await register(page, person)
  await page.goto('/settings/profile')
  const password = page.getByRole('region', { name: 'Password', exact: true })
  await password.getByLabel('Present password').fill(person.password)
  await password.getByLabel('New password').fill('seven quiet herons at dawn')
  await password.getByRole('button', { name: 'Change the password' }).click()
  await noted(page, 'Your password is changed.')

  const moved = { ...person, email: `moved-${person.email}` }
  const address = page.getByRole('region', { name: 'E-mail address' })
  await address.getByLabel('New address').fill(moved.email)
  await address.getByLabel('Your password').fill('seven quiet herons at dawn')
  await address.getByRole('button', { name: 'Change the address' }).click()
  await expect(address.getByRole('status')).toContainText(moved.email)
  await page.goto(await linkFor(page, moved, 'email_change'))
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByText(/You sign in with the new address/)).toBeVisible()
  await page.goto('/settings/profile')
  await expect(page.getByRole('region', { name: 'E-mail address' })).toContainText(moved.email)
})

test('the mailbox of a development server shows what was sent @phone', async ({
  page,
  person,
  step,
}) => {
  await register(page, person)
  await linkFor(page, person, 'verify_email')
  await page.goto('/dev/mailbox')
  await page.getByRole('button', { name: `Read verify_email ${person.email}` }).click()
  await expect(page.getByRole('heading', { name: 'Confirm your e-mail address' })).toBeVisible()
  await step('mailbox')
})
