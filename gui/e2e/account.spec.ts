import { expect, register, signOut, test } from './support'

test('register, sign out, wrong password, sign in, reload @phone', async ({
  page,
  person,
  step,
  expectedErrors,
}) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await step('sign-in')
  await page.getByRole('link', { name: 'Create one' }).click()
  await expect(page.getByLabel('Your name')).toBeVisible()
  await step('register')
  await register(page, person)
  await step('first-workspace')

  await signOut(page, person)
  expectedErrors.push('401')
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByLabel('Password').fill('not the password at all')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'do not match' })).toHaveCount(1)
  await expect(page.getByLabel('Password')).toHaveValue('not the password at all')
  await step('wrong-password')

  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Runs', level: 1 })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Runs', level: 1 })).toBeVisible()
})

test('a second registration with the same address is told so', async ({
  page,
  person,
  step,
  expectedErrors,
}) => {
  await register(page, person)
  await signOut(page, person)
  expectedErrors.push('409')
  await page.goto('/auth/register')
  await page.getByLabel('Your name').fill('Somebody Else')
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByLabel('Password').fill('another long pass phrase')
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByText('This address already has an account.')).toBeVisible()
  await step('taken')
})

test('signing in by keyboard alone leads to the page asked for', async ({ page, person }) => {
  await register(page, person)
  await signOut(page, person)
  await page.goto('/settings/appearance')
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await page.keyboard.press('Tab')
  await page.keyboard.type(person.email)
  await page.keyboard.press('Tab')
  await page.keyboard.type(person.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Appearance' })).toBeVisible()
})

test('signing out reaches the other tab', async ({ page, person, context }) => {
  await register(page, person)
  const other = await context.newPage()
  await other.goto('/settings/appearance')
  await expect(other.getByRole('heading', { name: 'Appearance' })).toBeVisible()
  await signOut(page, person)
  await expect(other.getByRole('heading', { name: 'Sign in' })).toBeVisible()
})

test('sessions, theme and an address nobody has @phone', async ({ page, person, step }) => {
  await register(page, person)
  await page.goto('/settings/security')
  await expect(page.getByText('This device')).toBeVisible()
  await step('security')
  await page.goto('/settings/appearance')
  await page.getByRole('radio', { name: 'Dark' }).click({ force: true })
  await expect(page.locator('html')).toHaveClass(/dark/)
  await page.reload()
  await expect(page.locator('html')).toHaveClass(/dark/)
  await page.getByRole('radio', { name: 'System' }).click({ force: true })
  await expect(page.getByRole('heading', { name: 'Appearance' })).toBeVisible()
  await step('appearance')
  await page.goto('/w/nobody-has-this/runs')
  await expect(page.getByRole('heading', { name: 'Nothing here' })).toBeVisible()
  await step('not-found')
})
